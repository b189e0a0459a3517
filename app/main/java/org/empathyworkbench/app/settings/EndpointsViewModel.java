package org.empathyworkbench.app.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.endpoint.ApiKey;
import org.empathyworkbench.endpoint.BaselineRun;
import org.empathyworkbench.endpoint.CachingEndpointClient;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.EndpointAnswer;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.endpoint.KeyPlace;
import org.empathyworkbench.endpoint.RequestListener;
import org.empathyworkbench.endpoint.Usage;
import org.empathyworkbench.workspace.AnswerCache.Spent;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.Workspace;

/** The configured outside models: edit, test, and generate a baseline. Files, keyring and network are accessed in the background. */
public final class EndpointsViewModel {
    /** Result of a test. @param good null while running */
    public record News(Boolean good, String text) { }

    private final Endpoints endpoints;
    private final Workspace workspace;
    private final WorkspaceWatch watch;
    private final TaskExecutor tasks;
    private final TaskExecutor network;
    private final ObservableList<Endpoint> all = FXCollections.observableArrayList();
    private final ObservableList<Endpoint> allToRead = FXCollections.unmodifiableObservableList(all);
    private final ObservableMap<String, News> news = FXCollections.observableMap(new LinkedHashMap<>());
    /** Running requests, to detect an external cancel. */
    private final Map<String, RunningTask> asked = new HashMap<>();
    private final CachingEndpointClient paid;
    private Map<String, Spent> spent = Map.of();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper keyring = new ReadOnlyBooleanWrapper();

    /** @param network executor for requests that may wait long */
    public EndpointsViewModel(Endpoints endpoints, Workspace workspace, WorkspaceWatch watch, TaskExecutor tasks, TaskExecutor network) {
        this.endpoints = endpoints;
        this.workspace = workspace;
        this.paid = new CachingEndpointClient(endpoints, workspace);
        this.watch = watch;
        this.tasks = tasks;
        this.network = network;
    }

    /** Whether the displayed error concerns an entry of the file. */
    private boolean fileProblem;

    public ObservableList<Endpoint> all() { return allToRead; }

    /** The latest result by endpoint name. */
    public ObservableMap<String, News> news() { return news; }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Usage of all stored responses of an endpoint's model; empty if there are none. */
    public String spent(Endpoint endpoint) {
        Spent of = spent.get(endpoint.name());
        if (of == null || of.answers() == 0) return "";
        Usage usage = of.uncounted() == of.answers() ? Usage.UNKNOWN : new Usage(of.promptTokens(), of.completionTokens());
        Double cost = usage.known() ? endpoint.price().of(usage) : null;
        boolean some = usage.known() && of.uncounted() > 0;
        return String.format(Locale.ROOT, "%s in this workspace, %s%s%s%s", answers(of.answers()), some ? "at least " : "", usage.words(),
                cost == null ? "" : ", " + endpoint.price().words(cost), some ? " (" + answers(of.uncounted()) + " not counted)" : "");
    }

    private static String answers(int count) { return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "answer" : "answers"); }

    /** Status of an endpoint's running work: progress, usage, reason for waiting. */
    String now(Endpoint endpoint) {
        News latest = news.get(endpoint.name());
        RunningTask work = asked.get(endpoint.name());
        return latest == null ? "" : latest.text() + (work == null || work.message().isEmpty() ? "" : ": " + work.message());
    }

    /** Whether a system keyring is available. */
    public ReadOnlyBooleanProperty keyringProperty() { return keyring.getReadOnlyProperty(); }

    /** Names of datasets with contexts. */
    public List<String> datasets() {
        return watch.contents().datasets().stream().filter(set -> set.responses() > 0).map(DatasetInfo::name).toList();
    }

    /** Reads the file again: a command may have changed it. */
    public void look() {
        record Found(List<Endpoint> all, List<String> problems, boolean keyring, Map<String, Spent> spent) { }
        tasks.run(BackgroundTask.of("Reading the endpoints", progress -> {
            List<Endpoint> list = endpoints.list();
            Map<String, Spent> took = new HashMap<>();
            for (Endpoint one : list) took.put(one.name(), paid.spent(one));
            return new Found(list, endpoints.problems(), endpoints.keys().hasKeyring(), took);
        }).show(found -> {
            keyring.set(found.keyring);
            if (!found.problems.isEmpty()) problem.set(UserMessage.of(new UserInputException(String.join(" ", found.problems))));
            else if (fileProblem) problem.set(null);
            fileProblem = !found.problems.isEmpty();
            boolean other = !found.all.equals(all) || !found.spent.equals(spent);
            spent = found.spent;
            if (other) all.setAll(found.all);
        }).failed(failure -> problem.set(UserMessage.of(failure))).latestOf("endpoints").quietly());
    }

    /**
     * Stores the form's content, the key separately.
     *
     * @param stored  called on success
     * @param refused receives the error
     */
    public void save(EndpointDraft draft, Runnable stored, Consumer<UserMessage> refused) {
        Endpoint wanted;
        ApiKey key;
        try {
            wanted = draft.endpoint();
            boolean typed = !draft.typedKeyProperty().get().isBlank();
            boolean keeps = wanted.key() == KeyPlace.KEYRING || wanted.key() == KeyPlace.FILE;
            key = keeps && typed ? ApiKey.of(draft.typedKeyProperty().get()) : null;
            if (keeps && !typed && (draft.before() == null || draft.before().key() != wanted.key())) {
                throw new UserInputException("The key is missing. Nothing was stored. Enter it, or choose that none is needed.");
            }
        } catch (UserInputException wrong) {
            refused.accept(UserMessage.of(wrong));
            return;
        }
        tasks.run(BackgroundTask.of("Storing " + wanted.name(), progress -> {
            Optional<Endpoint> other = endpoints.find(wanted.name());
            boolean renamed = draft.before() != null && !draft.before().name().equalsIgnoreCase(wanted.name());
            if (other.isPresent() && (draft.isNew() || renamed)) {
                throw new UserInputException("There is already an endpoint named \""
                        + wanted.name() + "\". Nothing was stored. Choose another name.");
            }
            ApiKey kept = key == null && draft.before() != null && wanted.key() == draft.before().key()
                    && wanted.key() != KeyPlace.ENVIRONMENT ? endpoints.keys().of(draft.before()) : key;
            Endpoint made = kept == null ? wanted : endpoints.keys().store(wanted, kept, wanted.key());
            if (renamed) endpoints.remove(draft.before().name());
            endpoints.put(made);
            return endpoints.list();
        }).show(list -> {
            draft.typedKeyProperty().set("");
            all.setAll(list);
            news.remove(wanted.name());
            stored.run();
        }).failed(failure -> refused.accept(UserMessage.of(failure))));
    }

    public void remove(Endpoint endpoint) {
        tasks.run(BackgroundTask.of("Removing " + endpoint.name(), progress -> {
            endpoints.remove(endpoint.name());
            return endpoints.list();
        }).show(list -> {
            all.setAll(list);
            news.remove(endpoint.name());
        }).failed(failure -> problem.set(UserMessage.of(failure))));
    }

    /** Resets the adapted request options of a server. */
    public void forgetAdaptations(Endpoint endpoint) {
        tasks.run(BackgroundTask.of("Storing " + endpoint.name(), progress -> {
            endpoints.forgetAdaptations(endpoint.name());
            return endpoints.list();
        }).show(list -> all.setAll(list)).failed(failure -> problem.set(UserMessage.of(failure))));
    }

    /** Sends a short test request. */
    public void test(Endpoint endpoint) {
        news.put(endpoint.name(), new News(null, "asking"));
        RunningTask work = network.run(BackgroundTask.of("Testing " + endpoint.name(), progress -> endpoints.client(endpoint)
                .ask(List.of("I failed my exam today."), endpoint.prompt(), endpoint.settings(), 1, asking(progress)))
                .show(answer -> {
                    news.put(endpoint.name(), new News(answer.none() == null, words(endpoint, answer)));
                    look();
                })
                .failed(failure -> news.put(endpoint.name(), new News(false, UserMessage.of(failure).text())))
                .latestOf("test " + endpoint.name()));
        pending(endpoint, work);
    }

    private void pending(Endpoint endpoint, RunningTask work) { if (isAsked(endpoint)) asked.put(endpoint.name(), work); }

    public boolean isAsked(Endpoint endpoint) { return news.containsKey(endpoint.name()) && news.get(endpoint.name()).good() == null; }

    public void cancel(Endpoint endpoint) {
        RunningTask work = asked.get(endpoint.name());
        if (work != null) work.cancel();
        settle();
    }

    /** Reports cancelled work, from here or the status bar. */
    public void settle() {
        for (Endpoint endpoint : all) {
            RunningTask work = asked.get(endpoint.name());
            if (work != null && isAsked(endpoint) && (work.cancelled() || work.done()))
                news.put(endpoint.name(), new News(false, "Cancelled. The responses so far are kept; the same baseline resumes "
                        + "from there."));
        }
    }

    private static String words(Endpoint endpoint, EndpointAnswer answer) {
        String said = answer.none() != null ? "No response: " + answer.none().words() + ". " + answer.none().advice()
                : "\"" + answer.text() + "\"";
        List<String> parts = new ArrayList<>(List.of(answer.model(), String.format(Locale.ROOT, "%.1f s", answer.seconds()),
                answer.usage().words(), "cost " + endpoint.price().words(endpoint.price().of(answer.usage()))));
        if (!answer.limits().words().isEmpty()) parts.add(answer.limits().words());
        int reasoning = answer.details().reasoning().length();
        if (reasoning > 0) parts.add(String.format(Locale.ROOT, "plus %,d characters of reasoning", reasoning));
        if (!answer.details().takenOff().isEmpty()) parts.add("stripped: " + String.join(", ", answer.details().takenOff()));
        return said + "  ·  " + String.join(", ", parts);
    }

    /** The server's models. */
    public void lookUpModels(EndpointDraft draft, Consumer<List<String>> found, Consumer<UserMessage> refused) {
        Endpoint asked;
        try {
            asked = draft.server();
        } catch (UserInputException wrong) {
            refused.accept(UserMessage.of(wrong));
            return;
        }
        String typed = draft.typedKeyProperty().get();
        network.run(BackgroundTask.of("Listing the models", progress -> {
            boolean known = draft.before() != null && asked.key() == draft.before().key();
            ApiKey key = asked.key() == KeyPlace.NONE ? null : !typed.isBlank() ? ApiKey.of(typed)
                    : known || asked.key() == KeyPlace.ENVIRONMENT ? endpoints.keys().of(asked) : null;
            return endpoints.client(asked, key).models(asking(progress));
        }).show(found).failed(failure -> refused.accept(UserMessage.of(failure))).latestOf("models of an endpoint"));
    }

    /** Default name of a baseline's response set. */
    public String baselineName(Endpoint endpoint, String dataset) {
        return (endpoint.name() + " on " + dataset).replaceAll("[^\\p{L}\\p{N} ._+()-]", "-");
    }

    /** Generates a baseline; with the name of an unfinished set, resumes it. */
    public void baseline(Endpoint endpoint, BaselineRun.Plan plan) {
        news.put(endpoint.name(), new News(null, "answering " + plan.dataset()));
        RunningTask work = network.run(BackgroundTask.of("Baseline by " + endpoint.name(),
                progress -> new BaselineRun(workspace, endpoints.client(endpoint)).run(plan, new BaselineRun.Watching() {
                    @Override public void at(BaselineRun.State state) {
                        progress.at(state.done(), state.wanted());
                        progress.say(state.words(endpoint.price()));
                    }

                    @Override public boolean cancelled() { return progress.cancelled(); }
                })).show(end -> {
                    news.put(endpoint.name(), new News(true, "Stored as the responses \"" + plan.set() + "\": "
                            + end.words(endpoint.price()) + ". They can be compared with other models in Compare."));
                    watch.look();
                    look();
                }).failed(failure -> {
                    news.put(endpoint.name(), new News(false, UserMessage.of(failure).text()));
                    watch.look();
                    look();
                }).latestOf("baseline " + endpoint.name()));
        pending(endpoint, work);
    }

    private static RequestListener asking(Progress progress) {
        return new RequestListener() {
            @Override public void waiting(String why) { progress.say(why); }

            @Override public boolean cancelled() { return progress.cancelled(); }
        };
    }
}
