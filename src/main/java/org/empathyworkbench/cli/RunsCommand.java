package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.DamagedCheckpoint;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "runs", description = RunsCommand.DESCRIPTION,
        footer = {"", "ID is a run's id, a part of it that fits no other, its name, or last.", "", "Examples:", "  app/run runs",
                "  app/run runs pause last", "  app/run runs resume 1a2b3c4d", "  app/run runs stop 1a2b3c4d --now",
                "  app/run runs checkpoints last", "  app/run runs pin last --step 1200", "  app/run runs list --kind ppo --tag good",
                "  app/run runs tag last good baseline", "  app/run runs note last \"reward rose, KL did not\"",
                "  app/run runs compare 1a2b3c4d 5e6f7a8b", "  app/run runs command last",
                "  app/run runs record last --to record.json", "  app/run runs trash 1a2b3c4d",
                "  app/run runs restore 1a2b3c4d"})
final class RunsCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Pauses, resumes, stops and saves runs that other processes "
            + "do, shows their checkpoints and the queue; lists, tags, compares and throws away runs.";

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** What may be done with a run. */
    enum Action {
        SHOW, PAUSE, RESUME, STOP, CHECKPOINT, CHECKPOINTS, PIN, UNPIN, UP, DOWN, LIST,
        STAR, UNSTAR, TAG, UNTAG, NOTE, COMPARE, COMMAND, RECORD, TRASH, RESTORE, EMPTY;

        /** Whether it is a request stored with the run, and not an action on its process. */
        boolean ofBooks() { return ordinal() >= LIST.ordinal(); }
    }

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION", defaultValue = "show", description = {
        "show        what runs and what waits (without ACTION too)",
        "pause       save a checkpoint after the present step, and rest", "resume      go on, in a process of its own",
        "stop        rest after the present step and store the model",
        "checkpoint  save a checkpoint after the present step, and go on", "checkpoints list them",
        "pin, unpin  keep the checkpoint of --step whatever comes, or no longer", "up, down    change places in the queue",
        "list        every run, or those that --state, --kind, --tag, --starred and --text leave", "star, unstar",
        "tag, untag  with one or more words", "note        with the text; without it the note goes",
        "compare     what two or more runs have otherwise than each other", "command     the command that does the run again",
        "record      what the run stood on, with hashes of data and models; --to writes it to a file",
        "trash       throw away (without ID: what lies in the trash)", "restore     give back",
        "empty       forget what lies in the trash for good"})
    private Action action;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ID", description = "The run; behind it tags, a note's text, or further runs.")
    private List<String> words = List.of();

    @Mixin private RunFilter filter = new RunFilter();

    @Option(names = "--to", paramLabel = "FILE", description = "With record: the file to be written.")
    private Path to;

    @Option(names = "--now",
            description = "With stop: end the process without waiting for its step; what came after the last checkpoint is lost.")
    private boolean now;

    @Option(names = "--step", description = "With pin and unpin: the checkpoint's step.")
    private Integer step;

    @Override int work(Workspace workspace, Console console) {
        RunControl control = new RunControl(workspace, new RunLauncher());
        control.advance();
        if (action == Action.SHOW) {
            show(workspace, control, console);
            return 0;
        }
        if (action.ofBooks()) return new RunAdminCommands(workspace, control, console).act(action, words, filter, to, this::refuse);
        if (words.isEmpty())
            throw refuse("Which run? Nothing was changed. Name its id, or \"last\"; \"app/run runs\" shows what there is.");
        if (words.size() > 1) throw refuse("Only one run at a time. Nothing was changed. Name one.");
        RunInfo run = control.find(words.get(0));
        String said = act(control, run, console);
        if (!said.isEmpty()) console.line(said);
        if (action != Action.CHECKPOINTS) console.answer(ListCommand.json(workspace.runs().find(run.id()).orElseThrow()));
        return 0;
    }

    private String act(RunControl control, RunInfo run, Console console) {
        String name = "Run " + run.id() + " \"" + run.name() + "\" ";
        boolean active = run.state() == RunState.RUNNING || run.state() == RunState.QUEUED;
        if ((action == Action.PAUSE || action == Action.STOP) && !active)
            return name + "is at rest (" + run.state().key() + "); there is nothing to " + action.name().toLowerCase(Locale.ROOT) + ".";
        switch (action) {
            case PAUSE -> control.pause(run.id());
            case RESUME -> control.resume(run.id());
            case STOP -> {
                if (now) return name + "is " + control.stopNow(run.id()).state().key() + ".";
                control.stop(run.id());
            }
            case CHECKPOINT -> control.checkpoint(run.id());
            case CHECKPOINTS -> list(control.checkpoints(run.id()), console);
            case PIN, UNPIN -> {
                if (step == null) throw refuse("Which checkpoint? Nothing was changed. Name its --step.");
                control.pin(run.id(), step, action == Action.PIN);
            }
            case UP -> control.move(run.id(), -1);
            case DOWN -> control.move(run.id(), 1);
            default -> { }
        }
        return switch (action) {
            case PAUSE -> name + "pauses after its step.";
            case RESUME -> name + "goes on as soon as its device is free.";
            case STOP -> name + "stops after its step and stores its model.";
            case CHECKPOINT -> name + "saves a checkpoint after its step.";
            default -> "";
        };
    }

    private static void list(CheckpointFolder.Found found, Console console) {
        List<CheckpointInfo> checkpoints = found.whole();
        found.damaged().forEach(one -> console.progress(one.words()));
        if (checkpoints.isEmpty()) console.line("It has no checkpoint.");
        else
            console.table(List.of("step", "saved", "MB", "score", ""), checkpoints.stream().map(c -> List.of(String.valueOf(c.step()),
                    TIME.format(c.savedAt()), String.format(Locale.ROOT, "%.1f", c.bytes() / 1e6),
                    Double.isNaN(c.score()) ? "" : String.format(Locale.ROOT, "%.4f", c.score()), c.pinned() ? "pinned" : "")).toList());
        List<Map<String, Object>> json = new ArrayList<>();
        for (CheckpointInfo c : checkpoints) {
            json.add(ListCommand.ordered("step", c.step(), "saved", c.savedAt().toString(), "bytes",
                    c.bytes(), "score", c.score(), "pinned", c.pinned(), "folder", c.folder().toString()));
        }
        for (DamagedCheckpoint one : found.damaged()) {
            json.add(ListCommand.ordered("step", one.step(), "damaged", one.why(), "folder", one.folder().toString()));
        }
        console.answer(json);
    }

    private static void show(Workspace workspace, RunControl control, Console console) {
        List<RunInfo> all = workspace.runs().list();
        List<RunInfo> elsewhere = control.fromElsewhere();
        List<RunInfo> running = all.stream().filter(run -> run.state() == RunState.RUNNING).toList();
        List<RunInfo> waiting = workspace.runs().waiting().list();
        List<RunInfo> resumable = all.stream()
                .filter(run -> run.state() == RunState.PAUSED || run.state() == RunState.INTERRUPTED).toList();
        if (running.isEmpty() && waiting.isEmpty() && resumable.isEmpty())
            console.line("Nothing runs and nothing waits. \"list\" shows every run.");
        else
            console.table(List.of("run", "name", "state", "device", "step", "worked"),
                    Stream.of(running, waiting, resumable).flatMap(List::stream)
                    .map(run -> List.of(run.id(), run.name(), word(run), run.device(), run.step() + "/" + run.totalSteps(),
                            Durations.words(run.elapsed(Instant.now()).toNanos()))).toList());
        if (!elsewhere.isEmpty()) {
            console.line(RunControl.elsewhereWords(elsewhere) + " Start one with \"app/run runs resume ID\", or throw it away with "
                    + "\"app/run runs trash ID\".");
        }
        console.answer(Map.of("notQueuedHere", elsewhere.stream().map(RunInfo::id).toList(), "running", json(running),
                "waiting", json(waiting), "resumable", json(resumable)));
    }

    private static List<Map<String, Object>> json(List<RunInfo> runs) { return runs.stream().map(ListCommand::json).toList(); }

    private static String word(RunInfo run) {
        if (run.state() == RunState.QUEUED) return "waits";
        return run.pauseRequested() ? "pausing" : run.stopRequested() ? "stopping" : run.state().key();
    }
}
