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
 * How a run ended whose end could not be stored, because the database was locked, deleted or full: {@code runs/<id>/outcome.json}, written
 * when storing has failed for good, and taken into the database when the workspace is opened next.
 *
 * @param message for people
 * @param model   that was made of what there was, empty for none
 * @param made    what the workspace has to list of that model; null when it lists it already, or there is none
 */
public record RunOutcome(RunState state, String message, String model, ModelInfo made) {
    /** The file's name in the run's folder. */
    public static final String FILE = "outcome.json";
    private static final int LONGEST = 1 << 20;

    /** As the file has it. */
    private record Stored(String state, String message, String model, StoredModel made) { }

    private record StoredModel(String kind, String source, long parameters, Map<String, String> facts, long createdAt) { }

    /** @throws IOException when it cannot be written */
    void write(Path file) throws IOException {
        StoredModel listed = made == null ? null
                : new StoredModel(made.kind().key(), made.source(), made.parameters(), made.facts(), made.createdAt().toEpochMilli());
        AtomicFile.write(file, Json.HTML_SAFE.toJson(new Stored(state.key(), message, model, listed)) + "\n");
    }

    /** @param run the run's id, by which its model is listed. @throws UserInputException when the file is none that a run wrote */
    static RunOutcome read(Path file, String run) {
        try {
            Stored stored = Json.HTML_SAFE.fromJson(RegularFiles.readString(file, LONGEST), Stored.class);
            RunState state = RunState.ofKey(stored.state());
            String model = stored.model().isEmpty() ? "" : Names.checked(stored.model(), Models.WHAT);
            if (!state.atRest() || stored.message() == null) throw new IllegalArgumentException("it tells of no end");
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
        return new UserInputException("How a run ended stands in " + file + ", which cannot be used: "
                + VisibleText.line(why, 160) + ". It was not changed. Delete it, or resume the run.", cause);
    }
}
