package org.empathyworkbench.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.control.SameThreadTasks;
import org.empathyworkbench.app.example.ExamplesViewModel;
import org.empathyworkbench.app.example.Found;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private WorkspaceWatch watch;
    private final FakeInference inference = new FakeInference();
    private final List<Runnable> waiting = new ArrayList<>();
    private InspectorViewModel model;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        workspace.models().add(ModelInfo.of("readers", ModelKind.IDENTIFIERS, "", 1));
        workspace.models().add(ModelInfo.of("writer", ModelKind.GENERATOR, "", 1));
        watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        model = new InspectorViewModel(inference, new SameThreadTasks(), watch, new ExamplesViewModel(workspace, watch, new SameThreadTasks()), waiting::add);
        watch.look();
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
    void typingWaitsForAPauseAndWithoutAReferenceThereIsNoReward() {
        model.contextProperty().set("Hello.");
        for (String typed : List.of("I", "I a", "I am sorry")) model.responseProperty().set(typed);
        assertThat(inference.scored).isEmpty();
        pause();
        assertThat(inference.scored).containsExactly("I am sorry");
        assertThat(model.rewardProperty().get()).isNull();
        model.responseProperty().set("  ");
        pause();
        assertThat(model.profileProperty().get()).isNull();
    }

    @Test
    void anExampleFillsContextAndReferenceAndLeavesAWrittenResponse() {
        model.responseProperty().set("Mine.");
        model.take(new Found("d1#1", "sad", List.of("One.", "Two.", "Three\nwith a break."), "The reference.", java.util.Map.of()));
        assertThat(model.contextProperty().get()).isEqualTo("One.\nTwo.\nThree with a break.");
        assertThat(model.referenceProperty().get()).isEqualTo("The reference.");
        assertThat(model.responseProperty().get()).isEqualTo("Mine.");
        model.responseProperty().set("The reference.");
        model.take(new Found("d2#1", "sad", List.of("Four."), "Another.", java.util.Map.of()));
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
    void whatCannotBeLoadedIsSaidAndGoesAwayWithTheNextReading() {
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
        assertThat(profile.probability(Mechanism.EXPLORATION, Level.STRONG)).isEqualTo(FakeRuns.profile(0.1, 0.1, 0.1).probability(Mechanism.EXPLORATION, Level.STRONG));
    }

    @Test
    void aModelMadeAfterTheWorkspaceWasLookedAtFindsItsExamplesToo() {
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
        assertThat(examples.found()).extracting(Found::id).containsExactly("d0#1", "d10#1", "d20#1", "d30#1", "d40#1", "d50#1");
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

    private void pause() {
        waiting.get(waiting.size() - 1).run();
        waiting.clear();
    }
}
