package org.empathyworkbench.workspace;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;

/**
 * End of a run that could not be stored because the database was locked, deleted or full: {@code runs/<id>/outcome.json}, imported into the
 * database when the workspace is next opened.
 *
 * @param message for the user
 * @param model   partial model, empty for none
 * @param made    model metadata to be listed; null if already listed, or there is no model
 */
public record RunOutcome(RunState state, String message, String model, ModelInfo made) {
    /** The file's name in the run's folder. */
    public static final String FILE = "outcome.json";
    private static final int LONGEST = 1 << 20;

    /** As the file has it. */
    private record Stored(String state, String message, String model, StoredModel made) { }

    private record StoredModel(String kind, String source, long parameters, Map<String, String> facts, long createdAt) { }

    /** @throws IOException if it cannot be written */
    void write(Path file) throws IOException {
        StoredModel listed = made == null ? null
                : new StoredModel(made.kind().key(), made.source(), made.parameters(), made.facts(), made.createdAt().toEpochMilli());
        AtomicFile.write(file, Json.HTML_SAFE.toJson(new Stored(state.key(), message, model, listed)) + "\n");
    }

    /**
     * @param run the run's id, by which its model is listed.
     * @throws UserInputException if the file was not written by a run
     */
    static RunOutcome read(Path file, String run) {
        try {
            Stored stored = Json.HTML_SAFE.fromJson(RegularFiles.readString(file, LONGEST), Stored.class);
            RunState state = RunState.ofKey(stored.state());
            String model = stored.model().isEmpty() ? "" : Names.checked(stored.model(), Models.WHAT);
            if (!state.atRest() || stored.message() == null) throw new IllegalArgumentException("it records no end");
            StoredModel one = stored.made();
            ModelInfo made = one == null ? null : new ModelInfo(model, ModelKind.ofKey(one.kind()), String.valueOf(one.source()), run,
                    one.parameters(), one.facts(), Instant.ofEpochMilli(Math.max(0, Math.min(JdbcValues.LATEST, one.createdAt()))));
            return new RunOutcome(state, stored.message(), model, made);
        } catch (IOException unreadable) {
            throw refuse(file, FileFault.words(unreadable), unreadable);
        } catch (JsonParseException | IllegalArgumentException | NullPointerException | UserInputException damaged) {
            throw refuse(file, "it is damaged", damaged);
        }
    }

    private static UserInputException refuse(Path file, String why, Throwable cause) {
        return new UserInputException("The end of a run is recorded in " + file + ", which cannot be used: "
                + VisibleText.line(why, 160) + ". It was not changed. Delete it, or resume the run.", cause);
    }
}
