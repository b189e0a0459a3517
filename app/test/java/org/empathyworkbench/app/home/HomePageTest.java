package org.empathyworkbench.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.TextInputControl;
import org.empathyworkbench.app.FakeDemo;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.demo.DemoFolder;
import org.empathyworkbench.demo.DemoRecord;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** The start page with the demo loop in each of its states. */
class HomePageTest extends WindowTest {
    private Path workspace;

    @Override
    protected void before() { workspace = folder.resolve("workspace"); }

    private static boolean there(FxRobot robot, String id) { return robot.lookup(id).tryQuery().isPresent(); }

    private static String text(FxRobot robot, String id) { return robot.lookup(id).queryLabeled().getText(); }

    @Test
    void anotherProcessesLoopIsSeenAndItsCasesLeadToCompareAndInspector(FxRobot robot) throws TimeoutException, IOException {
        waitUntil(() -> there(robot, "#demo-start"));
        assertThat(robot.lookup("#demo-start").queryButton().getStyleClass()).as("what a new workspace wants next").contains("accent");
        Shots.take(opened.scene(), "home-new");
        FakeDemo.running(workspace, 0.5);
        waitUntil(() -> there(robot, "#demo-progress") && text(robot, "#demo-progress").contains("50 %"));
        assertThat(text(robot, "#demo-progress")).startsWith("Aligning the generator").contains("about");
        Shots.take(opened.scene(), "home-running");
        try (Workspace other = Workspace.open(workspace)) {
            FakeDemo.finished(other);
        }
        waitUntil(() -> there(robot, "#demo-case-1"));
        assertThat(text(robot, "#demo-figure-reward")).isEqualTo("0.2500 → 0.5000");
        Shots.take(opened.scene(), "home-finished");

        robot.clickOn("#demo-case-1");
        waitUntil(() -> there(robot, "#response-demo-alignment"));
        assertThat(text(robot, "#response-demo-alignment")).isEqualTo("What made you lonely?");
        assertThat(text(robot, "#response-demo-generator")).isEqualTo("That is nice.");
        assertThat(text(robot, "#response-Reference")).isEqualTo("Why do you feel lonely?");
        assertThat(text(robot, "#compare-story")).contains("\"lonely\"").contains("Generate produces new responses");
        assertThat(robot.lookup(".agrees").queryAll()).as("three levels of the aligned response, two of the one before").hasSize(5);
        Shots.take(opened.scene(), "compare-demo-case");

        robot.interact(() -> opened.workbench().navigation().go(Section.HOME));
        robot.clickOn("#demo-inspect-0");
        waitUntil(() -> there(robot, "#inspector-response"));
        assertThat(robot.lookup("#inspector-context").queryAs(TextInputControl.class).getText()).isEqualTo("I feel proud today.");
        assertThat(robot.lookup("#inspector-response").queryAs(TextInputControl.class).getText()).isEqualTo("What made you proud?");
        assertThat(robot.lookup("#inspector-reference").queryAs(TextInputControl.class).getText()).isEqualTo("Why do you feel proud?");
    }

    @Test
    void aFailedDemoShowsItsReasonAndCanBeRestarted(FxRobot robot) throws TimeoutException {
        FakeDemo.ended(workspace, "FAILED", "The run did not come to its end: the disk is full.");
        waitUntil(() -> there(robot, "#demo-words") && text(robot, "#demo-words").contains("the disk is full"));
        assertThat(text(robot, "#demo-start")).isEqualTo("Try again");
    }

    @Test
    void theDemoIsStartedFromAnEmptyPageAndStopped(FxRobot robot) throws TimeoutException, IOException {
        waitUntil(() -> there(robot, "#demo-start"));
        robot.clickOn("#nav-models");
        waitUntil(() -> there(robot, "#loop-for-models"));
        robot.clickOn("#loop-for-models");
        waitUntil(() -> there(robot, "#demo-stop"));
        DemoFolder demo = new DemoFolder(workspace);
        try (Workspace other = Workspace.open(workspace)) {
            waitUntil(() -> other.runs().list().stream().anyMatch(run -> run.state() == RunState.RUNNING));
            assertThat(demo.read().orElseThrow().pid()).as("a process of its own").isNotEqualTo(ProcessHandle.current().pid());
            robot.clickOn("#demo-stop");
            assertThat(text(robot, "#demo-stop")).isEqualTo("Stopping");
            waitUntil(() -> !demo.read().orElseThrow().running());
            assertThat(demo.read().orElseThrow().state()).as(Files.readString(demo.log())).isEqualTo(DemoRecord.State.STOPPED);
            assertThat(other.runs().list()).isNotEmpty().allSatisfy(run -> assertThat(run.state()).isEqualTo(RunState.STOPPED));
        }
        waitUntil(() -> there(robot, "#demo-start"));
        assertThat(text(robot, "#demo-words")).contains("stopped");
    }
}
