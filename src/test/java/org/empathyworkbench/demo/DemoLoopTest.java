package org.empathyworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop with recipes of a few steps; that the real ones teach something is seen by running them. */
@Tag("slow")
class DemoLoopTest {
    @TempDir Path folder;

    private static Recipe brief(Recipe recipe) {
        return switch (recipe.kind()) {
            case GENERATOR -> recipe.withThreads(1).withSettings(Map.of("maximumSteps", 12, "dModel",
                    32, "dFf", 64, "encoderLayers", 1, "decoderLayers", 1, "validationExamples", 20));
            case IDENTIFIERS -> recipe.withThreads(1).withSettings(Map.of("epochs", 1, "dModel", 16, "dFf", 32, "heads", 2, "batch", 128));
            case PPO -> recipe.withThreads(1).withSettings(Map.of("steps", 2, "batch", 8));
        };
    }

    /** With a corpus of a few dialogues under the demo's name. */
    private Workspace small() {
        Workspace workspace = Workspace.open(folder);
        workspace.datasets().add(DemoLoop.DATASET, "a test", DemoCorpus.generate(3, 160));
        return workspace;
    }

    @Test void leavesThreeRunsThreeModelsAndCasesWithLevels() {
        List<Double> heard = new ArrayList<>();
        try (Workspace workspace = small()) {
            DemoResult result = new DemoExecution(workspace).run(1, "cpu", DemoLoopTest::brief, (part, what) -> heard.add(part));
            assertThat(workspace.runs().list()).extracting(RunInfo::state).containsOnly(RunState.FINISHED).hasSize(3);
            assertThat(List.of(result.generator(), result.identifiers(), result.aligned()))
                    .allSatisfy(name -> assertThat(workspace.models().find(name)).isPresent());
            assertThat(result.cases()).hasSize(3).allSatisfy(one -> {
                assertThat(one.targets()).containsOnlyKeys(Mechanism.values());
                assertThat(one.afterProfile().reward(one.targets())).isBetween(0.0, 1.0);
            });
            assertThat(result.cases()).extracting(DemoCase::emotion).doesNotHaveDuplicates();
            assertThat(result.before().value("count-responses")).isEqualTo(result.after().value("count-responses")).isPositive();
            assertThat(heard).isSorted().contains(1.0);
            DemoRecord record = new DemoFolder(folder).read().orElseThrow();
            assertThat(record.state()).isEqualTo(DemoRecord.State.FINISHED);
            assertThat(record.outcome().cases()).usingRecursiveComparison().isEqualTo(result.cases());
            assertThat(record.outcome().figure("reward").orElseThrow().after()).isEqualTo(result.after().value("reward"));
        }
    }

    @Test void aWorkspaceIsMadeOnceAndOpenedAgain() {
        try (Workspace workspace = DemoLoop.prepareWorkspace(folder)) {
            assertThat(workspace.datasets().find(DemoLoop.DATASET).orElseThrow().dialogues()).isGreaterThanOrEqualTo(1_000);
        }
        try (Workspace workspace = DemoLoop.prepareWorkspace(folder)) {
            assertThat(workspace.datasets().list()).hasSize(1);
        }
    }

    @Test void aFirstStartBringsTheCorpusAndLeavesWhatAPersonHasMadeAlone() {
        try (Workspace workspace = DemoLoop.welcome(folder.resolve("new"))) {
            assertThat(workspace.datasets().list()).extracting(DatasetInfo::name).containsExactly(DemoLoop.DATASET);
        }
        try (Workspace workspace = Workspace.open(folder.resolve("used"))) {
            workspace.datasets().add("mine", "a terminal", DemoCorpus.generate(3, 40));
        }
        try (Workspace workspace = DemoLoop.welcome(folder.resolve("used"))) {
            assertThat(workspace.datasets().list()).extracting(DatasetInfo::name).containsExactly("mine");
        }
    }

    @Test void aDatasetOfSomebodysOwnWithTheDemosNameIsLeftAlone() {
        Corpus own = DemoCorpus.generate(4, 40);
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.datasets().add(DemoLoop.DATASET, "my.jsonl", new Corpus("jsonl", own.dialogues(), own.pairs(), List.of()));
        }
        try (Workspace workspace = DemoLoop.prepareWorkspace(folder)) {
            assertThat(workspace.datasets().list()).extracting(DatasetInfo::name).containsExactlyInAnyOrder(DemoLoop.DATASET, "demo-2");
            assertThat(workspace.datasets().find(DemoLoop.DATASET).orElseThrow().source()).isEqualTo("my.jsonl");
            assertThat(DemoLoop.addCorpus(workspace)).as("it is there already").isEqualTo("demo-2");
            List<String> learntFrom = new ArrayList<>();
            assertThatThrownBy(() -> new DemoExecution(workspace).run(1, "cpu", recipe -> {
                learntFrom.add(recipe.dataset());
                return brief(recipe).withDevice("abacus");
            }, ProgressListener.none())).isInstanceOf(UserInputException.class);
            assertThat(learntFrom).isNotEmpty().containsOnly("demo-2");
        }
    }

    @Test void aRunThatFailsEndsTheLoopWithItsSentence() {
        try (Workspace workspace = small()) {
            assertThatThrownBy(() -> new DemoExecution(workspace)
                    .run(1, "cpu", recipe -> brief(recipe).withDevice("abacus"), ProgressListener.none()))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("no device \"abacus\"");
            DemoRecord record = new DemoFolder(folder).read().orElseThrow();
            assertThat(record.state()).isEqualTo(DemoRecord.State.FAILED);
            assertThat(record.message()).contains("no device \"abacus\"");
        }
    }

    @Test void aSecondLoopInTheSameWorkspaceIsRefused() throws IOException {
        try (Workspace workspace = Workspace.open(folder)) {
            long other = ProcessHandle.current().parent().orElseThrow().pid();
            new DemoFolder(folder).begin(DemoRecord.begun(1, other));
            assertThatThrownBy(() -> new DemoExecution(workspace).run(2, "cpu", ProgressListener.none()))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("Process " + other);
            assertThatThrownBy(() -> new DemoLauncher().start(workspace, 2, "cpu"))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("already");
            assertThat(workspace.runs().list()).isEmpty();
        }
    }

    @Test void aStopStopsItsRuns() {
        try (Workspace workspace = small()) {
            DemoFolder watched = new DemoFolder(folder);
            assertThatThrownBy(() -> new DemoExecution(workspace).run(1, "cpu", recipe -> recipe, (part, what) -> watched.requestStop()))
                    .isInstanceOf(CancellationException.class);
            assertThat(watched.read().orElseThrow().state()).isEqualTo(DemoRecord.State.STOPPED);
            assertThat(workspace.runs().list()).allSatisfy(run -> assertThat(run.state()).isEqualTo(RunState.STOPPED));
        }
    }
}
