package org.empathyworkbench.app.talk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.FakeEndpoint;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.conversation.Answer;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.conversation.Step;
import org.empathyworkbench.data.ResponseReaders;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TalkViewModelTest {
    private static final Partner SMALL = new Partner(Participant.Kind.GENERATOR, "small");
    private static final Partner OUTSIDE = new Partner(Participant.Kind.ENDPOINT, "llama");

    /** Does nothing until it is told to: an inference thread that is busy. */
    private static final class Held implements TaskExecutor {
        private final SameThreadTasks tasks = new SameThreadTasks();
        private final List<Runnable> waiting = new ArrayList<>();
        private final boolean late;

        Held() { this(false); }

        /** @param late whether what was cancelled is done all the same, too late to be shown */
        Held(boolean late) { this.late = late; }

        @Override
        public <T> RunningTask run(BackgroundTask<T> task) {
            boolean[] cancelled = {false};
            waiting.add(() -> {
                if (!cancelled[0]) tasks.run(task);
                else if (late) tasks.run(BackgroundTask.of(task.title(), task.compute()));
            });
            return new RunningTask() {
                @Override public String title() { return task.title(); }

                @Override public String message() { return ""; }

                @Override public double progress() { return -1; }

                @Override public double remainingSeconds() { return -1; }

                @Override public boolean done() { return false; }

                @Override public boolean cancelled() { return cancelled[0]; }

                @Override public void cancel() { cancelled[0] = true; }
            };
        }

        void go() {
            List<Runnable> now = List.copyOf(waiting);
            waiting.clear();
            now.forEach(Runnable::run);
        }

        @Override public void close() { }
    }

    @TempDir Path folder;
    private FakeEndpoint server;
    private Workspace workspace;
    private Endpoints endpoints;
    private final SameThreadTasks tasks = new SameThreadTasks();
    private final FakeInference inference = new FakeInference();
    private WorkspaceWatch watch;
    private TalkViewModel model;

    @BeforeEach
    void start() throws IOException {
        server = new FakeEndpoint();
        workspace = Workspace.open(folder.resolve("workspace"));
        for (String name : List.of("silent", "aligned", "small"))
            workspace.models().add(new ModelInfo(name, ModelKind.GENERATOR, "made", "", 1, Map.of(), Instant.ofEpochSecond(name.length())));
        for (String name : List.of("readers")) workspace.models().add(ModelInfo.of(name, ModelKind.IDENTIFIERS, "made", 1));
        endpoints = new Endpoints(folder.resolve("config"), Map.of());
        endpoints.put(Endpoint.of("llama", server.address(), "tiny-llama"));
        watch = new WorkspaceWatch(workspace, tasks);
        watch.look();
        model = talk(tasks);
    }

    @AfterEach
    void stop() {
        server.close();
        workspace.close();
    }

    private TalkViewModel talk(TaskExecutor thread) {
        TalkViewModel made = new TalkViewModel(inference, thread, tasks, tasks, workspace, endpoints, watch, Clock.systemUTC());
        made.sit(0, SMALL);
        made.readBy("readers");
        return made;
    }

    private void say(String text) {
        model.draftProperty().set(text);
        model.say();
    }

    private Answer last(int side) { return model.talk().steps().get(model.talk().at()).answer(side); }

    @Test
    void aGeneratorRespondsToTheWholeContextAndIsScored() {
        say("My cat is ill.");
        assertThat(model.problemProperty().get()).isNull();
        assertThat(last(0).text()).isEqualTo("small 1 sorry: My cat is ill.");
        assertThat(last(0).profile().level(Mechanism.EMOTIONAL_REACTION)).isEqualTo(Level.STRONG);
        assertThat(last(0).facts()).containsEntry("seed", "1").containsEntry("topK", "20");
        assertThat(model.draftProperty().get()).isEmpty();
        say("She will be well.");
        assertThat(last(0).text()).as("the next seed").isEqualTo("small 2 sorry: She will be well.");
        assertThat(model.talk().context(2, 0)).containsExactly("My cat is ill.", "small 1 sorry: My cat is ill.", "She will be well.");
    }

    @Test
    void equalRequestsArePaidOnceAndRegeneratingSendsANewOne() {
        model.sit(0, OUTSIDE);
        say("Hello.");
        say("I am fine.");
        assertThat(server.asked()).hasSize(2);
        Instant asked = last(0).at();
        model.startNew();
        say("Hello.");
        say("I am fine.");
        assertThat(server.asked()).as("the same words, seeds and prompt").hasSize(2);
        assertThat(last(0).at()).isEqualTo(asked);
        assertThat(last(0).facts()).containsEntry("model", "tiny-llama-q4").containsEntry("tokens", "100 + 7 tokens");
        model.regenerateLast();
        assertThat(server.asked()).hasSize(3);
        assertThat(server.asked().get(2).get("seed").getAsInt()).isEqualTo(3);
    }

    @Test
    void aResponseReceivedAfterLeavingIsReusedOnRepeat() {
        Held network = new Held(true);
        model = new TalkViewModel(inference, tasks, network, tasks, workspace, endpoints, watch, Clock.systemUTC());
        model.sit(0, OUTSIDE);
        say("Hello.");
        model.cancel();
        network.go();                                                          // the server had answered already
        assertThat(last(0)).isNull();
        assertThat(server.asked()).hasSize(1);
        model.regenerate(1, 0);
        network.go();
        assertThat(last(0).text()).isEqualTo("I hear you, sorry: Hello.");
        assertThat(server.asked()).as("it was paid for once").hasSize(1);
    }

    @Test
    void twoAnswerAtOnceEachWithItsOwnPast() {
        model.sit(1, OUTSIDE);
        say("Hello.");
        assertThat(last(1).text()).isEqualTo("I hear you, sorry: Hello.");
        assertThat(last(1).facts()).containsEntry("model", "tiny-llama-q4")
                .containsEntry("tokens", "100 + 7 tokens").containsEntry("cost", "unknown");
        assertThat(last(1).prompt()).contains("Example 2");
        assertThat(last(1).profile()).isNotNull();
        say("Again.");
        List<String> heard = new ArrayList<>();
        server.asked().get(1).getAsJsonArray("messages")
                .forEach(message -> heard.add(message.getAsJsonObject().get("content").getAsString()));
        assertThat(heard.subList(1, heard.size())).containsExactly("Hello.", "I hear you, sorry: Hello.", "Again.");
    }

    @Test
    void anotherAnswerKeepsTheOlderOnes() {
        say("Hello.");
        model.regenerateLast();
        model.regenerate(1, 0);
        assertThat(last(0).text()).startsWith("small 3");
        Step step = model.talk().path().get(0);
        assertThat(step.answers().get(0)).extracting(Answer::text)
                .containsExactly("small 1 sorry: Hello.", "small 2 sorry: Hello.", "small 3 sorry: Hello.");
        model.turn(1, 0, -1);
        assertThat(last(0).text()).startsWith("small 2");
        model.turn(1, 0, 5);
        assertThat(last(0).text()).startsWith("small 2");
    }

    @Test
    void editingThePastBranchesAndTheBranchesAreListed() {
        say("Hello.");
        say("I am sad.");
        model.reword(1, "Good evening.");
        assertThat(model.talk().path()).singleElement().satisfies(step -> assertThat(step.answer(0).text()).endsWith("Good evening."));
        assertThat(model.talk().branches()).hasSize(2);
        model.goTo(1);
        assertThat(model.talk().path()).hasSize(2);
        model.branchFrom(1);
        say("I am glad.");
        assertThat(model.talk().branches()).extracting(branch -> branch.begins().text())
                .containsExactly("Hello.", "Good evening.", "I am glad.");
        model.write(model.talk().at(), 0, "That is lovely. Why?");
        assertThat(last(0).byHand()).isTrue();
        assertThat(last(0).profile().level(Mechanism.EXPLORATION)).as("own words are read too").isEqualTo(Level.STRONG);
    }

    @Test
    void everythingIsStoredAndRestored() {
        say("Hello.");
        model.regenerateLast();
        model.rename(model.conversations().get(0), "A greeting");
        assertThat(model.conversations()).singleElement().satisfies(info -> assertThat(info.title()).isEqualTo("A greeting"));
        TalkViewModel other = talk(tasks);
        other.open(model.openProperty().get());
        assertThat(other.talk().path().get(0).answers().get(0)).hasSize(2);
        assertThat(other.talk().participants().get(0).seed()).isEqualTo(3);
        model.startNew();
        assertThat(model.talk().isEmpty()).isTrue();
        say("Another.");
        assertThat(model.conversations()).hasSize(2);
        model.rename(model.conversations().get(1), "Renamed from outside");
        assertThat(model.conversations()).anySatisfy(info -> assertThat(info.title()).isEqualTo("Renamed from outside"));
        model.delete(model.conversations().stream().filter(info -> info.id() == model.openProperty().get()).findFirst().orElseThrow());
        assertThat(model.talk().isEmpty()).isTrue();
        assertThat(model.conversations()).hasSize(1);
    }

    @Test
    void theWindowIsNeverHeldAndCancelLeavesTheWordsStanding() {
        Held held = new Held();
        model = talk(held);
        say("Hello.");
        assertThat(model.awaitedProperty().get()).containsExactly(new TalkViewModel.Slot(1, 0));
        model.draftProperty().set("more");
        assertThat(model.canSay()).isFalse();
        model.cancel();
        assertThat(model.awaitedProperty().get()).isEmpty();
        held.go();
        assertThat(last(0)).as("a cancelled answer does not come").isNull();
        assertThat(model.talk().path()).extracting(Step::text).containsExactly("Hello.");
        model.regenerate(1, 0);
        held.go();
        assertThat(last(0).text()).as("nothing came of the first seed").startsWith("small 1");
        model.regenerate(1, 0);
        held.go();
        assertThat(last(0).text()).startsWith("small 2");
    }

    @Test
    void aLateResponseIsNotAddedToAnotherConversation() {
        Held held = new Held();
        model = talk(held);
        say("Hello.");
        model.startNew();
        held.go();
        assertThat(model.talk().isEmpty()).isTrue();
    }

    @Test
    void aFailureIsReportedAndTheTextIsKept() {
        model.sit(0, new Partner(Participant.Kind.GENERATOR, "silent"));
        say("Hello.");
        assertThat(model.problemProperty().get().happened()).contains("silent returned an empty response");
        assertThat(model.talk().path()).hasSize(1);
        server.wants("a key");
        model.sit(0, OUTSIDE);
        model.regenerate(1, 0);
        assertThat(model.problemProperty().get().happened()).contains("requires a key");
        assertThat(model.awaitedProperty().get()).isEmpty();
    }

    @Test
    void otherReadersReadWhatIsShown() {
        model.readBy("");
        say("Hello.");
        assertThat(last(0).profile()).isNull();
        model.readBy("readers");
        assertThat(last(0).identifiers()).isEqualTo("readers");
        assertThat(last(0).profile()).isNotNull();
    }

    @Test
    void seedsAndSettingsAreEachPartnersOwn() {
        model.sit(1, new Partner(Participant.Kind.GENERATOR, "aligned"));
        model.draw(1, Map.of("temperature", "0.2"), 40);
        say("Hello.");
        assertThat(last(0).facts()).containsEntry("temperature", "0.9").containsEntry("seed", "1");
        assertThat(last(1).facts()).containsEntry("temperature", "0.2").containsEntry("seed", "40");
        assertThat(model.talk().participants().get(1).seed()).isEqualTo(41);
        model.leave();
        say("Alone.");
        assertThat(model.talk().participants()).hasSize(1);
    }

    @Test
    void aConversationIsExportedAsFileDatasetResponsesAndCase() throws IOException {
        model.sit(1, OUTSIDE);
        say("My cat is ill.");
        model.regenerate(1, 0);
        TalkExport export = new TalkExport(model);
        Path file = folder.resolve("talk.jsonl");
        export.toFile(file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(first.get("system").getAsString()).isEqualTo("small");
        assertThat(first.get("chosen").getAsBoolean()).isFalse();
        assertThat(first.getAsJsonObject("levels").get("er").getAsString()).isEqualTo("strong");
        assertThat(ResponseReaders.byFormat("jsonl").read(file).sets().get(0).responses()).as("our own reader reads it").hasSize(3);
        export.toDataset();
        assertThat(workspace.datasets().examples("My cat is ill", Split.TEST)).hasSize(2);
        assertThat(workspace.datasets().list()).singleElement().satisfies(info -> assertThat(info.responses()).isEqualTo(2));
        export.toResponses();
        assertThat(workspace.responseSets().list()).hasSize(2);
        assertThat(model.problemProperty().get().severity()).isEqualTo(UserMessage.Severity.INFO);
        CaseDraft draft = export.draft();
        assertThat(draft.context()).containsExactly("My cat is ill.");
        assertThat(draft.responses()).hasSize(2);
        assertThat(draft.responses().get(0).from().seed()).isEqualTo(2);
        assertThat(draft.responses().get(1).from().model()).isEqualTo("tiny-llama-q4");
        assertThat(draft.responses().get(1).from().settings()).containsKey("prompt");
    }
}
