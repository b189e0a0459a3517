package org.empathyworkbench.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunMetric;
import org.empathyworkbench.sweep.SweepControl;
import org.empathyworkbench.sweep.SweepPlan;
import org.empathyworkbench.sweep.SweepPreset;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepsViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private WorkspaceWatch watch;
    private SweepsViewModel model;
    private NewSweepViewModel form;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        workspace.models().add(ModelInfo.of("generator", ModelKind.GENERATOR, "test", 1));
        workspace.models().add(ModelInfo.of("readers", ModelKind.IDENTIFIERS, "test", 1));
        SameThreadTasks tasks = new SameThreadTasks();
        watch = new WorkspaceWatch(workspace, tasks, () -> { });
        SweepControl control = new SweepControl(workspace, new RunControl(workspace, (opened, run) -> { }));
        form = new NewSweepViewModel(watch, workspace, control, tasks, () -> 1);
        model = new SweepsViewModel(watch, workspace, control, tasks, Clock.systemUTC(), form);
        watch.look();
    }

    @AfterEach
    void close() { workspace.close(); }

    private void axis(String setting, String values) {
        form.addAxis();
        NewSweepViewModel.Axis axis = form.axes().get(form.axes().size() - 1);
        axis.settingProperty().set(form.settings().stream().filter(one -> one.name().equals(setting)).findFirst().orElseThrow());
        axis.valuesProperty().set(values);
    }

    @Test
    void theFormShowsWhatIsMissingUntilThePlanIsComplete() {
        form.begin(null);
        assertThat(form.beginProperty().get().recipe().preset()).as("there is something to align").isEqualTo("small-ppo");
        assertThat(form.summaryProperty().get()).isEqualTo("5 runs: 1 row, 5 seeds");
        axis("beta", "");
        assertThat(form.missingProperty().get()).startsWith("Enter the values of \"KL coefficient beta\"");
        form.axes().get(0).valuesProperty().set("0, -1");
        assertThat(form.missingProperty().get()).contains("must lie between 0");
        form.axes().get(0).valuesProperty().set("0, 0.2");
        axis("beta", "1");
        assertThat(form.missingProperty().get()).contains("is listed twice");
        form.axes().remove(1);
        axis("epochs", "1,2,3");
        form.seedsProperty().set("x");
        assertThat(form.missingProperty().get()).contains("names no seeds");
        assertThat(form.rows()).isEmpty();
        form.seedsProperty().set("1..2");
        assertThat(form.missingProperty().get()).isEmpty();
        assertThat(form.summaryProperty().get()).isEqualTo("12 runs: 6 rows, 2 seeds");
        assertThat(form.rows()).extracting(SweepPlan.Row::name).first().isEqualTo("beta=0, epochs=1");
        assertThat(form.planned().recipe().base()).isEqualTo("generator");
        assertThat(form.estimateProperty().get()).startsWith("No similar run has finished");
    }

    @Test
    void theAblationPresetGivesItsRowsForPpoOnly() {
        form.begin(null);
        form.presetProperty().set(form.presets().stream().filter(one -> one.name().equals("ablation")).findFirst().orElseThrow());
        assertThat(form.rows()).extracting(SweepPlan.Row::name)
                .containsExactly("EmpRL", "without KL", "without empathy reward", "without RL");
        assertThat(form.summaryProperty().get()).isEqualTo("20 runs: 4 rows, 5 seeds");
        form.beginProperty()
                .set(form.begins().stream().filter(one -> one.recipe().preset().equals("small-generator")).findFirst().orElseThrow());
        assertThat(form.presets()).extracting(SweepPreset::name).containsExactly("five-seeds");
        assertThat(form.presetProperty().get()).isNull();
        assertThat(form.baseProperty().get()).isEmpty();
    }

    @Test
    void aSweepOverARunsRecipeKeepsItsSettings() {
        Recipe recipe = Recipes.preset("small-ppo").recipe().withName("mine").withDataset("talk")
                .withBase("generator").withIdentifiers("readers").withAssignment("gamma=0.9").resolve();
        form.begin(recipe);
        assertThat(form.beginProperty().get().title()).isEqualTo("As the run \"mine\"");
        assertThat(form.planned().recipe().settings()).containsEntry("gamma", 0.9);
    }

    @Test
    void startedSweepsFillTheirTableAndAreExported() throws IOException {
        form.begin(Recipes.preset("small-generator").recipe().withDataset("talk"));
        axis("batch", "4, 8");
        form.seedsProperty().set("1, 2");
        form.nameProperty().set("batches");
        List<String> started = new ArrayList<>();
        form.start(started::add);
        assertThat(form.problemProperty().get()).isNull();
        assertThat(started).containsExactly("batches");
        model.select("batches");
        assertThat(model.selectedProperty().get().words()).isEqualTo("0 of 4 finished, 4 waiting");
        int steps = 100;
        for (RunInfo run : workspace.sweeps().runs("batches")) {
            workspace.runs().started(run.id(), 1);
            int far = steps += 20;
            FakeRuns.write(workspace, run.id(), journal -> FakeRuns.generator(journal, far, 300));
            workspace.runs().finished(run.id(), "");
        }
        watch.look();
        assertThat(model.selectedProperty().get().finished()).isTrue();
        assertThat(model.tableProperty().get().lines()).hasSize(2).allMatch(line -> line.finished() == 2);
        assertThat(model.baselineProperty().get()).isZero();
        assertThat(model.tableProperty().get().lines().get(1).cells().get(2).p()).isBetween(0.0, 1.0);
        assertThat(model.offered()).extracting(RunMetric::metric).contains("train/loss", "optimiser/learning-rate");
        model.figures().setAll(RunMetric.parse("train/loss:last5"));
        assertThat(model.tableProperty().get().figures()).hasSize(1);
        Path file = folder.resolve("table.tex");
        model.export(file, done -> started.add("exported"));
        assertThat(Files.readString(file)).contains("\\begin{tabular}").contains("batch=4");
        model.export(folder.resolve("table.doc"), done -> started.add("never"));
        assertThat(model.problemProperty().get().happened()).contains("no ending");
        assertThat(started).containsExactly("batches", "exported");
        form.start(started::add);
        assertThat(form.problemProperty().get().happened()).as("the name is taken").contains("already has a sweep");
        model.forget();
        assertThat(model.sweeps()).isEmpty();
        assertThat(workspace.runs().list()).hasSize(4).allMatch(run -> run.state() == RunState.FINISHED);
    }
}
