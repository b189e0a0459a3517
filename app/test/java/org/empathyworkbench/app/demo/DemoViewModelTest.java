package org.empathyworkbench.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.app.FakeDemo;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.demo.DemoCase;
import org.empathyworkbench.demo.DemoFolder;
import org.empathyworkbench.demo.DemoRecord;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoViewModelTest {
    @TempDir Path folder;
    private final List<Long> launched = new ArrayList<>();
    private DemoViewModel model;

    @BeforeEach
    void make() {
        model = new DemoViewModel(new DemoFolder(folder), seed -> {
            launched.add(seed);
            FakeDemo.running(folder, 0);
        }, new SameThreadTasks());
    }

    @Test
    void oneLoopAtATimeIsStartedAndWatched() {
        model.look();
        assertThat(model.recordProperty().get()).isNull();
        model.start();
        model.start();
        assertThat(launched).containsExactly(1L);
        assertThat(model.running()).isTrue();
        assertThat(model.startingProperty().get()).isFalse();
        FakeDemo.running(folder, 0.5);
        model.look();
        assertThat(model.recordProperty().get().fraction()).isEqualTo(0.5);
    }

    @Test
    void aStopIsAskedForOnceAndEndsWithTheLoop() {
        model.stop();
        assertThat(Files.exists(folder.resolve("demo/stop"))).as("nothing to stop").isFalse();
        model.start();
        model.stop();
        assertThat(Files.exists(folder.resolve("demo/stop"))).isTrue();
        assertThat(model.stoppingProperty().get()).isTrue();
        FakeDemo.ended(folder, "STOPPED", "The demo was stopped.");
        model.look();
        assertThat(model.stoppingProperty().get()).isFalse();
        assertThat(model.recordProperty().get().state()).isEqualTo(DemoRecord.State.STOPPED);
        assertThat(model.nextSeed()).as("a loop that did not come to its end is done again").isEqualTo(3);
    }

    @Test
    void demoCasesAreFoundByNavigationSubject() {
        try (Workspace workspace = Workspace.open(folder)) {
            FakeDemo.finished(workspace);
        }
        assertThat(model.caseOf(DemoViewModel.subject(0))).as("before the first look").isEmpty();
        model.look();
        assertThat(model.caseOf(DemoViewModel.subject(1))).map(DemoCase::emotion).contains("lonely");
        assertThat(model.caseOf(DemoViewModel.subject(2))).isEmpty();
        assertThat(model.caseOf("")).isEmpty();
        assertThat(model.caseOf("new:ppo")).isEmpty();
        assertThat(model.nextSeed()).as("the next loop is another").isEqualTo(4);
    }

    @Test
    void aLoopThatCannotBeStartedIsExplained() {
        DemoViewModel unlucky = new DemoViewModel(new DemoFolder(folder), seed -> {
            throw new UserInputException("No process could be started for the loop. Nothing stored before was lost.");
        }, new SameThreadTasks());
        unlucky.start();
        assertThat(unlucky.problemProperty().get().happened()).startsWith("No process");
        assertThat(unlucky.running()).isFalse();
    }
}
