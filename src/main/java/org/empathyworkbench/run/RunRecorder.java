package org.empathyworkbench.run;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.FileHash;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * Writes the record of a run: its inputs when it starts, its model when it ends. If the record cannot be written the run continues and logs
 * a warning.
 */
final class RunRecorder {
    private final Workspace workspace;
    private final Path file;
    private final RunJournal journal;
    private RunRecord record;

    private RunRecorder(Workspace workspace, Path file, RunJournal journal) {
        this.workspace = workspace;
        this.file = file;
        this.journal = journal;
    }

    /** @param begin the checkpoint that the run resumes from */
    static RunRecorder begin(Workspace workspace, RunInfo run, Recipe recipe, Optional<Checkpoint> begin, RunJournal journal) {
        RunRecorder recorder = new RunRecorder(workspace, workspace.runs().file(run.id(), RunRecord.FILE), journal);
        recorder.attempt(() -> {
            RunRecord.Platform platform = RunRecord.Platform.here();
            ProgramVersion program = ProgramVersion.here();
            RunRecord.Sitting sitting = new RunRecord.Sitting(now(), begin.map(Checkpoint::step).orElse(0), program, platform);
            Optional<RunRecord> before = begin.isPresent() ? recorder.before() : Optional.empty();
            String manifest = run.origin().isEmpty() || begin.isEmpty() ? "" : FileHash.of(begin.get().manifest());
            recorder.write((before.isPresent() ? before.get()
                    : new RunRecord(RunRecord.FORMAT, run.id(), run.name(), run.origin(), manifest, JsonParser.parseString(run.recipe())
                            .getAsJsonObject(), program, platform, new RunRecord.Device(recipe.device(),
                                    ComputeDevice.find(recipe.device()).map(ComputeDevice::title).orElse(""), recipe.threads()),
                            RunInputs.data(workspace, recipe, recipe.dataset()), RunInputs.models(workspace, recipe), List.of(), null))
                    .with(sitting));
        });
        return recorder;
    }

    /** Of an earlier session; a damaged one is replaced. */
    private Optional<RunRecord> before() {
        if (!Files.exists(file)) return Optional.empty();
        try {
            RegularFiles.requireNoLink(file);
            return Optional.of(RunRecord.read(file));
        } catch (IOException foreign) {
            journal.say("The record of the run is not read: " + FileFault.words(foreign) + ". It is replaced.");
            return Optional.empty();
        } catch (UserInputException damaged) {
            journal.say(damaged.getMessage());
            return Optional.empty();
        }
    }

    /** To be called when the run has made its model. */
    void made(String model, boolean stopped, int step) {
        if (record == null) return;
        attempt(() ->
                write(record.with(new RunRecord.Made(now(), stopped ? "stopped" : "finished", step, RunInputs.files(workspace, model)))));
    }

    private interface Writing { void write() throws IOException; }

    private void attempt(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            journal.say("The record of the run could not be written (" + FileFault.words(e)
                    + "). The run continues without it. Check disk space and permissions in " + file.getParent() + ".");
        } catch (UserInputException gone) {
            // missing inputs are reported by the run itself
            journal.say("The record of the run could not be written: " + gone.getMessage());
        }
    }

    /** Atomic write. */
    private void write(RunRecord now) throws IOException {
        AtomicFile.write(file, now.toJson());
        record = now;
    }

    private static String now() { return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(); }
}
