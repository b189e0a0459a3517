package org.empathyworkbench.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.app.FakeInspection;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.example.ExampleHit;
import org.empathyworkbench.app.example.ExampleSource;
import org.empathyworkbench.app.example.ExamplesViewModel;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.generation.TokenCandidate;
import org.empathyworkbench.generation.TokenPosition;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceUnit;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.text.TextSpan;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private WorkspaceWatch watch;
    private final FakeInference inference = new FakeInference();
    private final FakeInspection inspection = new FakeInspection();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Runnable> evidenceWaiting = new ArrayList<>();
    private InspectorViewModel model;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        workspace.models().add(ModelInfo.of("readers", ModelKind.IDENTIFIERS, "", 1));
        workspace.models().add(ModelInfo.of("writer", ModelKind.GENERATOR, "", 1));
        watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        model = model(new SameThreadTasks());
        watch.look();
    }

    private InspectorViewModel model(TaskExecutor thread) {
        return new InspectorViewModel(inference, inspection, thread, watch, new ExamplesViewModel(workspace, watch, new SameThreadTasks()),
                new InspectorViewModel.Pauses(waiting::add, evidenceWaiting::add, Runnable::run, Runnable::run));
    }

    @AfterEach
    void close() { workspace.close(); }

    @Test
    void theRewardIsTheProductOfTheProbabilitiesOfTheReferencesLevels() {
        model.contextProperty().set("I lost my job.");
        model.responseProperty().set("I am sorry.");
        model.referenceProperty().set("So sorry! What happened?");
        pause();
        Reward reward = model.rewardProperty().get();
        // By hand: the reference is strong, none, strong; the response gives these .8, .6 and .1.
        assertThat(reward.factors()).extracting(Reward.Factor::target).containsExactly(Level.STRONG, Level.NONE, Level.STRONG);
        assertThat(reward.value()).isCloseTo(0.8 * 0.6 * 0.1, within(1e-12));
        assertThat(reward.ceiling()).isCloseTo(0.8 * 0.6 * 0.7, within(1e-12));
        assertThat(reward.factors()).extracting(Reward.Factor::agrees).containsExactly(true, true, false);
        assertThat(model.profileProperty().get().level(Mechanism.EMOTIONAL_REACTION)).isEqualTo(Level.STRONG);
    }

    @Test
    void thePageIsSavedAsACaseWithSystemAndLevels() {
        model.contextProperty().set("I lost my job.");
        model.referenceProperty().set("So sorry! What happened?");
        model.seedProperty().set("5");
        model.write();
        pause();
        CaseDraft draft = model.draft();
        assertThat(draft.context()).containsExactly("I lost my job.");
        assertThat(draft.responses()).extracting(CaseResponse::text)
                .containsExactly("So sorry! What happened?", model.responseProperty().get());
        assertThat(draft.responses().get(1).from().model() + " " + draft.responses().get(1).from().seed()).isEqualTo("writer 5");
        assertThat(draft.responses().get(1).reward()).isCloseTo(model.rewardProperty().get().value(), within(1e-12));
        model.responseProperty().set("My own words.");
        assertThat(model.draft().responses().get(1).from().kind()).isEqualTo(Provenance.Kind.PERSON);
        assertThat(model.draft().responses().get(1).reading()).as("levels of other words are not its own").isNull();
    }

    @Test
    void typingWaitsForAPauseAndWithoutAReferenceThereIsNoReward() {
        model.contextProperty().set("Hello.");
        for (String typed : List.of("I", "I a", "I am sorry")) model.responseProperty().set(typed);
        assertThat(inspection.read).isEmpty();
        pause();
        assertThat(inspection.read).containsExactly("I am sorry");
        assertThat(model.rewardProperty().get()).isNull();
        model.responseProperty().set("  ");
        pause();
        assertThat(model.profileProperty().get()).isNull();
    }

    @Test
    void anExampleFillsContextAndReferenceAndLeavesAWrittenResponse() {
        model.responseProperty().set("Mine.");
        model.take(new ExampleHit("d1#1", "sad", List.of("One.", "Two.", "Three\nwith a break."), "The reference.", Map.of()));
        assertThat(model.contextProperty().get()).isEqualTo("One.\nTwo.\nThree with a break.");
        assertThat(model.referenceProperty().get()).isEqualTo("The reference.");
        assertThat(model.responseProperty().get()).isEqualTo("Mine.");
        model.responseProperty().set("The reference.");
        model.take(new ExampleHit("d2#1", "sad", List.of("Four."), "Another.", Map.of()));
        assertThat(model.responseProperty().get()).isEqualTo("Another.");
    }

    @Test
    void aModelWritesWithTheSeedAndAnotherWithTheNext() {
        model.contextProperty().set("A.\nB.\nC.");
        model.seedProperty().set("7");
        model.write();
        assertThat(model.responseProperty().get()).isEqualTo("writer 7 sorry: C.");
        model.writeAnother();
        assertThat(model.responseProperty().get()).isEqualTo("writer 8 sorry: C.");
        assertThat(model.writingProperty().get()).isFalse();
    }

    @Test
    void aLoadErrorIsShownAndClearedByTheNextScoring() {
        workspace.models().add(ModelInfo.of("broken", ModelKind.IDENTIFIERS, "", 1));
        watch.look();
        model.contextProperty().set("A.");
        model.responseProperty().set("B.");
        model.identifiersProperty().set("broken");
        assertThat(model.problemProperty().get().happened()).isEqualTo("The identifiers are damaged.");
        assertThat(model.profileProperty().get()).isNull();
        model.identifiersProperty().set("readers");
        assertThat(model.problemProperty().get()).isNull();
        EmpathyProfile profile = model.profileProperty().get();
        assertThat(profile.probability(Mechanism.EXPLORATION, Level.STRONG))
                .isEqualTo(FakeRuns.profile(0.1, 0.1, 0.1).probability(Mechanism.EXPLORATION, Level.STRONG));
    }

    @Test
    void aModelCreatedAfterOpeningFindsItsExamples() {
        ExamplesViewModel late = new ExamplesViewModel(workspace, watch, new SameThreadTasks());
        assertThat(late.totalProperty().get()).isEqualTo(60);
        late.chooseFirst();
        assertThat(late.chosenProperty().get().id()).isEqualTo("d0#1");
    }

    @Test
    void examplesAreFoundByWordsAndPartAndWalkedThroughInBothDirections() {
        ExamplesViewModel examples = model.examples();
        assertThat(examples.totalProperty().get()).isEqualTo(60);
        examples.splitProperty().set(Split.TEST);
        assertThat(examples.found()).extracting(ExampleHit::id).containsExactly("d0#1", "d10#1", "d20#1", "d30#1", "d40#1", "d50#1");
        examples.textProperty().set("number 30");
        assertThat(examples.found()).singleElement().satisfies(found -> {
            assertThat(found.context()).containsExactly("Something happened to me, number 30.");
            assertThat(found.levels()).containsEntry(Mechanism.EMOTIONAL_REACTION, Level.NONE);
        });
        examples.textProperty().set("");
        examples.splitProperty().set(null);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            examples.next();
            seen.add(examples.chosenProperty().get().id());
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(60).endsWith("d59#1");
        examples.next();
        assertThat(examples.chosenProperty().get().id()).isEqualTo("d59#1");
        for (int i = 0; i < 25; i++) examples.previous();
        assertThat(examples.chosenProperty().get().id()).isEqualTo("d34#1");
    }

    @Test
    void whileOneReadingIsUnderWayOnlyTheNewestOfWhatIsTypedIsAskedNext() {
        SlowTasks slow = new SlowTasks();
        InspectorViewModel typing = model(slow);
        watch.look();
        typing.contextProperty().set("Hello.");
        typing.identifiersProperty().set("readers");
        for (String typed : List.of("I", "I a", "I am", "I am sorry")) {
            typing.responseProperty().set(typed);
            pause();
        }
        assertThat(inspection.read).as("the first question is under way").isEmpty();
        slow.finish();
        assertThat(inspection.read).containsExactly("I");
        assertThat(typing.profileProperty().get()).as("shown although something newer is asked").isNotNull();
        assertThat(typing.scoringProperty().get()).isTrue();
        slow.finish();
        assertThat(inspection.read).containsExactly("I", "I am sorry");
        assertThat(typing.profileProperty().get().level(Mechanism.EMOTIONAL_REACTION)).isEqualTo(Level.STRONG);
        assertThat(typing.answeredProperty().get().response()).isEqualTo("I am sorry");
        assertThat(typing.scoringProperty().get()).isFalse();
    }

    @Test
    void aLateResultForAClearedResponseIsDropped() {
        SlowTasks slow = new SlowTasks();
        InspectorViewModel typing = model(slow);
        watch.look();
        typing.contextProperty().set("Hello.");
        typing.responseProperty().set("I am sorry");
        pause();
        typing.responseProperty().set("");
        pause();
        slow.finish();
        assertThat(typing.profileProperty().get()).isNull();
        assertThat(typing.answeredProperty().get()).isNull();
        assertThat(typing.scoringProperty().get()).isFalse();
    }

    @Test
    void aReferenceIsReadOnceWhileOnlyTheResponseChanges() {
        model.contextProperty().set("Hello.");
        model.referenceProperty().set("The reference?");
        for (String typed : List.of("One.", "Two.", "Three.")) {
            model.responseProperty().set(typed);
            pause();
        }
        assertThat(inspection.read).containsExactly("One.", "The reference?", "Two.", "Three.");
        model.contextProperty().set("Another.");
        pause();
        assertThat(inspection.read).endsWith("Three.", "The reference?");
        model.referenceProperty().set("");
        pause();
        assertThat(model.rewardProperty().get()).isNull();
    }

    @Test
    void evidenceBeginsWithTheMethodThatIsBestForTheIdentifiersAndFollowsTheChoice() {
        model.contextProperty().set("Hello.");
        model.responseProperty().set("I am sorry");
        pause();
        assertThat(model.evidence().searchingProperty().get()).isTrue();
        assertThat(inspection.asked).as("waits for a rest").isEmpty();
        evidenceWaiting.get(evidenceWaiting.size() - 1).run();
        assertThat(inspection.asked).containsExactly(EvidenceMethod.ATTENTION_ROLLOUT);
        assertThat(model.evidence().methods()).containsExactly(EvidenceMethod.ATTENTION_ROLLOUT, EvidenceMethod.INTEGRATED_GRADIENTS);
        assertThat(model.evidence().foundProperty().get().evidence().get(Mechanism.EXPLORATION).top(1)).singleElement()
                .satisfies(word -> assertThat(word.text()).isEqualTo("sorry"));
        model.evidence().methodProperty().set(EvidenceMethod.INTEGRATED_GRADIENTS);
        assertThat(inspection.asked).containsExactly(EvidenceMethod.ATTENTION_ROLLOUT, EvidenceMethod.INTEGRATED_GRADIENTS);
        assertThat(model.evidence().foundProperty().get().method()).isEqualTo(EvidenceMethod.INTEGRATED_GRADIENTS);
        model.responseProperty().set("");
        pause();
        assertThat(model.evidence().foundProperty().get()).isNull();
    }

    @Test
    void longWorkIsInterruptedByTypingAndRestarted() {
        List<RunningTask> held = new ArrayList<>();
        SameThreadTasks same = new SameThreadTasks();
        InspectorViewModel typing = model(new TaskExecutor() {
            @Override
            public <T> RunningTask run(BackgroundTask<T> task) {
                boolean takesLong = task.title().equals("Computing evidence") || task.title().equals("Finding the smallest edits");
                RunningTask work = takesLong ? new HeldWork() : same.run(task);
                if (takesLong) held.add(work);
                return work;
            }

            @Override
            public void close() { }
        });
        watch.look();
        typing.whatIf().lookedAtProperty().set(true);
        typing.contextProperty().set("Hello.");
        typing.responseProperty().set("I am sorry");
        pause();
        evidenceWaiting.get(evidenceWaiting.size() - 1).run();
        assertThat(held).hasSize(2).noneMatch(RunningTask::cancelled);
        typing.responseProperty().set("I am sorry!");
        pause();
        assertThat(held.subList(0, 2)).allMatch(RunningTask::cancelled);
        assertThat(typing.answeredProperty().get().response()).isEqualTo("I am sorry!");
        evidenceWaiting.get(evidenceWaiting.size() - 1).run();
        int before = held.size();
        int waited = evidenceWaiting.size();
        typing.responseProperty().set("I am sorry! ");
        pause();
        assertThat(held.subList(0, before)).as("a blank is read too, with the same answer").allMatch(RunningTask::cancelled);
        assertThat(evidenceWaiting).as("so it is looked for again").hasSizeGreaterThan(waited);
        evidenceWaiting.get(evidenceWaiting.size() - 1).run();
        assertThat(held.subList(before, held.size())).hasSize(2).noneMatch(RunningTask::cancelled);
    }

    @Test
    void sentencesAreTheDefaultAndTheUsersChoiceIsKept() {
        model.contextProperty().set("Hello.");
        for (String typed : List.of("I am sorry", "I am sorry. How are you?")) {
            model.responseProperty().set(typed);
            pause();
            evidenceWaiting.get(evidenceWaiting.size() - 1).run();
            assertThat(model.evidence().drawnProperty().get()).isEqualTo(typed.contains("?") ? EvidenceUnit.SENTENCE : EvidenceUnit.WORD);
        }
        EvidenceViewModel.Found means = model.evidence().foundProperty().get().by(EvidenceUnit.SENTENCE);
        // a word's evidence here is a tenth of its letters: (1 + 2 + 6) / 3 and (3 + 3 + 4) / 3
        assertThat(means.evidence().get(Mechanism.EXPLORATION).words())
                .extracting(word -> Math.round(1000 * word.score())).containsExactly(300L, 300L, 300L, 333L, 333L, 333L);
        model.evidence().unitProperty().set(EvidenceUnit.WORD);
        assertThat(model.evidence().drawnProperty().get()).isEqualTo(EvidenceUnit.WORD);
    }

    @Test
    void thePageStateIsRestored() {
        workspace.models().add(ModelInfo.of("second", ModelKind.IDENTIFIERS, "", 1));
        watch.look();
        InspectorState.of(workspace.pageStates(), new SameThreadTasks(), model);
        assertThat(workspace.pageStates().get("inspector")).as("nobody changed anything").isEmpty();
        model.identifiersProperty().set("second");
        model.contextProperty().set("Hello.");
        model.responseProperty().set("I am sorry");
        pause();
        evidenceWaiting.get(evidenceWaiting.size() - 1).run();
        model.evidence().methodProperty().set(EvidenceMethod.ATTENTION_ROLLOUT);
        model.evidence().settingsProperty().set(EvidenceSettings.standard().withSteps(8).withBaseline(EvidenceSettings.Baseline.PADDING));
        assertThat(inspection.how).last().isEqualTo(new EvidenceSettings(8, EvidenceSettings.Baseline.PADDING));
        model.evidence().unitProperty().set(EvidenceUnit.SENTENCE);
        model.evidence().shownProperty().set(Mechanism.INTERPRETATION);
        InspectorViewModel later = InspectorState.of(workspace.pageStates(), new SameThreadTasks(), model(new SameThreadTasks()));
        assertThat(later.evidence().settingsProperty().get()).isEqualTo(new EvidenceSettings(8, EvidenceSettings.Baseline.PADDING));
        assertThat(later.evidence().wished()).contains(EvidenceMethod.ATTENTION_ROLLOUT);
        assertThat(later.evidence().unitProperty().get()).isEqualTo(EvidenceUnit.SENTENCE);
        assertThat(later.evidence().shownProperty().get()).isEqualTo(Mechanism.INTERPRETATION);
        assertThat(later.identifiersProperty().get()).isEqualTo("second");
        assertThat(later.contextProperty().get()).as("texts are not kept").isEmpty();
        workspace.pageStates().put("inspector", "not what this version writes");
        assertThat(InspectorState.of(workspace.pageStates(), new SameThreadTasks(),
                model(new SameThreadTasks())).evidence().settingsProperty().get()).isEqualTo(EvidenceSettings.standard());
    }

    @Test
    void levelsOfARunsSampleAreNotShownAsTheCorpusLabels() {
        model.take(new ExampleHit("step 3", "", List.of("Hello."), "The reference.",
                "What the model said.", Map.of(Mechanism.EXPLORATION, Level.STRONG)));
        assertThat(model.labelledProperty().get()).isEmpty();
        model.take(new ExampleHit("d1#1", "", List.of("Hello."), "Another reference.", Map.of(Mechanism.EXPLORATION, Level.STRONG)));
        assertThat(model.labelledProperty().get()).containsEntry(Mechanism.EXPLORATION, Level.STRONG);
    }

    @Test
    void editsAreComputedOnlyWhileVisibleAndAReplacementIsScored() {
        model.contextProperty().set("Hello.");
        model.responseProperty().set("I am sad for you?");
        pause();
        assertThat(inspection.searches).isZero();
        model.whatIf().lookedAtProperty().set(true);
        assertThat(inspection.searches).isEqualTo(1);
        model.whatIf().partProperty().set(new TextSpan(5, 8));
        assertThat(model.whatIf().chosenText()).isEqualTo("sad");
        model.whatIf().insteadProperty().set("sorry");
        model.whatIf().tryIt();
        assertThat(model.whatIf().triedProperty().get().text()).isEqualTo("I am sorry for you?");
        assertThat(model.whatIf().triedProperty().get().after().level(Mechanism.EMOTIONAL_REACTION)).isEqualTo(Level.STRONG);
        model.whatIf().take(model.whatIf().triedProperty().get().text());
        pause();
        assertThat(model.responseProperty().get()).isEqualTo("I am sorry for you?");
        assertThat(model.whatIf().partProperty().get()).as("places are of the response before").isNull();
        assertThat(inspection.searches).isEqualTo(2);
    }

    @Test
    void theGeneratorIsReadBesideTheOneItStartedFromAndTheKlIsTheirDifference() {
        model.contextProperty().set("Hello.");
        model.responseProperty().set("so sorry");
        pause();
        assertThat(model.pieces().readProperty().get()).as("nobody looks").isNull();
        model.pieces().lookedAtProperty().set(true);
        PiecesViewModel.Read read = model.pieces().readProperty().get();
        assertThat(read.generator()).isEqualTo("writer");
        assertThat(read.alignment().reference()).isEqualTo("base");
        assertThat(read.kl().total()).as("three places, each log .25 - log .5").isCloseTo(-3 * Math.log(2), within(1e-12));
        model.pieces().goTo(4);
        assertThat(model.pieces().placeProperty().get()).isEqualTo(1);
        model.pieces().put(read.policy().places().get(1).likeliest().get(0));
        pause();
        assertThat(model.responseProperty().get()).isEqualTo("so writer");
        assertThat(model.pieces().placeProperty().get()).isEqualTo(2);
        model.pieces().move(5);
        assertThat(model.pieces().placeProperty().get()).isEqualTo(2);
    }

    @Test
    void aPieceIsPutInAsAReaderWouldExpect() {
        String text = "I'm sorry, dear friend.";
        TokenPosition sorry = new TokenPosition(3, 7, piece("▁sorr"), List.of());
        TokenPosition comma = new TokenPosition(9, 10, piece(","), List.of());
        TokenPosition dear = new TokenPosition(10, 15, piece("▁dear"), List.of());
        TokenPosition end = new TokenPosition(23, 23, new TokenCandidate(1, "</s>", 0, 1), List.of());
        assertThat(PiecesViewModel.with(text, sorry, piece("▁happy"))).isEqualTo("I'm happy dear friend.");
        assertThat(PiecesViewModel.with(text, dear, piece("!"))).isEqualTo("I'm sorry,! dear friend.");
        assertThat(PiecesViewModel.with(text, comma, piece("."))).isEqualTo("I'm sorry. dear friend.");
        assertThat(PiecesViewModel.with(text, dear, piece("▁my"))).isEqualTo("I'm sorry, my friend.");
        assertThat(PiecesViewModel.with(text, end, piece("▁Bye"))).isEqualTo("I'm sorry, dear friend. Bye");
        assertThat(PiecesViewModel.with(text, dear, new TokenCandidate(1, "</s>", 0, 1))).isEqualTo("I'm sorry,");
        assertThat(PiecesViewModel.with("", new TokenPosition(0, 0, new TokenCandidate(1, "</s>", 0, 1), List.of()), piece("▁Oh")))
                .isEqualTo("Oh");
    }

    @Test
    void aSystemsResponseBecomesTheResponseAndRunSamplesCanBePicked() {
        model.take(new ExampleHit("step 3", "", List.of("Hello."), "The reference.", "What the model said.", Map.of()));
        assertThat(model.responseProperty().get()).isEqualTo("What the model said.");
        assertThat(model.referenceProperty().get()).isEqualTo("The reference.");
        RunInfo run = workspace.runs().create(new NewRun("Small", RunKind.GENERATOR, "", "{}"));
        try (WorkspaceJournal journal = WorkspaceJournal.open(workspace.runs(), run.id())) {
            for (int step = 1; step <= 3; step++) {
                journal.metrics(step, Map.of("train/loss", 1.0));
                journal.sample(RunSample.plain(step, List.of("Hello " + step + "."), "answer " + step, "reference"));
            }
        }
        watch.look();
        ExamplesViewModel examples = model.examples();
        ExampleSource samples = examples.sources().stream()
                .filter(source -> source.kind() == ExampleSource.Kind.SAMPLES).findFirst().orElseThrow();
        assertThat(samples.title()).isEqualTo("Small, samples of the run");
        examples.sourceProperty().set(samples);
        assertThat(examples.found()).extracting(ExampleHit::response)
                .as("newest first").containsExactly("answer 3", "answer 2", "answer 1");
        examples.textProperty().set("hello 2");
        assertThat(examples.found()).extracting(ExampleHit::id).containsExactly("step 2");
    }

    private static TokenCandidate piece(String piece) { return new TokenCandidate(9, piece, -1, 1); }

    /** Goes on until it is cancelled. */
    private static final class HeldWork implements RunningTask {
        private boolean cancelled;

        @Override public String title() { return ""; }

        @Override public String message() { return ""; }

        @Override public double progress() { return -1; }

        @Override public double remainingSeconds() { return -1; }

        @Override public boolean done() { return cancelled; }

        @Override public boolean cancelled() { return cancelled; }

        @Override public void cancel() { cancelled = true; }
    }

    /** Runs one task a time, when the test says so, as the one inference thread does. */
    private static final class SlowTasks implements TaskExecutor {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private final SameThreadTasks same = new SameThreadTasks();

        @Override
        public <T> RunningTask run(BackgroundTask<T> task) {
            tasks.add(() -> same.run(task));
            return same.run(BackgroundTask.of("", progress -> ""));
        }

        void finish() { tasks.remove().run(); }

        @Override
        public void close() { }
    }

    private void pause() {
        waiting.get(waiting.size() - 1).run();
        waiting.clear();
    }
}
