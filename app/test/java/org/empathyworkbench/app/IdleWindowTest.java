package org.empathyworkbench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import org.assertj.core.api.SoftAssertions;
import org.empathyworkbench.app.shell.Preferences;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/**
 * A window in which nothing happens asks the toolkit for no frame, on whatever page it stands; what it reads from the workspace meanwhile
 * changes nothing on the screen.
 */
class IdleWindowTest extends WindowTest {
    @Override
    protected void before() throws IOException {
        other.datasets().add("talk", "file", SampleCorpora.dialogues());
        TinyModels.generator(other, "generator", 1);
        TinyModels.identifiers(other, "identifiers", 2);
        for (int seed = 1; seed <= 3; seed++) {
            RunInfo run = FakeRuns.started(other, "alignment " + seed, RunKind.PPO, "demo-ppo", "{\"kind\":\"ppo\",\"seed\":" + seed + "}");
            FakeRuns.write(other, run.id(), journal -> FakeRuns.ppo(journal, 1, 200, 200));
            other.runs().finished(run.id(), "generator");
        }
    }

    @Test
    void noPageAtRestIsDrawnAgain(FxRobot robot) throws TimeoutException, InterruptedException {
        SoftAssertions all = new SoftAssertions();
        for (Section section : Section.values()) {
            robot.interact(() -> opened.workbench().navigation().go(section));
            waitUntil(() -> opened.workbench().shell().page(section) != null);
            all.assertThat(Pulses.untilRest(opened.scene()))
                    .as("frames in stretches of two seconds on the page %s", section.title()).last().isEqualTo(0);
        }
        all.assertAll();
    }

    @Test
    void noPartOfThePageRunsIsRedrawn(FxRobot robot) throws TimeoutException, InterruptedException {
        robot.interact(() -> opened.workbench().navigation().go(Section.RUNS));
        waitUntil(() -> robot.lookup("#runs").tryQueryAs(ListView.class).map(list -> list.getItems().size() == 3).orElse(false));
        SoftAssertions all = new SoftAssertions();
        for (String tab : List.of("Samples", "Log", "Checkpoints", "Recipe", "Timeline", "Charts")) {
            robot.clickOn(tab);
            all.assertThat(Pulses.untilRest(opened.scene()))
                    .as("frames in stretches of two seconds on the tab %s", tab).last().isEqualTo(0);
        }
        for (String layout : List.of("#layout-table", "#table-layout-sweeps", "#sweeps-layout-list")) {
            robot.clickOn(layout);
            all.assertThat(Pulses.untilRest(opened.scene()))
                    .as("frames in stretches of two seconds after a click on %s", layout).last().isEqualTo(0);
        }
        all.assertAll();
        assertThat(robot.lookup("#run-name").query().isVisible()).isTrue();
    }

    @Test
    void aWindowWhoseWorkspaceCannotBeOpenedIsAtRestToo(FxRobot robot) throws TimeoutException, InterruptedException, IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "no workspace");
        Path next = folder.resolve("next");
        ChosenFiles files = new ChosenFiles();
        files.next(next);
        Workbench[] made = new Workbench[1];
        try {
            Scene scene = Shots.onWindow(() -> {
                made[0] = new Workbench(new Preferences(folder.resolve("other")), folder.resolve("log.txt"), any -> { }, files);
                opened.scene().setRoot(made[0].shell());
                made[0].open(file);
                return opened.scene();
            });
            waitUntil(() -> robot.lookup("#no-workspace").tryQuery().isPresent());
            assertThat(Pulses.untilRest(scene)).last().isEqualTo(0);
            robot.clickOn("#open-another");
            waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
            assertThat(robot.lookup("#home-title").queryLabeled().getText()).isEqualTo("next");
        } finally {
            if (made[0] != null) robot.interact(made[0]::close);
        }
    }
}
