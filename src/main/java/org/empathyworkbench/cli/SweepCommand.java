package org.empathyworkbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.run.RunMetric;
import org.empathyworkbench.run.RunMetrics;
import org.empathyworkbench.sweep.SweepControl;
import org.empathyworkbench.sweep.SweepEstimate;
import org.empathyworkbench.sweep.SweepPlan;
import org.empathyworkbench.sweep.SweepPreset;
import org.empathyworkbench.sweep.SweepState;
import org.empathyworkbench.sweep.SweepTable;
import org.empathyworkbench.sweep.SweepText;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sweep", description = SweepCommand.DESCRIPTION,
        footer = {"", "A --set with one value changes the recipe; one with several (a,b,c) makes a row of each, combined with all others.",
                "", "Examples:", "  app/run sweep --recipe small-ppo --set dataset=ed --set base=ed40 "
                        + "--set identifiers=mhs --set beta=0,0.02,0.2 --seeds 1..5 --name beta",
                "  app/run sweep --preset ablation --recipe small-ppo --set dataset=ed --set base=ed40 --set identifiers=mhs --seeds 1..3",
                "  app/run sweep show beta --against beta=0.02",
                "  app/run sweep show beta --figure reward/raw:last50 --figure kl/k1 --to beta.tex",
                "  app/run sweep evaluate beta --identifiers mhs --limit 500",
                "  app/run sweep show beta --figure test/ppl --figure test/emp-f1 --to test.tex", "  app/run sweep pause beta"},
        subcommands = SweepEvaluateCommand.class)
final class SweepCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Runs a recipe with many settings and seeds, and "
            + "makes one table of what comes out: means, 95 %% intervals, Welch's tests.";

    private static final long LOOK_NANOS = 1_000_000_000L;

    /** What may be done with a sweep. */
    enum Action { START, LIST, SHOW, PAUSE, RESUME, STOP, FORGET }

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION",
            description = {"start   with --recipe (without ACTION too)", "list    the sweeps there are (without ACTION and --recipe too)",
                "show    how it stands, and its table", "pause   what works saves a checkpoint and rests, the others wait no longer",
                "resume  all that rests without having finished goes on",
                "stop    running runs store their models and end, queued ones are not started",
                        "forget  the sweep; its runs and models stay"})
    private Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The sweep.")
    private String name;

    @Option(names = "--recipe", paramLabel = "FILE|PRESET", description = "What all runs begin from.")
    private String recipe;

    @Option(names = "--preset", paramLabel = "SWEEP", description = "five-seeds, or ablation (the rows of the paper's Table VI).")
    private String preset;

    @Option(names = "--set", paramLabel = "KEY=A,B,C", description = "Values of one thing in the recipe; may be given many times.")
    private List<String> assignments = List.of();

    @Option(names = "--seeds", paramLabel = "SEEDS", description = "1..5, or 1,4,7. Default: the sweep preset's, else 1..5.")
    private String seeds;

    @Option(names = "--name", description = "What the sweep is to be called.")
    private String title = "";

    @Option(names = "--queue", description = "End at once; the runs go on in processes of their own, one a device.")
    private boolean queue;

    @Option(names = "--dry-run", description = "Say what would be run and about how long it would take, and run nothing.")
    private boolean dryRun;

    @Option(names = "--figure", paramLabel = "METRIC[:HOW]",
            description = "With show: a column, such as reward/raw:last20, validation/loss:lowest, test/ppl. May be given many times.")
    private List<String> figures = List.of();

    @Option(names = "--against", paramLabel = "ROW",
            description = "With show: test the other rows against this one, by its name or number from 1.")
    private String against;

    @CommandLine.Mixin private RawCsv raw = new RawCsv();

    @Option(names = "--to", paramLabel = "FILE", description = "With show: write the table to a .csv, .md, .tex or .txt file.")
    private Path to;

    @Override int work(Workspace workspace, Console console) {
        RunControl control = new RunControl(workspace, new RunLauncher());
        SweepControl sweeps = new SweepControl(workspace, control);
        Action wanted = action != null ? action : recipe != null || preset != null ? Action.START : Action.LIST;
        if (wanted != Action.START && wanted != Action.LIST && name == null)
            throw refuse("Which sweep? Nothing was changed. \"app/run sweep list\" shows what there is.");
        if (wanted != Action.START) control.advance();
        switch (wanted) {
            case START -> {
                return start(workspace, control, sweeps, console);
            }
            case LIST -> list(sweeps, console);
            case SHOW -> show(workspace, sweeps.state(name), console);
            case PAUSE -> tell(sweeps.pause(name), console);
            case RESUME -> tell(sweeps.resume(name), console);
            case STOP -> tell(sweeps.stop(name), console);
            case FORGET -> {
                sweeps.forget(name);
                console.line("The sweep \"%s\" is forgotten; its runs and models are there.", name);
                console.answer(Map.of("forgotten", name));
            }
        }
        return 0;
    }

    private int start(Workspace workspace, RunControl control, SweepControl sweeps, Console console) {
        SweepPlan plan = plan();
        if (dryRun) {
            describe(workspace, plan, sweeps.check(plan), console);
            return 0;
        }
        SweepState state = sweeps.start(title, plan);
        console.line("Sweep \"%s\": %d runs (%d rows, %d seeds).", state.name(), plan.runs(), plan.rows().size(), plan.seeds().size());
        if (!queue) {
            state = wait(control, sweeps, state, console);
            show(workspace, state, console);
            return state.finished() ? 0 : Main.FAILED;
        }
        console.answer(json(state));
        return 0;
    }

    /** Keeps the queue moving until no run of the sweep is left. */
    private static SweepState wait(RunControl control, SweepControl sweeps, SweepState begun, Console console) {
        SweepState state = begun;
        String said = "";
        while (state.going()) {
            Duration left = state.remaining(Instant.now());
            String words = state.words();
            if (!words.equals(said))
                console.progress(String.format(Locale.ROOT, "%3.0f %%  %s%s", 100 * state.progress(),
                        words, left == null ? "" : "  about " + Durations.words(left.toNanos()) + " left"));
            said = words;
            LockSupport.parkNanos(LOOK_NANOS);
            control.advance();
            state = sweeps.state(state.name());
        }
        return state;
    }

    private SweepPlan plan() {
        if (recipe == null)
            throw refuse("There is no --recipe. Nothing was started. Name a recipe "
                    + "file or a preset; \"app/run list --presets\" lists them.");
        try {
            Recipe begun = Recipes.named(recipe);
            Map<String, List<String>> axes = new LinkedHashMap<>();
            for (String assignment : assignments) {
                int equals = assignment.indexOf('=');
                List<String> values = equals < 1 ? List.of() : List.of(assignment.substring(equals + 1).split(",", -1));
                if (values.size() > 1) axes.put(assignment.substring(0, equals).strip(), values);
                else begun = begun.withAssignment(assignment);
            }
            SweepPreset from = preset == null ? null : SweepPreset.named(preset);
            List<Long> wanted = seeds != null ? SweepPlan.seeds(seeds) : from != null ? from.seeds() : SweepPlan.seeds("1..5");
            if (from == null || from.rows(begun).size() == 1) return SweepPlan.grid(begun, axes, wanted);
            if (!axes.isEmpty())
                throw new UserInputException("The sweep preset \"" + preset
                        + "\" has rows of its own. Nothing was started. Give each --set one value.");
            return new SweepPlan(begun, from.rows(begun), wanted);
        } catch (UserInputException wrong) {
            throw refuse(wrong.getMessage());
        }
    }

    private static void describe(Workspace workspace, SweepPlan plan, List<Recipe> recipes, Console console) {
        Optional<SweepEstimate> estimate = SweepEstimate.of(workspace, plan);
        console.table(List.of("row", "settings"), plan.rows().stream().map(row -> List.of(row.name(), row.words())).toList());
        console.line("%d runs: %d rows, seeds %s. %s", plan.runs(), plan.rows().size(),
                String.join(", ", plan.seeds().stream().map(String::valueOf).toList()),
                estimate.map(known -> "About " + Durations.words(known.total().toNanos()) + ", going by the run \"" + known.like() + "\".")
                .orElse("No similar run has finished here, so the duration is unknown."));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", plan.runs());
        json.put("rows", plan.rows().stream().map(row -> Map.of("name", row.name(), "changes", row.changes())).toList());
        json.put("seeds", plan.seeds());
        json.put("recipes", recipes.stream().map(Recipe::name).toList());
        json.put("seconds", estimate.map(known -> (Object) known.total().toSeconds()).orElse(null));
        console.answer(json);
    }

    private static void list(SweepControl sweeps, Console console) {
        List<SweepState> all = sweeps.list();
        if (all.isEmpty()) console.line("No sweep yet: \"sweep --recipe PRESET --set key=a,b --seeds 1..5\" starts one.");
        else
            console.table(List.of("sweep", "state", "rows", "seeds", "runs"), all.stream().map(state -> List.of(state.name(), state.word(),
                    String.valueOf(state.plan().rows().size()), String.valueOf(state.plan().seeds().size()), state.words())).toList());
        console.answer(all.stream().map(SweepCommand::json).toList());
    }

    private static void tell(SweepState state, Console console) {
        console.line("Sweep \"%s\": %s.", state.name(), state.words());
        console.answer(json(state));
    }

    private void show(Workspace workspace, SweepState state, Console console) {
        List<RunMetric> columns = figures.isEmpty() ? columns(state) : figures.stream().map(RunMetric::parse).toList();
        SweepTable table = SweepTable.of(workspace, state, columns, baseline(state.plan()));
        if (to != null) write(SweepText.of(table, to.toString(), raw.cells()));
        List<List<String>> grid = SweepText.grid(table);
        console.line("Sweep \"%s\": %s.", state.name(), state.words());
        console.table(grid.get(0), grid.subList(1, grid.size()));
        console.line(table.meaning());
        for (RunInfo run : state.runs()) {
            if (run.state() == RunState.FAILED || run.state() == RunState.INTERRUPTED)
                console.line("Not counted: run %s \"%s\": %s", run.id(), run.name(), run.message());
        }
        if (to != null) console.line("The table is in %s.", to);
        Map<String, Object> json = json(state);
        json.put("table", SweepText.json(table));
        console.answer(json);
    }

    /** Curves' figures, and those of the models where they were evaluated. */
    private static List<RunMetric> columns(SweepState state) {
        List<RunMetric> columns = new ArrayList<>(RunMetrics.of(state.plan().recipe().kind()));
        if (state.evaluated()) columns.addAll(RunMetrics.usualOfEvaluation());
        return columns;
    }

    private int baseline(SweepPlan plan) {
        if (against == null) return -1;
        int named = IntStream.range(0, plan.rows().size()).filter(row ->
                plan.rows().get(row).name().equals(against) || String.valueOf(row + 1).equals(against)).findFirst().orElse(-1);
        if (named < 0)
            throw refuse("The sweep has no row \"" + against + "\"; it has: "
                    + String.join("; ", plan.rows().stream().map(SweepPlan.Row::name).toList()) + ".");
        return named;
    }

    private void write(String text) {
        try {
            AtomicFile.write(to, text);
        } catch (IOException e) {
            throw new UserInputException("The table could not be written to " + to + ": "
                    + FileFault.words(e) + ". The sweep is as it was. Choose another file.", e);
        }
    }

    private static Map<String, Object> json(SweepState state) {
        List<Map<String, Object>> runs = new ArrayList<>();
        for (RunInfo run : state.runs())
            runs.add(ListCommand.ordered("id", run.id(), "name", run.name(), "row",
                    run.sweepRow(), "state", run.state().key(), "message", run.message()));
        return ListCommand.ordered("name", state.name(), "state", state.word(), "planned",
                state.plan().runs(), "finished", state.count(RunState.FINISHED), "failed",
                state.count(RunState.FAILED) + state.count(RunState.INTERRUPTED), "progress", state.progress(), "runs", runs);
    }
}
