package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipeDifference;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunRecord;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private WorkspaceWatch watch;
    private RunsViewModel model;
    private RunInfo aligned;
    private RunInfo trained;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        SameThreadTasks tasks = new SameThreadTasks();
        watch = new WorkspaceWatch(workspace, tasks, () -> { });
        model = new RunsViewModel(watch, workspace, new RunControl(workspace, (opened, run) -> { }), tasks, Clock.systemUTC());
        trained = run("from nothing", RunKind.GENERATOR, "small-generator", Map.of("batch", 24));
        FakeRuns.write(workspace, trained.id(), journal -> FakeRuns.generator(journal, 200, 300));
        aligned = run("aligned", RunKind.PPO, "small-ppo", Map.of());
        FakeRuns.write(workspace, aligned.id(), journal -> FakeRuns.ppo(journal, 1, 60, 100));
        workspace.runs().finished(aligned.id(), "made-by-it");
        watch.look();
    }

    @AfterEach
    void close() { workspace.close(); }

    private RunInfo run(String name, RunKind kind, String preset, Map<String, ?> settings) {
        Recipe recipe = Recipes.preset(preset).recipe().withDataset("talk").withName(name).withSettings(settings).resolve();
        return FakeRuns.started(workspace, name, kind, preset, recipe.toJson());
    }

    private List<String> names() { return model.rows().stream().map(row -> row.runProperty().get().name()).toList(); }

    @Test
    void theWatchKeepsUpRunsOnlyWhileOneWorksOrSomethingHasChanged() {
        AtomicInteger upkeep = new AtomicInteger();
        WorkspaceWatch counted = new WorkspaceWatch(workspace, new SameThreadTasks(), upkeep::incrementAndGet);
        counted.look();
        counted.look();
        assertThat(upkeep.get()).as("\"from nothing\" runs: its process may vanish at any time").isEqualTo(2);
        workspace.runs().finished(trained.id(), "");
        counted.look();
        WorkspaceWatch.Contents rest = counted.contents();
        counted.look();
        counted.look();
        assertThat(upkeep.get()).isEqualTo(3);
        assertThat(counted.contents()).isSameAs(rest);
        workspace.runs().mark(trained.id(), marks -> marks.withStar(true));
        counted.look();
        assertThat(upkeep.get()).isEqualTo(4);
        assertThat(counted.contents()).isNotEqualTo(rest);
    }

    @Test
    void rowsSayWhatDiffersFromThePresetAndTheBestSoFar() {
        assertThat(names()).containsExactly("aligned", "from nothing");
        RunRow generator = model.rows().get(1);
        assertThat(generator.changesProperty().get()).isEqualTo("batch 24");
        double lowest = workspace.runs().metrics(trained.id(), "validation/perplexity", 0).stream()
                .mapToDouble(point -> point.value()).min().orElseThrow();
        assertThat(generator.bestProperty().get().value()).isEqualTo(lowest);
        assertThat(generator.bestProperty().get().meaning()).isEqualTo("lowest of validation/perplexity");
        List<Double> rewards = workspace.runs().metrics(aligned.id(), "reward/raw", 0).stream().map(point -> point.value()).toList();
        assertThat(model.rows().get(0).bestProperty().get().value()).isCloseTo(
                rewards.subList(40, 60).stream().mapToDouble(Double::doubleValue).average().orElseThrow(), Assertions.within(1e-12));
        assertThat(model.rows().get(0).changesProperty().get()).isEmpty();
    }

    @Test
    void everyFilterMatchesAndAnUnusedTagIsCleared() {
        model.mark(List.of(aligned.id()), marks -> marks.withStar(true).withTag("good").withNote("Reward rose"));
        RunFilter filter = model.filter();
        for (Runnable one : List.<Runnable>of(() -> filter.starredProperty().set(true),
                () -> filter.tagProperty().set("good"), () -> filter.kindProperty().set(RunKind.PPO),
                () -> filter.stateProperty().set(RunState.FINISHED),
                () -> filter.textProperty().set("  rose REWARD "), () -> filter.textProperty().set("made-by-it"))) {
            one.run();
            assertThat(names()).containsExactly("aligned");
            assertThat(filter.activeProperty().get()).isTrue();
            filter.clear();
            assertThat(names()).hasSize(2);
        }
        filter.textProperty().set("batch");
        assertThat(names()).as("changed settings are looked through too").containsExactly("from nothing");
        filter.clear();
        filter.tagProperty().set("good");
        assertThat(model.tags()).containsExactly("good");
        model.mark(List.of(aligned.id()), marks -> marks.withoutTag("good"));
        assertThat(filter.tagProperty().get()).isNull();
        assertThat(names()).hasSize(2);
    }

    @Test
    void aFilteredRunReappearsWhenItChanges() {
        model.filter().stateProperty().set(RunState.FAILED);
        assertThat(names()).isEmpty();
        workspace.runs().failed(trained.id(), "It failed.");
        watch.look();
        assertThat(names()).containsExactly("from nothing");
    }

    @Test
    void theTrashTakesRestsAndGivesBackButNoRunningRun() {
        List<String> told = new ArrayList<>();
        model.select(aligned.id());
        model.selection().choose(aligned.id(), true);
        model.trash(List.of(aligned.id()), () -> told.add("trashed"));
        assertThat(told).containsExactly("trashed");
        assertThat(names()).containsExactly("from nothing");
        assertThat(model.selectedProperty().get().id()).isEqualTo(trained.id());
        assertThat(model.selection().ids()).isEmpty();
        model.readTrash(trash -> told.addAll(trash.stream().map(one -> one.run().name()).toList()));
        assertThat(told).contains("aligned");
        model.restore(List.of(aligned.id()));
        assertThat(names()).hasSize(2);
        assertThat(model.problemProperty().get()).isNull();
        model.trash(List.of(trained.id()), () -> told.add("never"));
        assertThat(told).doesNotContain("never");
        assertThat(model.problemProperty().get().happened()).contains("is running");
    }

    @Test
    void betterScoresSortFirstForBothDirections() {
        RunScore low = new RunScore("perplexity", 20, true, "", "");
        RunScore high = new RunScore("perplexity", 30, true, "", "");
        RunScore reward = new RunScore("reward", 0.2, false, "", "");
        RunScore better = new RunScore("reward", 0.3, false, "", "");
        List<RunScore> all = new ArrayList<>(List.of(RunScore.NONE, reward, high, better, low));
        all.sort(null);
        assertThat(all).containsExactly(low, high, better, reward, RunScore.NONE);
    }

    @Test
    void commandsAndDifferencesAreWorkedOutFromTheRecipes() throws IOException {
        List<String> said = new ArrayList<>();
        model.command(trained, said::add);
        assertThat(said.get(0)).startsWith("app/run train --workspace ").contains("--recipe small-generator").contains("--set batch=24");
        List<RecipeDifference> differences = new ArrayList<>();
        RunInfo other = run("other", RunKind.GENERATOR, "small-generator", Map.of("batch", 8));
        model.compare(List.of(trained, other), differences::addAll);
        assertThat(differences).singleElement().satisfies(one -> assertThat(one.values()).containsExactly("24", "8"));
        assertThat(ComparisonPane.text(List.of(trained, other), differences)).isEqualTo("setting\tfrom nothing\tother\nbatch\t24\t8\n");
        model.readRecord(Files.writeString(folder.resolve("no.json"), "{}"), rerun -> said.add("never"));
        assertThat(model.problemProperty().get().happened()).contains("not a readable record");
        model.exportRecord(trained, folder.resolve("out.json"), file -> said.add("never"));
        assertThat(model.problemProperty().get().happened()).contains("has no record");
        assertThat(said).hasSize(1);
    }

    @Test
    void aRecordIsExportedWholeAndNeverOverWhatIsNoFile() throws IOException {
        Path record = workspace.runs().file(trained.id(), RunRecord.FILE);
        Files.createDirectories(record.getParent());
        Files.writeString(record, "{\"a\": 1}");
        Path to = Files.writeString(folder.resolve("out.json"), "an older and longer file");
        List<Path> written = new ArrayList<>();
        model.exportRecord(trained, to, written::add);
        assertThat(written).containsExactly(to);
        assertThat(to).hasSameBinaryContentAs(record);
        Path occupied = Files.createDirectory(folder.resolve("a-folder"));
        model.exportRecord(trained, occupied, written::add);
        assertThat(written).containsExactly(to);
        assertThat(model.problemProperty().get()).isNotNull();
        assertThat(occupied).isEmptyDirectory();
    }
}
