package org.empathyworkbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.Rerun;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunExecution;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.run.RunRecord;
import org.empathyworkbench.workspace.MetricPoint;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "train",
        description = TrainCommand.DESCRIPTION,
        footer = {"", "--set takes any setting of the recipe (list --settings PRESET names them), and dataset, base, identifiers, model,",
                "device, threads.", "", "Examples:", "  app/run train --recipe small-generator --set dataset=ed --name \"ED from nothing\"",
                "  app/run train --recipe paper-ppo --set dataset=ed --set base=t5-base --set identifiers=mhs --seed 3",
                "  app/run train --recipe my-recipe.json", "  app/run train --record record.json",
                "  app/run train --resume 20260301-120000-1a2b3c4d",
                "  app/run train --branch 1a2b3c4d@1200 --set learningRate=5e-6"})
final class TrainCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Does a run in this process: a generator, three identifiers, or the alignment of a generator by PPO.";

    @Option(names = "--recipe", paramLabel = "FILE|PRESET", description = "A recipe file, or the name of a preset.")
    private String recipe;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change one thing in the recipe; may be given many times.")
    private List<String> assignments = List.of();

    @Option(names = "--seed", description = "The seed of every random number of the run.")
    private Long seed;

    @Option(names = "--name", description = "What the run is to be called.")
    private String name;

    @Option(names = "--resume", paramLabel = "ID",
            description = "Go on with a run from its newest checkpoint: exactly as if it had never been interrupted.")
    private String resumed;

    @Option(names = "--branch", paramLabel = "ID[@STEP]", description = "A new run that goes on from "
            + "a checkpoint of another (its newest, or the one of a step), with what --set changes.")
    private String branched;

    @Option(names = "--record", paramLabel = "FILE",
            description = "Do the run of a record (record.json of a run's folder) again; data and models must be those of the record.")
    private Path record;

    @Option(names = "--anyway", description = "With --record: run it though data or models are others.")
    private boolean anyway;

    @Option(names = "--queue", description = "Let the run wait until no other works on "
            + "its device, and be done by a process of its own; this command ends at once.")
    private boolean queue;

    @Option(names = "--run", paramLabel = "ID", hidden = true, description = "Do a prepared run.")
    private String prepared;

    @Override int work(Workspace workspace, Console console) {
        RunControl control = new RunControl(workspace, new RunLauncher());
        if (queue) return wait(control, console);
        RunExecution execution = new RunExecution(workspace);
        Rerun again = record == null ? null : rerun(workspace, console);
        String id = again == null ? id(workspace, control, execution) : again.prepare(workspace, anyway).id();
        RunInfo done = execution.execute(id, new ConsoleJournal(console));
        console.line("Run %s \"%s\": %s. %s", done.id(), done.name(), done.state().key(), done.message());
        if (!done.model().isEmpty()) console.line("Model: %s", done.model());
        var json = ListCommand.json(done);
        var last = new LinkedHashMap<String, Object>();
        workspace.runs().latestMetrics(id).forEach((metric, point) -> last.put(metric, value(point)));
        json.put("metrics", last);
        if (again != null) verdict(workspace, again, done, console).ifPresent(sentence -> json.put("verdict", sentence));
        console.answer(json);
        control.advance();              // the device is free: the next one's turn
        if (RunExecution.wentWell(done)) return 0;
        console.progress(done.message());
        return Main.FAILED;
    }

    /** Says what is otherwise than in the record, before anything is done. */
    private Rerun rerun(Workspace workspace, Console console) {
        if (Stream.of(recipe, resumed, branched, prepared, seed, name).anyMatch(Objects::nonNull) || !assignments.isEmpty() || queue) {
            throw refuse("A record says all of its run: --record goes with no other recipe, settings, name or queue. Nothing was started.");
        }
        Rerun again = Rerun.of(workspace, RunRecord.read(record));
        again.inTheWay().forEach(console::progress);
        again.notices().forEach(console::progress);
        return again;
    }

    private static Optional<String> verdict(Workspace workspace, Rerun again, RunInfo done, Console console) {
        Path own = workspace.runs().folder(done.id()).resolve(RunRecord.FILE);
        if (!Files.exists(own)) return Optional.empty();
        Optional<String> verdict = Rerun.verdict(again.record(), RunRecord.read(own));
        verdict.ifPresent(console::line);
        return verdict;
    }

    /** @return the id of the run that this process does */
    private String id(Workspace workspace, RunControl control, RunExecution execution) {
        if (Stream.of(recipe, resumed, branched, prepared).filter(Objects::nonNull).count() > 1) {
            throw refuse("Only one of --recipe, --resume and --branch can be done at a time. Nothing was started.");
        }
        if (prepared != null) return prepared;
        if (resumed != null) {
            if (!assignments.isEmpty() || seed != null)
                throw refuse("A resumed run goes on with its own settings. Nothing was started. Use --branch for other ones.");
            workspace.runs().markInterrupted();
            return workspace.runs().queueAgain(control.find(resumed).id()).id();
        }
        if (branched != null) return execution.branch(origin(control), step(), this::changed).id();
        return execution.prepare(recipe()).id();
    }

    private int wait(RunControl control, Console console) {
        RunInfo run;
        if (prepared != null) throw refuse("--run and --queue do not go together. Nothing was started.");
        else if (resumed != null) run = control.resume(control.find(resumed).id());
        else if (branched != null) run = control.branch(origin(control), step(), this::changed);
        else run = control.start(recipe());
        console.line("Run %s \"%s\" %s.", run.id(), run.name(),
                run.queuePlace() == null || run.state() != RunState.QUEUED ? "is on its way" : "waits for its turn or is about to start");
        console.answer(ListCommand.json(run));
        return 0;
    }

    private String origin(RunControl control) { return control.find(branched.replaceFirst("@[^@]*$", "")).id(); }

    private OptionalInt step() {
        int at = branched.lastIndexOf('@');
        if (at < 0) return OptionalInt.empty();
        try {
            return OptionalInt.of(Integer.parseInt(branched.substring(at + 1)));
        } catch (NumberFormatException e) {
            throw refuse("\"" + branched
                    + "\" does not name a step. Nothing was started. Write the run's id, an @ and the step, such as 1a2b3c4d@1200.");
        }
    }

    /** With what the options change; the recipe that --recipe names as well as that of a run to branch from. */
    private Recipe changed(Recipe begun) {
        Recipe changed = begun;
        for (String assignment : assignments) changed = changed.withAssignment(assignment);
        if (seed != null) changed = changed.withSeed(seed);
        return name == null ? changed : changed.withName(name);
    }

    private static Object value(MetricPoint point) {
        return Double.isFinite(point.value()) ? (Object) point.value() : String.valueOf(point.value());
    }

    /** The resolved recipe that the options name. */
    Recipe recipe() {
        if (recipe == null)
            throw refuse("There is no --recipe. Nothing was started. Name a recipe "
                    + "file or a preset; \"app/run list --presets\" lists them.");
        try {
            return changed(Recipes.named(recipe)).resolve();
        } catch (UserInputException wrong) {
            throw refuse(wrong.getMessage());
        }
    }
}
