package org.empathyworkbench.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.sweep.SweepControl;
import org.empathyworkbench.sweep.SweepPlan;
import org.empathyworkbench.sweep.SweepTable;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.SweepEvaluationInfo;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** A sweep whose runs have made models, through the real window and the real process that evaluates them. */
class SweepPageTest extends WindowTest {
    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> ((Labeled) node).getText()).orElse("");
    }

    private static boolean visible(FxRobot robot, String id) {
        for (Node node = robot.lookup(id).tryQuery().orElse(null); node != null; node = node.getParent())
            if (!node.isVisible()) return false;
        return robot.lookup(id).tryQuery().isPresent();
    }

    private SweepEvaluationInfo evaluation() { return other.sweepEvaluations().find("rates").orElse(null); }

    private static TableView<SweepTable.Line> table(FxRobot robot) { return robot.lookup("#sweep-results").queryTableView(); }

    private void sweep() {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        TinyModels.identifiers(other, "readers", 5);
        Recipe recipe = Recipes.preset("small-generator").recipe().withDataset("demo");
        SweepControl sweeps = new SweepControl(other, new RunControl(other, (opened, id) -> { }));
        int seed = 0;
        for (RunInfo run : sweeps.start("rates", SweepPlan.grid(recipe, Map.of("learningRate", List.of("0.001", "0.01")), List.of(1L, 2L)))
                .runs()) {
            other.runs().started(run.id(), ProcessHandle.current().pid());
            FakeRuns.write(other, run.id(), journal -> FakeRuns.generator(journal, 50, 50));
            TinyModels.generator(other, "made-" + ++seed, seed, run.id());
            other.runs().finished(run.id(), "made-" + seed);
        }
    }

    @Test
    void theModelsAreEvaluatedByAProcessOfTheirOwnAndTheirFiguresAreColumnsThatCanBeExported(FxRobot robot)
            throws TimeoutException, IOException {
        sweep();
        robot.clickOn("#nav-runs").clickOn("#layout-sweeps");
        waitUntil(() -> text(robot, "#sweep-name").equals("rates") && table(robot).getItems().size() == 2);
        Shots.take(opened.scene(), "sweep-curves");
        robot.clickOn("#sweep-test");
        waitUntil(() -> visible(robot, "#evaluate-models") && table(robot).getColumns().size() == 8);
        assertThat(((ComboBox<?>) robot.lookup("#evaluation-identifiers").query()).getValue()).isEqualTo("readers");
        robot.clickOn("#evaluation-contexts").push(KeyCode.CONTROL, KeyCode.A).write("many");
        assertThat(robot.lookup("#evaluate-models").query().isDisabled()).isTrue();
        assertThat(text(robot, "#evaluation-missing")).startsWith("Enter the number");
        robot.clickOn("#evaluation-contexts").push(KeyCode.CONTROL, KeyCode.A).write("8");
        robot.clickOn("#evaluate-models");
        waitUntil(() -> visible(robot, "#stop-evaluation"));
        Shots.take(opened.scene(), "sweep-evaluating");
        waitUntil(() -> evaluation() != null && evaluation().state() == SweepEvaluationInfo.State.FINISHED
                && visible(robot, "#evaluate-models"));
        assertThat(evaluation().pid()).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(text(robot, "#evaluation-words")).isEqualTo("4 models evaluated.");
        waitUntil(() -> table(robot).getItems().stream().allMatch(line -> line.cells().get(0).n() == 2));
        assertThat(text(robot, "#sweep-meaning")).contains("8 contexts of demo (test), drawn by seed 1, judged by readers");
        Shots.take(opened.scene(), "sweep-evaluated");
        Path file = folder.resolve("table.csv");
        opened.files().next(file);
        robot.clickOn("#sweep-export").clickOn("CSV, with every seed's value…");
        waitUntil(() -> Files.exists(file) && opened.files().suggested().equals("rates.csv"));
        double ppl = table(robot).getItems().get(1).cells().get(0).mean();
        assertThat(Files.readAllLines(file)).hasSize(3).first().asString().contains("test/ppl mean").contains("test/reward");
        assertThat(Files.readAllLines(file).get(2)).contains(String.valueOf(ppl));
        robot.clickOn("#sweep-curves");
        waitUntil(() -> !visible(robot, "#evaluate-models") && table(robot).getColumns().size() == 5);
    }

    @Test
    void anEvaluationStartedElsewhereIsShownAndCancelled(FxRobot robot) throws TimeoutException {
        sweep();
        long pid = ProcessHandle.current().pid();                        // as if a terminal did it
        other.sweepEvaluations().begin("rates", pid);
        other.sweepEvaluations().at("rates", pid, 0.25, "made-2 (2 of 4)");
        robot.clickOn("#nav-runs").clickOn("#layout-sweeps");
        waitUntil(() -> text(robot, "#sweep-name").equals("rates"));
        robot.clickOn("#sweep-test");
        waitUntil(() -> text(robot, "#evaluation-words").startsWith("made-2 (2 of 4)"));
        robot.clickOn("#stop-evaluation");
        waitUntil(() -> evaluation().stopRequested() && text(robot, "#evaluation-words").startsWith("Stopping"));
        other.sweepEvaluations().rests("rates", pid, SweepEvaluationInfo.State.STOPPED,
                "The evaluation was stopped. What it had evaluated by then is kept.");
        waitUntil(() -> visible(robot, "#evaluate-models") && text(robot, "#evaluation-words").startsWith("The evaluation was stopped"));
    }
}
