package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.chart.ChartLine;
import org.empathyworkbench.chart.ChartMark;
import org.empathyworkbench.chart.ChartNote;
import org.empathyworkbench.chart.ChartsOfRuns;
import org.empathyworkbench.chart.SeedGroup;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private RunViewModel current;
    private RunSelection selection;
    private ChartsViewModel model;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        current = new RunViewModel(workspace.runs(), new RunControl(workspace, (opened, run) -> { }),
                new SameThreadTasks(), Clock.systemUTC());
        selection = new RunSelection();
        model = new ChartsViewModel(current, selection, workspace.runs(), new SameThreadTasks());
    }

    @AfterEach
    void close() { workspace.close(); }

    @Test
    void aRunAloneIsToldAsItsStory() {
        RunInfo run = run("a", 1, "beta=0.2", journal -> FakeRuns.ppo(journal, 1, 20, 100));
        current.open(run.id());
        assertThat(charts()).startsWith("Reward | Empathy reward", "Reward | Reward by mechanism", "KL to the reference model | KL")
                .contains("Generated and target levels | Exploration");
        assertThat(chart("Exploration").lines()).hasSize(6);
        assertThat(chart("Empathy reward").lines().get(0).curve().size()).isEqualTo(20);
        long grown = model.grownProperty().get();
        List<ChartsOfRuns.Chart> before = model.chartsProperty().get();
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 21, 30, 100));
        current.look();
        assertThat(chart("Empathy reward").lines().get(0).curve().size()).isEqualTo(30);
        assertThat(model.grownProperty().get()).isGreaterThan(grown);
        assertThat(model.chartsProperty().get()).as("the lines have only grown").isSameAs(before);
        long asMany = model.grownProperty().get();
        current.look();
        model.look();
        assertThat(model.grownProperty().get()).as("looks that find nothing new draw nothing").isEqualTo(asMany);
    }

    @Test
    void chosenRunsOfTheKindStandInOneChartAMetricEachWithItsOwnLook() {
        RunInfo one = run("one", 1, "beta=0.2", journal -> FakeRuns.ppo(journal, 1, 20, 100));
        RunInfo two = run("two", 1, "beta=0.1", journal -> FakeRuns.ppo(journal, 1, 40, 100));
        RunInfo other = FakeRuns.started(workspace, "other", RunKind.GENERATOR, "", "{}");
        current.open(one.id());
        selection.choose(two.id(), true);
        selection.choose(other.id(), true);
        assertThat(model.shownProperty().get()).extracting(ChartsOfRuns.Shown::label).containsExactly("one", "two");
        List<ChartLine> lines = chart("Reward: exploration").lines();
        assertThat(lines).extracting(ChartLine::name).containsExactly("one", "two");
        assertThat(lines.get(0).style()).isNotEqualTo(lines.get(1).style());
        assertThat(lines.get(0).style().dashes()).isNotEqualTo(lines.get(1).style().dashes());
        assertThat(lines.get(1).curve().size()).isEqualTo(40);
        assertThat(charts()).noneMatch(title -> title.contains("wanted:") || title.endsWith("wanted"));
        FakeRuns.write(workspace, two.id(), journal -> FakeRuns.ppo(journal, 41, 45, 100));
        model.look();
        assertThat(lines.get(1).curve().size()).as("the same curve grows").isEqualTo(45);
        int place = selection.place(two.id());
        selection.choose(two.id(), false);
        assertThat(chart("Exploration").lines()).hasSize(6);
        selection.choose(two.id(), true);
        assertThat(selection.place(two.id())).isEqualTo(place);
    }

    @Test
    void runsThatDifferInTheirSeedAloneBecomeOneLineWithABand() {
        RunInfo one = run("align seed 1", 1, "beta=0.2", constant(1));
        RunInfo two = run("align seed 2", 2, "beta=0.2", constant(2));
        RunInfo three = run("align seed 3", 3, "beta=0.2", constant(6));
        RunInfo other = run("other", 1, "beta=0.1", constant(9));
        current.open(one.id());
        for (RunInfo run : List.of(two, three, other)) selection.choose(run.id(), true);
        model.bySeedProperty().set(true);
        List<ChartLine> lines = chart("Empathy reward").lines();
        assertThat(lines).extracting(ChartLine::name).containsExactly("align, 3 seeds", "other");
        SeedGroup group = lines.get(0).group();
        group.update(0);
        assertThat(group.mean().y(group.mean().size() - 1)).isCloseTo(3, within(1e-9));
        model.bySeedProperty().set(false);
        assertThat(chart("Empathy reward").lines()).hasSize(4);
    }

    @Test
    void theBudgetOfAnAdaptiveCoefficientIsDrawnAcrossTheKl() {
        RunInfo run = run("a", 1, "klController=adaptive", journal -> FakeRuns.ppo(journal, 1, 5, 100));
        current.open(run.id());
        assertThat(chart("KL").marks()).containsExactly(new ChartMark(6, "target 6.00"));
        assertThat(chart("Entropy").marks()).isEmpty();
    }

    @Test
    void notesOfAllDisplayedRunsAreReadAndStored() {
        RunInfo one = run("one", 1, "beta=0.2", constant(1));
        RunInfo two = run("two", 1, "beta=0.1", constant(2));
        current.open(one.id());
        selection.choose(two.id(), true);
        model.add(one.id(), 3, "here it turned");
        model.add(two.id(), 2, "and there");
        assertThat(model.notesProperty().get()).extracting(ChartNote::text).containsExactly("here it turned", "and there");
        model.change(model.notesProperty().get().get(0).id(), "here it fell");
        assertThat(workspace.runs().notes().of(one.id()).get(0).text()).isEqualTo("here it fell");
        model.remove(model.notesProperty().get().get(0).id());
        selection.choose(two.id(), false);
        assertThat(model.notesProperty().get()).isEmpty();
    }

    @Test
    void aRunResumedElsewhereIsReadFromItsStart() {
        RunInfo one = run("one", 1, "beta=0.2", constant(1));
        RunInfo two = run("two", 1, "beta=0.1", journal -> FakeRuns.ppo(journal, 1, 40, 100));
        current.open(one.id());
        selection.choose(two.id(), true);
        workspace.runs().stopped(two.id(), "Stopped.");
        workspace.runs().rewind(two.id(), 30);
        model.look();
        model.look();
        assertThat(chart("Empathy reward").lines().get(1).curve().size()).isEqualTo(30);
    }

    private List<String> charts() {
        return model.chartsProperty().get().stream().map(chart -> chart.section().title() + " | " + chart.title()).toList();
    }

    private ChartsOfRuns.Chart chart(String title) {
        return model.chartsProperty().get().stream().filter(chart -> chart.title().equals(title)).findFirst().orElseThrow();
    }

    private static Consumer<RunJournal> constant(double value) {
        return journal -> {
            for (int step = 1; step <= 5; step++) journal.metrics(step, Map.of("reward/raw", value));
        };
    }

    private RunInfo run(String name, long seed, String assignment, Consumer<RunJournal> rows) {
        Recipe recipe = Recipes.preset("paper-ppo").recipe().withName(name).withSeed(seed)
                .withDataset("demo").withBase("b").withIdentifiers("i").withAssignment(assignment).resolve();
        RunInfo run = FakeRuns.started(workspace, name, RunKind.PPO, "paper-ppo", recipe.toJson());
        FakeRuns.write(workspace, run.id(), rows);
        return run;
    }
}
