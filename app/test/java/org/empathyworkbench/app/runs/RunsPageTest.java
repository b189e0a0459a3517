package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

class RunsPageTest extends WindowTest {
    @Test
    void aRunIsPolledWhileRunningAndStopsOnRequest(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = FakeRuns.started(other, "empathy-ppo-07", RunKind.PPO, "demo-ppo", recipe().toJson());
        FakeRuns.write(other, run.id(), journal -> {
            journal.say("Read 640 conversations.");
            FakeRuns.ppo(journal, 1, 300, 1600);
        });
        robot.clickOn("#nav-runs");
        waitUntil(() -> page() != null && page().pane().drawn("reward/raw") == 300);
        assertThat(text(robot, "#run-name")).isEqualTo("empathy-ppo-07");
        assertThat(text(robot, "#run-far")).startsWith("Step 300 of 1,600");
        assertThat(robot.lookup("Empathy reward").queryAll()).isNotEmpty();
        Shots.take(opened.scene(), "runs-light");
        FakeRuns.write(other, run.id(), journal -> FakeRuns.ppo(journal, 301, 400, 1600));
        waitUntil(() -> page().pane().drawn("reward/raw") == 400 && page().pane().drawn("levels-ex/strong-target") == 400);
        robot.clickOn("Samples");
        waitUntil(() -> robot.lookup(".level-chip").tryQuery().isPresent());
        assertThat(robot.lookup("Step 400").tryQuery()).isPresent();
        assertThat(robot.lookup("#samples").lookup(".bubble-listener").queryAll().size()).isGreaterThanOrEqualTo(20);
        Shots.take(opened.scene(), "runs-samples");
        robot.clickOn("Log");
        waitUntil(() -> ((ListView<?>) robot.lookup("#run-log").query()).getItems().size() == 1);
        Shots.take(opened.scene(), "runs-log");
        robot.clickOn("#run-stop");
        waitUntil(() -> text(robot, "#run-stop").equals("Stopping…"));
        assertThat(other.runs().find(run.id()).orElseThrow().stopRequested()).isTrue();
        other.runs().stopped(run.id(), "Stopped at step 400. The model of that step was stored.");
        waitUntil(() -> robot.lookup("#run-again").query().isVisible() && !robot.lookup("#run-stop").query().isVisible());
    }

    @Test
    void aFailureShowsItsMessageAndAClickedStepItsResponses(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = FakeRuns.started(other, "alignment", RunKind.PPO, "demo-ppo", recipe().toJson());
        FakeRuns.write(other, run.id(), journal -> FakeRuns.ppo(journal, 1, 120, 1600));
        other.runs().failed(run.id(), "The loss became not a number at step 121. The model of step 100 is safe. Lower the learning rate.");
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("#run-problem").tryQuery().map(node -> node.isVisible()).orElse(false));
        assertThat(robot.from(robot.lookup("#run-problem").queryAll()).lookup(".banner-title").queryLabeled().getText())
                .isEqualTo("The loss became not a number at step 121.");
        waitUntil(() -> page().pane().drawn("reward/raw") == 120);
        Shots.take(opened.scene(), "runs-failed");
        robot.moveTo(".live-chart").clickOn(".live-chart");
        waitUntil(() -> robot.lookup("#step-pane").query().isVisible() && text(robot, "#step-title").startsWith("Step "));
        assertThat(robot.from(robot.lookup("#step-pane").queryAll()).lookup(".sample-card").queryAll()).isNotEmpty();
        robot.clickOn("#step-close");
        waitUntil(() -> !robot.lookup("#step-pane").query().isVisible());
    }

    @Test
    void theRecipeShowsWhatDiffersAndItsCommandCopies(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = FakeRuns.started(other, "alignment", RunKind.PPO, "demo-ppo",
                recipe().withAssignment("gamma=0.97").resolve().toJson());
        FakeRuns.write(other, run.id(), journal -> FakeRuns.ppo(journal, 1, 10, 20));
        other.runs().finished(run.id(), "aligned");
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("#run-name").tryQuery().isPresent() && text(robot, "#run-name").equals("alignment"));
        robot.clickOn("Recipe");
        waitUntil(() -> robot.lookup("#run-settings").tryQuery().map(table -> ((TableView<?>) table).getItems().size() > 10).orElse(false));
        Shots.take(opened.scene(), "runs-recipe");
        robot.clickOn("#only-differing");
        waitUntil(() -> ((TableView<?>) robot.lookup("#run-settings").query()).getItems().size() == 1);
        robot.clickOn("#copy-command");
        assertThat(Shots.onWindow(() -> Clipboard.getSystemClipboard().getString()))
                .startsWith("app/run train --workspace ").contains("--recipe demo-ppo").contains("--set gamma=0.97");
    }

    @Test
    void anEmptyWorkspaceOpensTheFormWithWhatIsMissing(FxRobot robot) throws TimeoutException, IOException {
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("#first-run").tryQuery().map(node -> node.isVisible()).orElse(false));
        Shots.take(opened.scene(), "runs-empty");
        robot.clickOn("#first-run");
        waitUntil(() -> robot.lookup("#start-run").tryQuery().isPresent());
        assertThat(robot.lookup("#start-run").query().isDisabled()).isTrue();
        assertThat(text(robot, "#run-missing")).startsWith("There is no dataset with conversations yet.");
        other.datasets().add("talk", "file", SampleCorpora.dialogues());
        other.datasets().add("labels", "file", SampleCorpora.pairs());
        waitUntil(() -> !robot.lookup("#start-run").query().isDisabled());
        assertThat(((ComboBox<?>) robot.lookup("#run-dataset").query()).getValue()).isEqualTo("talk");
        waitUntil(() -> robot.lookup("#run-memory").query().isVisible());
        assertThat(robot.lookup("#run-memory").queryLabeled().getText()).matches("Estimated peak memory: about [\\d.]+ GB; "
                + "[\\d.]+ GB are free\\.");
        Shots.take(opened.scene(), "runs-new-generator");
        robot.clickOn("#setting-contextTokens").push(KeyCode.CONTROL, KeyCode.A).write("no");
        waitUntil(() -> robot.lookup("#start-run").query().isDisabled());
        assertThat(text(robot, "#error-contextTokens")).contains("is a number");
        robot.clickOn("#setting-contextTokens").push(KeyCode.CONTROL, KeyCode.A).write("40");
        waitUntil(() -> !robot.lookup("#start-run").query().isDisabled());
        assertThat(robot.lookup("1 differs from the preset").tryQuery()).isPresent();
        robot.clickOn("#kind-identifiers");
        waitUntil(() -> "labels".equals(((ComboBox<?>) robot.lookup("#run-dataset").query()).getValue()));
        robot.clickOn("#kind-ppo");
        waitUntil(() -> text(robot, "#run-missing").startsWith("PPO aligns a generator"));
        Shots.take(opened.scene(), "runs-new-ppo");
        robot.clickOn("#cancel-run");
        waitUntil(() -> robot.lookup("#first-run").query().isVisible());
    }

    @Test
    void throwingAwayLeavesAnEmptyPageAndCloningBringsTheRecipeBack(FxRobot robot) throws TimeoutException {
        other.datasets().add("talk", "file", SampleCorpora.dialogues());
        Recipe recipe = Recipes.presets(RunKind.GENERATOR).get(0).recipe().withName("first")
                .withDataset("talk").withSeed(42).withAssignment("batch=3").resolve();
        RunInfo run = FakeRuns.started(other, "first", RunKind.GENERATOR, recipe.preset(), recipe.toJson());
        other.runs().finished(run.id(), "");
        Shots.onWindow(() -> {
            opened.workbench().navigation().go(Section.RUNS, run.id());
            return true;
        });
        waitUntil(() -> page() != null && robot.lookup("#run-again").tryQuery().map(node -> node.isVisible()).orElse(false));
        robot.clickOn("Recipe");
        waitUntil(() -> robot.lookup("#run-settings").tryQuery().map(table -> !((TableView<?>) table).getItems().isEmpty()).orElse(false));
        robot.clickOn("#run-again");
        waitUntil(() -> robot.lookup("#run-seed").tryQuery().isPresent());
        assertThat(robot.lookup("#run-seed").queryTextInputControl().getText()).isEqualTo("42");
        assertThat(robot.lookup("#setting-batch").queryTextInputControl().getText()).isEqualTo("3");
        robot.clickOn("#leave-form");
        robot.clickOn("#run-delete");
        waitUntil(() -> robot.lookup("#first-run").tryQuery().map(node -> node.isVisible()).orElse(false));
        assertThat(other.runs().list()).isEmpty();
    }

    @Test
    void aPausedRunShowsItsCheckpointsWhichArePinnedAndBranchedFrom(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("talk", "file", SampleCorpora.dialogues());
        Recipe recipe = Recipes.presets(RunKind.GENERATOR).get(0).recipe().withName("first")
                .withDataset("talk").withAssignment("batch=3").resolve();
        RunInfo run = FakeRuns.started(other, "first", RunKind.GENERATOR, recipe.preset(), recipe.toJson());
        FakeRuns.write(other, run.id(), journal -> FakeRuns.generator(journal, 240, 300));
        CheckpointFolder saved = CheckpointFolder.of(other.runs().folder(run.id()), run.id());
        for (int step : new int[] {80, 160, 240})
            saved.save(new Snapshot(step).score(step == 160 ? -2.1 : -2.3)
                    .file("model.safetensors", file -> Files.write(file, new byte[400_000])));
        other.runs().paused(run.id(), "Paused after step 240. Its checkpoint is saved; resume it to continue from there.");
        saved.save(new Snapshot(40).file("model.safetensors", file -> Files.write(file, new byte[10])));
        Files.delete(saved.list().get(0).folder().resolve("state.json"));
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("#run-resume").tryQuery().map(node -> node.isVisible()).orElse(false)
                && robot.lookup("#run-branch").query().isVisible());
        for (String id : List.of("#run-pause", "#run-stop", "#run-save", "#run-stop-now"))
            assertThat(robot.lookup(id).query().isVisible()).as(id).isFalse();
        waitUntil(() -> page().pane().drawn("train/loss") == 240);
        Shots.take(opened.scene(), "runs-paused");
        robot.clickOn("Checkpoints");
        waitUntil(() -> ((TableView<?>) robot.lookup("#run-checkpoints").query()).getItems().size() == 3);
        assertThat(robot.lookup("best so far").tryQuery()).isPresent();
        assertThat(robot.lookup("#run-damaged-checkpoints").query().isVisible()).isTrue();
        assertThat(text(robot, "#run-damaged-checkpoints")).contains("step 40 is damaged: state.json is missing");
        waitUntil(() -> robot.lookup("#pin-80").tryQuery().isPresent());
        Shots.take(opened.scene(), "runs-checkpoints");
        robot.clickOn("#pin-80");
        waitUntil(() -> saved.list().get(0).pinned());
        waitUntil(() -> robot.lookup("pinned").tryQuery().isPresent());
        robot.clickOn("#branch-160");
        waitUntil(() -> robot.lookup("#new-run-title").tryQuery().isPresent()
                && text(robot, "#new-run-title").equals("Branch of first from step 160"));
        assertThat(robot.lookup("#setting-batch").queryTextInputControl().getText()).isEqualTo("3");
        assertThat(robot.lookup("#run-title").queryTextInputControl().getText()).isEqualTo("first from step 160");
        assertThat(robot.lookup("#kind-ppo").query().isVisible() && robot.lookup("#kind-ppo").query().getParent().isVisible()).isFalse();
        Shots.take(opened.scene(), "runs-branch");
        robot.clickOn("#cancel-run");
        waitUntil(() -> robot.lookup("#run-resume").query().isVisible());
    }

    @Test
    void stoppingAtOnceAsksFirstAndARunThatWaitsIsMovedInTheQueue(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = FakeRuns.started(other, "works", RunKind.PPO, "demo-ppo", recipe().toJson());
        FakeRuns.write(other, run.id(), journal -> FakeRuns.ppo(journal, 1, 30, 1600));
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(other.runs().create(new NewRun("waits " + i, RunKind.PPO, "demo-ppo", recipe().toJson())).id());
            other.runs().waiting().addLast(waiting.get(i));
        }
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("works").tryQuery().isPresent());
        robot.clickOn("works");
        waitUntil(() -> text(robot, "#run-name").equals("works") && robot.lookup("#run-stop-now").query().isVisible());
        robot.clickOn("#run-stop-now");
        waitUntil(() -> robot.lookup("#confirm-yes").tryQuery().isPresent());
        assertThat(robot.lookup("Stop works at once?").tryQuery()).isPresent();
        Shots.take(opened.scene(), "runs-stop-now");
        robot.clickOn("#confirm-no");
        robot.clickOn("waits 1");
        waitUntil(() -> text(robot, "#run-name").equals("waits 1") && robot.lookup("#run-earlier").query().isVisible());
        assertThat(text(robot, "#run-far")).isEqualTo("Waits until no other run uses cpu");
        Shots.take(opened.scene(), "runs-waiting");
        robot.clickOn("#run-earlier");
        waitUntil(() -> other.runs().waiting().list().get(0).id().equals(waiting.get(1)));
        robot.clickOn("#run-stop");
        waitUntil(() -> other.runs().waiting().list().size() == 1);
        other.runs().requestStop(waiting.get(0));
        other.runs().finished(run.id(), "");
    }

    @Test
    void aLongListKeepsItsSelectionWhileRunsChange(FxRobot robot) throws TimeoutException, IOException {
        RunInfo last = null;
        for (int i = 0; i < 9; i++) {
            RunInfo run = FakeRuns.started(other, "run " + i, RunKind.GENERATOR, "small-generator", "{}");
            FakeRuns.write(other, run.id(), journal -> FakeRuns.generator(journal, 200, 300));
            if (i < 4) other.runs().finished(run.id(), "");
            last = run;
        }
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("#run-name").tryQuery().isPresent() && text(robot, "#run-name").equals("run 8"));
        robot.clickOn("run 5");
        waitUntil(() -> text(robot, "#run-name").equals("run 5"));
        other.runs().failed(last.id(), "It failed.");
        RunInfo gone = last;
        waitUntil(() -> other.runs().find(gone.id()).orElseThrow().state() == RunState.FAILED
                && robot.lookup("failed").tryQuery().isPresent());
        assertThat(text(robot, "#run-name")).isEqualTo("run 5");
        Shots.take(opened.scene(), "runs-list");
        Shots.onWindow(() -> {
            opened.workbench().theme().darkProperty().set(true);
            return true;
        });
        Shots.take(opened.scene(), "runs-list-dark");
    }

    @Test
    void aRealRunStartsInItsOwnProcessReportsAndStopsWithItsModelStored(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("#first-run").tryQuery().map(node -> node.isVisible()).orElse(false));
        robot.clickOn("#first-run");
        waitUntil(() -> robot.lookup("#start-run").tryQuery().map(node -> !node.isDisabled()).orElse(false));
        robot.clickOn("#run-title").push(KeyCode.CONTROL, KeyCode.A).write("mine");
        robot.clickOn("#start-run");
        waitLong(() -> page().pane().drawn("train/loss") > 2);
        RunInfo run = other.runs().list().get(0);
        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        assertThat(run.pid()).isNotEqualTo(ProcessHandle.current().pid());
        Shots.take(opened.scene(), "runs-real");
        robot.clickOn("#run-pause");
        waitLong(() -> robot.lookup("paused").tryQuery().isPresent() && robot.lookup("#run-resume").query().isVisible());
        RunInfo paused = other.runs().find(run.id()).orElseThrow();
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        robot.clickOn("#run-resume");
        waitLong(() -> other.runs().find(run.id()).orElseThrow().step() > paused.step()
                && page().pane().drawn("train/loss") > paused.step());
        assertThat(other.runs().find(run.id()).orElseThrow().pid()).isNotEqualTo(run.pid());
        robot.clickOn("#run-stop");
        waitLong(() -> robot.lookup("stopped").tryQuery().isPresent());
        RunInfo rested = other.runs().find(run.id()).orElseThrow();
        assertThat(rested.state()).isEqualTo(RunState.STOPPED);
        assertThat(other.models().find(rested.model())).isPresent();
        Shots.take(opened.scene(), "runs-real-stopped");
    }

    /** A process starts, loads the natives and learns a vocabulary. */
    private static void waitLong(BooleanSupplier condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(600, TimeUnit.SECONDS, () -> Shots.onWindow(condition::getAsBoolean));
    }

    private RunsView page() { return (RunsView) opened.workbench().shell().page(Section.RUNS); }

    private static Recipe recipe() {
        return Recipes.preset("demo-ppo").recipe().withDataset("demo").withBase("generator").withIdentifiers("identifiers").resolve();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery()
                .map(node -> node instanceof Label label ? label.getText() : ((Labeled) node).getText()).orElse("");
    }
}
