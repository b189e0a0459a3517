package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.workspace.RunAnnotations;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** The table of runs, marks, comparisons, the trash, and sweeps, through the real window. */
class RunsTablePageTest extends WindowTest {
    private RunInfo ppo(String name, Map<String, ?> settings, int steps, boolean finished) {
        Recipe recipe = Recipes.preset("small-ppo").recipe().withDataset("talk").withBase("generator")
                .withIdentifiers("identifiers").withName(name).withSettings(settings).resolve();
        RunInfo run = FakeRuns.started(other, name, RunKind.PPO, "small-ppo", recipe.toJson());
        FakeRuns.write(other, run.id(), journal -> FakeRuns.ppo(journal, 1, steps, 200));
        if (finished) other.runs().finished(run.id(), "");
        return run;
    }

    private RunInfo generator(String name) {
        Recipe recipe = Recipes.preset("small-generator").recipe().withDataset("talk").withName(name).resolve();
        RunInfo run = FakeRuns.started(other, name, RunKind.GENERATOR, "small-generator", recipe.toJson());
        FakeRuns.write(other, run.id(), journal -> FakeRuns.generator(journal, 200, 300));
        other.runs().failed(run.id(), "It failed. Nothing else did.");
        return run;
    }

    private TableView<RunRow> table(FxRobot robot) { return robot.lookup("#runs-table").queryTableView(); }

    /** The hidden list has cells of the same words. */
    private static Node inTable(FxRobot robot, String words) {
        return robot.from(robot.lookup("#runs-table").queryAll()).lookup(words).query();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> ((Labeled) node).getText()).orElse("");
    }

    /** With all that it stands in. */
    private static boolean visible(FxRobot robot, String id) {
        Node node = robot.lookup(id).tryQuery().orElse(null);
        if (node == null) return false;
        for (Node one = node; one != null; one = one.getParent()) {
            if (!one.isVisible()) return false;
        }
        return true;
    }

    private RunsView page() { return (RunsView) opened.workbench().shell().page(Section.RUNS); }

    @Test
    void theTableSortsFiltersComparesAndOpens(FxRobot robot) throws TimeoutException, IOException {
        RunInfo first = ppo("first", Map.of("beta", 0.2), 100, true);
        RunInfo second = ppo("second", Map.of("learningRate", 5e-5, "steps", 150), 150, true);
        RunInfo third = generator("third");
        other.runs().mark(first.id(), marks -> new RunAnnotations(true, List.of("baseline"), "went well"));
        robot.clickOn("#nav-runs");
        waitUntil(() -> visible(robot, "#run-name"));
        robot.clickOn("#layout-table");
        waitUntil(() -> robot.lookup("#runs-table").tryQuery().isPresent()
                && table(robot).isVisible() && table(robot).getItems().size() == 3);
        waitUntil(() -> table(robot).getItems().stream().allMatch(row -> !row.bestProperty().get().words().isEmpty()));
        assertThat(table(robot).getItems()).extracting(RunRow::id).containsExactly(third.id(), second.id(), first.id());
        assertThat(table(robot).getItems().get(1).changesProperty().get()).isEqualTo("steps 150, learningRate 5e-5");
        Shots.take(opened.scene(), "runs-table");

        robot.clickOn("Name");
        waitUntil(() -> table(robot).getItems().get(0).id().equals(first.id()));
        robot.clickOn("#table-filter").write("learningrate");
        waitUntil(() -> table(robot).getItems().size() == 1 && table(robot).getItems().get(0).id().equals(second.id()));
        assertThat(text(robot, "#chosen-count")).startsWith("1 of 3 runs");
        robot.push(KeyCode.CONTROL, KeyCode.A).push(KeyCode.DELETE).clickOn("#filter-starred");
        waitUntil(() -> table(robot).getItems().size() == 1 && table(robot).getItems().get(0).id().equals(first.id()));
        robot.clickOn("#filter-starred");
        Shots.onWindow(() -> {
            model().filter().stateProperty().set(RunState.FAILED);
            return true;
        });
        waitUntil(() -> table(robot).getItems().size() == 1 && table(robot).getItems().get(0).id().equals(third.id()));
        Shots.onWindow(() -> {
            model().filter().clear();
            model().filter().tagProperty().set("nobody has it");
            return true;
        });
        waitUntil(() -> visible(robot, "#table-clear-filter"));
        robot.clickOn("#table-clear-filter");
        waitUntil(() -> table(robot).getItems().size() == 3);

        robot.clickOn(inTable(robot, "first")).press(KeyCode.CONTROL).clickOn(inTable(robot, "second")).release(KeyCode.CONTROL);
        waitUntil(() -> text(robot, "#chosen-count").equals("3 runs, 2 chosen"));
        assertThat(robot.lookup("#table-open").query().isDisabled()).isTrue();
        robot.clickOn("#table-compare");
        waitUntil(() -> robot.lookup("#comparison").tryQuery().isPresent());
        assertThat(robot.lookup("#comparison").queryTableView().getItems()).hasSize(3);
        Shots.take(opened.scene(), "runs-compare");
        robot.clickOn("#copy-comparison");
        assertThat(Shots.onWindow(() -> Clipboard.getSystemClipboard().getString())).startsWith("setting\tfirst\tsecond\n")
                .contains("beta\t0.2\t0.02\n").contains("learningRate\t1e-4\t5e-5\n");
        robot.push(KeyCode.ESCAPE).clickOn("#table-together");
        waitUntil(() -> visible(robot, "#run-name") && text(robot, "#run-name").equals("first"));
        assertThat(model().selection().ids()).containsExactly(first.id(), second.id());

        robot.clickOn("#layout-table").doubleClickOn(inTable(robot, "third"));
        waitUntil(() -> text(robot, "#run-name").equals("third") && robot.lookup("#run-pane").query().getParent().isVisible());
        robot.clickOn("#layout-table");
        waitUntil(() -> visible(robot, "#runs-table") && inTable(robot, "second").getScene() != null);
        robot.clickOn(inTable(robot, "second")).clickOn("#table-command");
        waitUntil(() -> visible(robot, "#undo-bar"));
        assertThat(Shots.onWindow(() -> Clipboard.getSystemClipboard().getString()))
                .startsWith("app/run train --workspace ").contains("--recipe small-ppo").contains("--set learningRate=5e-5");
        other.datasets().add("talk", "file", SampleCorpora.dialogues());
        robot.clickOn("#table-clone");
        waitUntil(() -> robot.lookup("#setting-steps").tryQuery().isPresent());
        assertThat(robot.lookup("#setting-steps").queryTextInputControl().getText()).isEqualTo("150");
        robot.clickOn("#cancel-run");
    }

    @Test
    void starsTagsAndNotesAreGivenAndTheTrashGivesBack(FxRobot robot) throws TimeoutException, IOException {
        RunInfo first = ppo("first", Map.of(), 60, true);
        RunInfo second = ppo("second", Map.of(), 40, false);
        robot.clickOn("#nav-runs");
        waitUntil(() -> text(robot, "#run-name").equals("second"));
        assertThat(robot.lookup("#run-delete").query().isVisible()).as("a running run cannot be thrown away").isFalse();
        robot.clickOn("first");
        waitUntil(() -> text(robot, "#run-name").equals("first"));
        robot.clickOn("#run-star");
        waitUntil(() -> other.runs().find(first.id()).orElseThrow().marks().starred() && text(robot, "#run-star").equals("\u2605"));
        robot.clickOn("#run-more").clickOn("Tags and note\u2026");
        waitUntil(() -> robot.lookup("#marks-tags").tryQuery().isPresent());
        robot.clickOn("#marks-tags").write("good, baseline").clickOn("#marks-note").write("The reward rose.");
        Shots.take(opened.scene(), "runs-marks");
        robot.clickOn("#marks-save");
        waitUntil(() -> other.runs().find(first.id()).orElseThrow().marks()
                .equals(new RunAnnotations(true, List.of("good", "baseline"), "The reward rose.")));
        waitUntil(() -> robot.from(robot.lookup("#run-said").queryAll()).lookup("good").tryQuery().isPresent());
        Shots.take(opened.scene(), "runs-marked");
        robot.clickOn("#run-delete");
        waitUntil(() -> other.runs().find(first.id()).isEmpty() && visible(robot, "#undo-bar"));
        waitUntil(() -> text(robot, "#run-name").equals("second"));
        robot.clickOn("#undo");
        waitUntil(() -> other.runs().find(first.id()).isPresent());
        waitUntil(() -> robot.lookup("#runs").queryListView().getItems().size() == 2);
        robot.clickOn("first");
        waitUntil(() -> text(robot, "#run-name").equals("first"));
        robot.clickOn("#run-delete");
        waitUntil(() -> other.runs().find(first.id()).isEmpty());
        robot.clickOn("#more").clickOn("Trash\u2026");
        waitUntil(() -> robot.lookup("#trash").tryQuery().isPresent());
        Shots.take(opened.scene(), "runs-trash");
        robot.clickOn("#restore-" + first.id());
        waitUntil(() -> other.runs().find(first.id()).isPresent());
        other.runs().trash().put(first.id());
        robot.clickOn("#more").clickOn("Trash\u2026");
        waitUntil(() -> visible(robot, "#empty-trash"));
        robot.clickOn("#empty-trash");
        waitUntil(() -> robot.lookup("#confirm-yes").tryQuery().isPresent());
        robot.clickOn("#confirm-yes");
        waitUntil(() -> other.runs().trash().list().isEmpty());
        robot.push(KeyCode.ESCAPE);
        other.runs().finished(second.id(), "");
        waitUntil(() -> visible(robot, "#run-delete"));
        robot.clickOn("#run-delete");
        waitUntil(() -> visible(robot, "#trash-of-none"));
        robot.clickOn("#trash-of-none");
        waitUntil(() -> visible(robot, "#restore-" + second.id()));
        robot.clickOn("#restore-" + second.id());
        waitUntil(() -> text(robot, "#run-name").equals("second") && visible(robot, "#run-name"));
    }

    @Test
    void aSweepIsPlannedStartedPausedAndItsTableFills(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("talk", "file", SampleCorpora.dialogues());
        RunInfo busy = generator("earlier");
        // keeps the device
        RunInfo works = FakeRuns.started(other, "busy", RunKind.GENERATOR,
                "small-generator", other.runs().find(busy.id()).orElseThrow().recipe());
        robot.clickOn("#nav-runs");
        waitUntil(() -> visible(robot, "#run-name"));
        robot.clickOn("#layout-sweeps");
        waitUntil(() -> visible(robot, "#first-sweep"));
        Shots.take(opened.scene(), "sweeps-empty");
        robot.clickOn("#first-sweep");
        waitUntil(() -> robot.lookup("#start-sweep").tryQuery().isPresent());
        waitUntil(() -> text(robot, "#sweep-summary").equals("5 runs: 1 row, 5 seeds"));
        robot.clickOn("#add-axis");
        waitUntil(() -> robot.lookup("#axis-values-0").tryQuery().isPresent());
        assertThat(robot.lookup("#start-sweep").query().isDisabled()).isTrue();
        assertThat(text(robot, "#sweep-missing")).startsWith("Enter the values of");
        robot.clickOn("#axis-values-0").write("24, no");
        waitUntil(() -> text(robot, "#sweep-missing").contains("is a number, not \"no\""));
        robot.clickOn("#axis-values-0").push(KeyCode.CONTROL, KeyCode.A).write("24, 32");
        waitUntil(() -> text(robot, "#sweep-summary").equals("10 runs: 2 rows, 5 seeds"));
        robot.clickOn("#sweep-seeds").push(KeyCode.CONTROL, KeyCode.A).write("1..3");
        waitUntil(() -> text(robot, "#sweep-summary").equals("6 runs: 2 rows, 3 seeds"));
        robot.clickOn("#sweep-title").push(KeyCode.CONTROL, KeyCode.A).write("lengths");
        Shots.take(opened.scene(), "sweeps-new");
        robot.clickOn("#start-sweep");
        waitUntil(() -> other.sweeps().find("lengths").isPresent() && text(robot, "#sweep-name").equals("lengths"));
        waitUntil(() -> text(robot, "#sweep-far").startsWith("0 of 6 finished, 6 waiting"));
        assertThat(other.runs().waiting().list()).hasSize(6);
        robot.clickOn("#sweep-pause");
        waitUntil(() -> other.runs().waiting().list().isEmpty() && visible(robot, "#sweep-resume"));
        int seed = 0;
        for (RunInfo run : other.sweeps().runs("lengths")) {
            other.runs().queueAgain(run.id());
            other.runs().started(run.id(), ProcessHandle.current().pid());
            int steps = 100 + 20 * seed++;
            FakeRuns.write(other, run.id(), journal -> FakeRuns.generator(journal, steps, 300));
            if (seed == 6) other.runs().failed(run.id(), "The loss became not a number. Nothing was lost.");
            else other.runs().finished(run.id(), "");
        }
        waitUntil(() -> text(robot, "#sweep-far").equals("5 of 6 finished, 1 failed"));
        TableView<?> results = robot.lookup("#sweep-results").queryTableView();
        waitUntil(() -> results.getItems().size() == 2);
        waitUntil(() -> robot.lookup("1 failed").tryQuery().isPresent());
        waitUntil(() -> robot.from(results)
                .lookup((Label label) -> label.getText() != null && label.getText().contains("\u00b1")).queryAll().size() >= 4);
        waitUntil(() -> robot.from(results)
                .lookup((Label label) -> label.getText() != null && label.getText().startsWith("p ")).queryAll().size() >= 2);
        assertThat(text(robot, "#sweep-meaning")).contains("Welch").contains("95 %");
        Shots.take(opened.scene(), "sweeps-results");
        robot.clickOn("#sweep-copy");
        assertThat(Shots.onWindow(() -> Clipboard.getSystemClipboard().getString())).startsWith("settings\tn\tperplexity\tp\t");
        robot.clickOn("#sweep-forget");
        waitUntil(() -> other.sweeps().list().isEmpty() && visible(robot, "#first-sweep"));
        assertThat(other.runs().list()).hasSize(8);
        other.runs().finished(works.id(), "");
    }

    private RunsViewModel model() { return page().model(); }
}
