package org.empathyworkbench.app.talk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.conversation.Answer;
import org.empathyworkbench.conversation.Conversation;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.conversation.Step;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.workspace.ConversationInfo;
import org.empathyworkbench.workspace.StoredConversation;
import org.empathyworkbench.workspace.Workspace;

/**
 * View model of Talk. {@code conversation} is an immutable value replaced by every action and stored in the background. Generators run on
 * the inference thread, outside models on network threads.
 */
public final class TalkViewModel {
    /** A pending response. */
    public record Slot(int step, int side) { }

    private final Inference inference;
    private final TaskExecutor thread;
    private final TaskExecutor network;
    private final TaskExecutor tasks;
    private final Workspace workspace;
    private final Endpoints endpoints;
    private final WorkspaceWatch watch;
    private final ParticipantClient asked;
    private final StringProperty draft = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Conversation> conversation = new ReadOnlyObjectWrapper<>(Conversation.with(List.of(), ""));
    private final ReadOnlyObjectWrapper<Set<Slot>> awaited = new ReadOnlyObjectWrapper<>(Set.of());
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Long> open = new ReadOnlyObjectWrapper<>(0L);
    private final ObservableList<ConversationInfo> conversations = FXCollections.observableArrayList();
    private final ObservableList<ConversationInfo> conversationsToRead = FXCollections.unmodifiableObservableList(conversations);
    private final ObservableList<Partner> partners = FXCollections.observableArrayList();
    private final ObservableList<Partner> partnersToRead = FXCollections.unmodifiableObservableList(partners);
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final ObservableList<String> identifierSetsToRead = FXCollections.unmodifiableObservableList(identifierSets);
    private final Map<Slot, RunningTask> working = new HashMap<>();
    private List<Endpoint> outside = List.of();
    private ConversationSaver keeping;
    /** True until the user chose or typed anything: defaults to the first model and identifiers. */
    private boolean touched;

    /**
     * @param thread the one inference thread
     * @param network executor for requests that may wait long
     */
    public TalkViewModel(Inference inference, TaskExecutor thread, TaskExecutor network, TaskExecutor tasks,
            Workspace workspace, Endpoints endpoints, WorkspaceWatch watch, Clock clock) {
        this.inference = inference;
        this.thread = thread;
        this.network = network;
        this.tasks = tasks;
        this.workspace = workspace;
        this.endpoints = endpoints;
        this.watch = watch;
        this.asked = new ParticipantClient(inference, endpoints, workspace, clock);
        this.keeping = keeping(null);
        watch.contentsProperty().subscribe(contents -> offer(contents, outside));
        look();
    }

    /** The input text. */
    public StringProperty draftProperty() { return draft; }

    public ReadOnlyObjectProperty<Conversation> conversationProperty() { return conversation.getReadOnlyProperty(); }

    /** Pending responses. */
    public ReadOnlyObjectProperty<Set<Slot>> awaitedProperty() { return awaited.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Id of the displayed conversation; 0 if not stored yet. */
    public ReadOnlyObjectProperty<Long> openProperty() { return open.getReadOnlyProperty(); }

    /** Most recently changed first. */
    public ObservableList<ConversationInfo> conversations() { return conversationsToRead; }

    /** Available partners. */
    public ObservableList<Partner> partners() { return partnersToRead; }

    public ObservableList<String> identifierSets() { return identifierSetsToRead; }

    public Conversation talk() { return conversation.get(); }

    /** Reads conversations and endpoints added elsewhere. */
    public void look() {
        record Found(List<ConversationInfo> conversations, List<Endpoint> endpoints) { }
        tasks.run(BackgroundTask.of("Reading conversations", progress -> new Found(workspace.conversations().list(), endpoints.list()))
                .show(found -> {
                    if (!found.conversations.equals(conversations)) conversations.setAll(found.conversations);
                    offer(watch.contents(), found.endpoints);
                }).failed(this::failed).latestOf("talk look").quietly());
    }

    private void offer(Contents contents, List<Endpoint> now) {
        outside = now;
        List<Partner> all = new ArrayList<>();
        contents.generators().forEach(name -> all.add(new Partner(Participant.Kind.GENERATOR, name)));
        now.forEach(endpoint -> all.add(new Partner(Participant.Kind.ENDPOINT, endpoint.name())));
        if (!all.equals(partners)) partners.setAll(all);
        List<String> sets = contents.identifierSets();
        if (!sets.equals(identifierSets)) identifierSets.setAll(sets);
        if (!touched && !all.isEmpty()) conversation.set(Conversation.with(List.of(all.get(0).join()), sets.isEmpty() ? "" : sets.get(0)));
    }

    /** Starts a conversation with the same partners and identifiers. */
    public void startNew() {
        cancel();
        keeping = keeping(null);
        open.set(0L);
        problem.set(null);
        conversation.set(Conversation.with(talk().participants().stream().map(one -> one.withSeed(1)).toList(), talk().identifiers()));
    }

    public void open(long id) {
        if (id == open.get()) return;
        cancel();
        tasks.run(BackgroundTask.of("Opening the conversation", progress -> workspace.conversations().load(id)).show(stored -> {
            keeping = keeping(stored);
            open.set(id);
            problem.set(null);
            touched = true;
            conversation.set(stored.conversation());
            readWhatIsShown();
        }).failed(this::failed).latestOf("talk open").quietly());
    }

    public void rename(ConversationInfo info, String title) {
        if (title.isBlank()) return;
        if (info.id() == open.get()) {
            change(talk -> talk.withTitle(title));
            return;
        }
        tasks.run(BackgroundTask.of("Renaming", progress -> {
            StoredConversation stored = workspace.conversations().load(info.id());
            return workspace.conversations().save(stored, stored.conversation().withTitle(title));
        }).show(saved -> look()).failed(this::failed).quietly());
    }

    public void delete(ConversationInfo info) {
        if (info.id() == open.get()) startNew();
        tasks.run(BackgroundTask.of("Removing the conversation", progress -> {
            workspace.conversations().delete(info.id());
            return info;
        }).show(gone -> look()).failed(this::failed).quietly());
    }

    /** Sets a partner. */
    public void sit(int side, Partner partner) {
        List<Participant> now = new ArrayList<>(talk().participants());
        if (side < now.size() && Partner.of(now.get(side)).equals(partner)) return;
        if (side < now.size()) now.set(side, partner.join());
        else now.add(partner.join());
        change(talk -> talk.withParticipants(now));
    }

    /** Removes the second partner. */
    public void leave() { if (talk().participants().size() > 1) change(talk -> talk.withParticipants(talk.participants().subList(0, 1))); }

    /** Sets a participant's sampling settings and next seed. */
    public void draw(int side, Map<String, String> settings, long seed) {
        List<Participant> now = new ArrayList<>(talk().participants());
        now.set(side, now.get(side).withSettings(settings).withSeed(seed));
        change(talk -> talk.withParticipants(now));
    }

    /** @param identifiers empty for none */
    public void readBy(String identifiers) {
        if (identifiers == null || identifiers.equals(talk().identifiers())) return;
        change(talk -> talk.withIdentifiers(identifiers));
        readWhatIsShown();
    }

    public boolean canSay() { return awaited.get().isEmpty() && !draft.get().isBlank() && !talk().participants().isEmpty(); }

    /** Sends the input; every partner responds. */
    public void say() {
        if (!canSay()) return;
        String text = draft.get().strip();
        draft.set("");
        problem.set(null);
        change(talk -> talk.say(text, asked.now()));
        askAll(talk().at());
    }

    /** Edits a turn; every partner responds. The old turn is kept as a branch. */
    public void reword(int step, String text) {
        if (text.isBlank() || text.strip().equals(talk().steps().get(step).text()) || !awaited.get().isEmpty()) return;
        problem.set(null);
        change(talk -> talk.reword(step, text.strip(), asked.now()));
        askAll(talk().at());
    }

    private void askAll(int step) { for (int side = 0; side < talk().participants().size(); side++) ask(step, side); }

    /** Regenerates one response; earlier ones are kept. */
    public void regenerate(int step, int side) {
        if (awaited.get().contains(new Slot(step, side)) || side >= talk().participants().size()) return;
        problem.set(null);
        ask(step, side);
    }

    /** Regenerates every partner's response to the last turn. */
    public void regenerateLast() {
        if (talk().at() != 0 && awaited.get().isEmpty())
            for (int side = 0; side < talk().participants().size(); side++) regenerate(talk().at(), side);
    }

    /** Replaces a response with the user's text; the response is kept. */
    public void write(int step, int side, String text) {
        if (text.isBlank()) return;
        change(talk -> talk.answer(step, side, Answer.written(text.strip(), asked.now())));
        readWhatIsShown();
    }

    /** Selects the previous or next alternative response. */
    public void turn(int step, int side, int by) {
        Step one = talk().steps().get(step);
        int to = one.chosen().get(side) + by;
        if (to < 0 || to >= one.answers().get(side).size()) return;
        change(talk -> talk.choose(step, side, to));
        readWhatIsShown();
    }

    /** Goes back to a step: the next turn starts a branch. */
    public void branchFrom(int step) { change(talk -> talk.backTo(step)); }

    /** Shows the branch through a step, to its newest end. */
    public void goTo(int step) {
        change(talk -> talk.goTo(step));
        readWhatIsShown();
    }

    /** Cancels pending responses. An outside model may still charge for them. */
    public void cancel() {
        working.values().forEach(RunningTask::cancel);
        working.clear();
        awaited.set(Set.of());
    }

    /** Detects a cancel from the status bar. */
    public void settle() {
        List<Slot> gone = working.entrySet().stream().filter(entry -> entry.getValue().cancelled()).map(Map.Entry::getKey).toList();
        gone.forEach(this::arrived);
    }

    private void ask(int step, int side) {
        Participant participant = talk().participants().get(side);
        List<String> context = talk().context(step, side);
        Slot slot = new Slot(step, side);
        Set<Slot> now = new HashSet<>(awaited.get());
        now.add(slot);
        awaited.set(Set.copyOf(now));
        ConversationSaver mine = keeping;
        TaskExecutor executor = participant.kind() == Participant.Kind.GENERATOR ? thread : network;
        RunningTask work = executor.run(
                BackgroundTask.of("Generating: " + participant.name(),
                        progress -> asked.answer(participant, context, progress)).show(answer -> {
                    if (mine != keeping) return;
                    arrived(slot);
                    change(talk -> nextSeed(talk, side, participant).answer(step, side, answer));
                    readWhatIsShown();
                }).failed(failure -> {
                    if (mine != keeping) return;
                    arrived(slot);
                    change(talk -> nextSeed(talk, side, participant));
                    failed(failure);
                }));
        if (awaited.get().contains(slot)) working.put(slot, work);
    }

    /** A seed is used up only by a completed response, so that a cancelled request is repeated unchanged. */
    private static Conversation nextSeed(Conversation talk, int side, Participant asked) {
        List<Participant> now = new ArrayList<>(talk.participants());
        if (side >= now.size() || !now.get(side).equals(asked)) return talk;
        now.set(side, asked.withSeed(asked.seed() + 1));
        return talk.withParticipants(now);
    }

    private void arrived(Slot slot) {
        working.remove(slot);
        Set<Slot> now = new HashSet<>(awaited.get());
        now.remove(slot);
        awaited.set(Set.copyOf(now));
    }

    /** A displayed response that the current identifiers have not scored. */
    private record Unread(int step, int side, int number, List<String> context, Answer answer) { }

    private void readWhatIsShown() {
        String identifiers = talk().identifiers();
        if (identifiers.isEmpty() || !identifierSets.contains(identifiers)) return;
        List<Unread> unread = new ArrayList<>();
        for (Step step : talk().path()) {
            for (int side = 0; side < Math.min(step.sides(), talk().participants().size()); side++) {
                Answer answer = step.answer(side);
                if (answer != null && !answer.identifiers().equals(identifiers))
                    unread.add(new Unread(step.id(), side, step.chosen().get(side), talk().context(step.id(), side), answer));
            }
        }
        if (unread.isEmpty()) return;
        ConversationSaver mine = keeping;
        thread.run(BackgroundTask.of("Scoring", progress -> inference.score(identifiers,
                unread.stream().map(Unread::context).toList(), unread.stream().map(one -> one.answer.text()).toList(), progress))
                .show(profiles -> {
                    if (mine == keeping && identifiers.equals(talk().identifiers()))
                        change(talk -> read(talk, identifiers, unread, profiles));
                })
                .failed(failure -> { if (mine == keeping) failed(failure); }).latestOf("talk reading").quietly());
    }

    private static Conversation read(Conversation talk, String identifiers, List<Unread> unread, List<EmpathyProfile> profiles) {
        Conversation now = talk;
        for (int i = 0; i < unread.size(); i++) {
            Unread one = unread.get(i);
            now = now.read(one.step, one.side, one.number, one.answer.read(identifiers, profiles.get(i)));
        }
        return now;
    }

    private void change(UnaryOperator<Conversation> by) {
        touched = true;
        Conversation now = by.apply(talk());
        if (now.equals(talk())) return;
        conversation.set(now);
        keeping.keep(now);
    }

    private ConversationSaver keeping(StoredConversation stored) {
        ConversationSaver[] made = new ConversationSaver[1];
        made[0] = new ConversationSaver(workspace.conversations(), tasks, stored, () -> {
            if (made[0] == keeping) open.set(made[0].id());
            look();
        }, this::failed);
        return made[0];
    }

    void failed(Throwable failure) { problem.set(UserMessage.of(failure)); }

    /** For other uses of the conversation. */
    TaskExecutor tasks() { return tasks; }

    Workspace workspace() { return workspace; }

    Endpoints endpoints() { return endpoints; }

    void say(UserMessage news) { problem.set(news); }

    void lookAtWorkspace() { watch.look(); }
}
