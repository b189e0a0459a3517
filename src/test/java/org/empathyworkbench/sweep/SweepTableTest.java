package org.empathyworkbench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunExecution;
import org.empathyworkbench.run.RunMetric;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep through the queue, its figures against numbers that were reckoned elsewhere. */
class SweepTableTest {
    @TempDir Path folder;
    private Workspace workspace;
    private SweepControl sweeps;
    private final List<String> started = new ArrayList<>();

    @BeforeEach void open() {
        workspace = Workspace.open(folder);
        workspace.datasets().add("tiny", "a test", DemoCorpus.generate(5, 64));
        sweeps = new SweepControl(workspace, control());
    }

    private RunControl control() { return new RunControl(workspace, (opened, id) -> started.add(id)); }

    @AfterEach void close() { workspace.close(); }

    private static Recipe recipe() { return Recipes.preset("small-generator").recipe().withDataset("tiny"); }

    private SweepState start() {
        return sweeps.start("rates", SweepPlan.grid(recipe(), Map.of("learningRate", List.of("0.001", "0.01")), SweepPlan.seeds("1..5")));
    }

    /** Does what a process would. */
    private void finish(RunInfo run, double loss) {
        workspace.runs().started(run.id(), ProcessHandle.current().pid());
        try (WorkspaceJournal journal = WorkspaceJournal.open(workspace.runs(), run.id())) {
            journal.metrics(1, Map.of("validation/loss", loss + 1, "train/loss", 9.0));
            journal.metrics(2, Map.of("validation/loss", loss, "train/loss", loss));
        }
        workspace.runs().finished(run.id(), "");
    }

    @Test void runsShareTheQueueSeedBySeedAndOnlyOneIsOnItsWay() {
        SweepState state = start();
        assertThat(state.runs()).hasSize(10);
        assertThat(state.word()).isEqualTo("waiting");
        assertThat(workspace.runs().waiting().list()).extracting(RunInfo::name)
                .startsWith("rates, learningRate=0.001, seed 1", "rates, learningRate=0.01, seed 1", "rates, learningRate=0.001, seed 2");
        assertThat(started).containsExactly(workspace.runs().waiting().list().get(0).id());
        control().advance();
        assertThat(started).as("its device is taken").hasSize(1);
    }

    @Test void meansIntervalsAndTestsAreThoseOfAnotherProgram() {
        SweepState state = start();
        double[][] losses = {{2.1, 2.5, 2.3, 2.2, 2.4}, {2.9, 3.3, 2.6, 3.1, 2.7}};
        int[] next = new int[2];
        for (RunInfo run : state.runs()) finish(run, losses[run.sweepRow()][next[run.sweepRow()]++]);
        SweepTable table = SweepTable.of(workspace, sweeps.state("rates"),
                List.of(RunMetric.parse("validation/loss:lowest"), RunMetric.parse("train/loss:last2")), 0);
        SweepTable.Cell first = table.lines().get(0).cells().get(0);
        SweepTable.Cell second = table.lines().get(1).cells().get(0);
        assertThat(first.n()).isEqualTo(5);
        assertThat(first.mean()).isCloseTo(2.3, within(1e-12));
        // t(.975, 4) = 2.776445, s = .1581139: 2.776445 * .1581139 / sqrt(5)
        assertThat(first.interval()).isCloseTo(0.19632432, within(1e-6));
        assertThat(first.p()).as("the row that the others are tested against").isNaN();
        assertThat(second.mean()).isCloseTo(2.92, within(1e-12));
        // by hand: t = .62 / sqrt(.025 / 5 + .082 / 5) = 4.238; df = .0214^2 / (.005^2 / 4 + .0164^2 / 4) = 6.232
        assertThat(second.p()).isCloseTo(0.0050, within(4e-4));
        assertThat(table.lines().get(0).cells().get(1).mean())
                .as("mean of the last two of five runs").isCloseTo((9 + 2.3) / 2, within(1e-12));
        assertThat(sweeps.state("rates").finished()).isTrue();
        assertThat(sweeps.state("rates").progress()).isEqualTo(1);
        assertThat(SweepText.words(first)).isEqualTo("2.300 \u00b1 0.196");
        assertThat(SweepText.p(second)).isEqualTo(".005");
        assertThat(SweepText.csv(table).lines().toList()).hasSize(3).element(1).asString().contains("2.1,2.5,2.3,2.2,2.4");
        assertThat(SweepText.markdown(table)).contains("| learningRate=0.001 | 5 | 2.300 \u00b1 0.196 |")
                .contains("| :--- | --- |").contains("Welch");
        assertThat(SweepText.latex(table)).contains("\\begin{tabular}").contains("2.300 $\\pm$ 0.196")
                .doesNotContain("\u00b1 0").contains("learningRate=0.01");
        assertThat(SweepText.tabs(table).lines().findFirst()).contains("settings\tn\tvalidation/loss\tp\ttrain/loss\tp");
        assertThatThrownBy(() -> SweepText.of(table, "table.xls"))
                .isInstanceOf(UserInputException.class).hasMessageContaining(".csv, .md, .tex");
    }

    @Test void aFailedRunStopsNoOtherAndIsCountedOpenly() {
        SweepState state = start();
        for (RunInfo run : state.runs()) {
            if (run.name().endsWith("seed 3")) {
                workspace.runs().started(run.id(), 1);
                workspace.runs().failed(run.id(), "The loss became not a number.");
            } else if (run.name().endsWith("seed 1")) {
                finish(run, 2);
            }
        }
        started.clear();
        control().advance();
        assertThat(started).as("the next one's turn").hasSize(1);
        SweepState now = sweeps.state("rates");
        assertThat(now.words()).isEqualTo("2 of 10 finished, 6 waiting, 2 failed");
        SweepTable.Line line = SweepTable.of(workspace, now, List.of(RunMetric.parse("validation/loss:lowest")), -1).lines().get(0);
        assertThat(line.count()).isEqualTo("1 of 5, 1 failed");
        assertThat(line.cells().get(0).interval()).as("one value has no interval").isNaN();
        assertThat(SweepText.words(line.cells().get(0))).isEqualTo("2.000");
        workspace.runs().trash().put(now.runs().stream().filter(run -> run.state() == RunState.FAILED).findFirst().orElseThrow().id());
        assertThat(sweeps.state("rates").words()).endsWith("1 in the trash or deleted");
    }

    @Test void theWholeIsPausedResumedStoppedAndForgotten() {
        SweepState state = start();
        List<String> order = workspace.runs().waiting().list().stream().map(RunInfo::id).toList();
        workspace.runs().started(started.get(0), ProcessHandle.current().pid());
        assertThatThrownBy(() -> sweeps.forget("rates")).isInstanceOf(UserInputException.class).hasMessageContaining("still works");
        sweeps.pause("rates");
        assertThat(workspace.runs().find(started.get(0)).orElseThrow().pauseRequested()).isTrue();
        workspace.runs().paused(started.get(0), "Paused.");
        assertThat(sweeps.state("rates").count(RunState.PAUSED)).isEqualTo(10);
        assertThat(workspace.runs().waiting().list()).isEmpty();
        sweeps.resume("rates");
        assertThat(workspace.runs().waiting().list()).extracting(RunInfo::id).as("in their old order").isEqualTo(order);
        sweeps.stop("rates");
        assertThat(sweeps.state("rates").word()).isEqualTo("stopped");
        sweeps.forget("rates");
        assertThat(workspace.runs().list()).hasSize(10).allMatch(run -> run.sweep().isEmpty());
        assertThat(sweeps.list()).isEmpty();
        assertThat(state.name()).isEqualTo("rates");
    }

    @Test void aSweepThatCannotBeRunStoresNothing() {
        assertThatThrownBy(() -> sweeps.start("bad", SweepPlan.grid(recipe(), Map.of("batch", List.of("8", "no")), List.of(1L))))
                .isInstanceOf(UserInputException.class).hasMessageContaining("\"batch\"");
        assertThatThrownBy(() -> sweeps.start("bad", SweepPlan.grid(recipe().withDataset("nowhere"), Map.of(), List.of(1L))))
                .isInstanceOf(UserInputException.class).hasMessageContaining("nowhere");
        assertThat(sweeps.list()).isEmpty();
        assertThat(workspace.runs().list()).isEmpty();
    }

    @Test void theEstimateGoesByTheRunThatIsMostLikeIt() {
        SweepPlan plan = SweepPlan.grid(recipe(), Map.of(), SweepPlan.seeds("1..4"));
        assertThat(SweepEstimate.of(workspace, plan)).isEmpty();
        RunInfo like = new RunExecution(workspace).prepare(recipe().withName("like"));
        finish(like, 2);
        // a clock too coarse to measure it
        if (workspace.runs().find(like.id()).orElseThrow().elapsed(Instant.now()).isZero()) return;
        SweepEstimate estimate = SweepEstimate.of(workspace, plan).orElseThrow();
        assertThat(estimate.like()).isEqualTo("like");
        assertThat(estimate.total()).isEqualTo(estimate.each().multipliedBy(4));
    }
}
