package org.empathyworkbench.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.home.Step.State;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeViewModelTest {
    @TempDir Path folder;

    @Test
    void exactlyOneStepIsNextAndItMovesAlongTheLoop() {
        try (Workspace workspace = Workspace.open(folder)) {
            WorkspaceWatch watch = new WorkspaceWatch(workspace, new SameThreadTasks());
            HomeViewModel model = new HomeViewModel(workspace, watch, new SameThreadTasks());
            watch.look();
            assertNext(model, 0);
            workspace.datasets().add("talk", "", SampleCorpora.dialogues());
            watch.look();
            assertNext(model, 1);
            assertThat(model.sampleProperty().get().dataset()).isEqualTo("talk");
            String first = model.sampleProperty().get().dialogue().id();
            model.another();
            assertThat(model.sampleProperty().get().dialogue().id()).isNotEqualTo(first);
            workspace.models().add(ModelInfo.of("t5", ModelKind.GENERATOR, "", 10));
            watch.look();
            assertNext(model, 2);
            workspace.models().add(ModelInfo.of("ids", ModelKind.IDENTIFIERS, "", 10));
            watch.look();
            assertNext(model, 3);
            RunInfo run = workspace.runs().create(new NewRun("align", RunKind.PPO, "paper", "{}"));
            workspace.runs().started(run.id(), ProcessHandle.current().pid());
            watch.look();
            assertNext(model, 3);
            assertThat(model.summaryProperty().get().running()).isEqualTo(1);
            workspace.runs().finished(run.id(), "aligned");
            watch.look();
            assertNext(model, 4);
            assertThat(model.summaryProperty().get()).isEqualTo(new HomeViewModel.Summary(1, 60, 0, 1, 1, 1, 0));
        }
    }

    @Test
    void timesAreFormattedReadably() {
        Instant now = Instant.parse("2026-01-10T12:00:00Z");
        assertThat(HomeView.ago(now.minusSeconds(20), now)).isEqualTo("just now");
        assertThat(HomeView.ago(now.minusSeconds(61 * 60), now)).isEqualTo("1 h ago");
        assertThat(HomeView.ago(now.minusSeconds(3 * 24 * 3600), now)).isEqualTo("3 days ago");
        assertThat(HomeView.ago(now.plusSeconds(500), now)).as("a clock that runs ahead").isEqualTo("just now");
    }

    private static void assertNext(HomeViewModel model, int index) {
        for (int i = 0; i < 5; i++) {
            assertThat(model.stepsProperty().get().get(i).state())
                    .isEqualTo(i < index ? State.DONE : i == index ? State.NEXT : State.LATER);
        }
    }
}
