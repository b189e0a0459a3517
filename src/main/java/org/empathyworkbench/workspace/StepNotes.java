package org.empathyworkbench.workspace;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import org.empathyworkbench.dialogue.UserInputException;

/** The user's notes at steps of runs. They are deleted with the run; a resume keeps them. */
public final class StepNotes {
    private static final int LONGEST = 500;

    private final Runs runs;

    StepNotes(Runs runs) { this.runs = runs; }

    /** Of one run, in the order of their steps. */
    public List<StepNote> of(String run) {
        return runs.store().read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT id, step, "
                    + "text, at FROM step_note WHERE run = ? ORDER BY step, id")) {
                query.setString(1, run);
                try (ResultSet row = query.executeQuery()) {
                    return Rows.list(runs.store(), row, "note at step", "step", one -> new StepNote(one.getLong("id"),
                            run, JdbcValues.count(one, "step"), JdbcValues.text(one, "text"), JdbcValues.time(one, "at")));
                }
            }
        });
    }

    /** @throws UserInputException if the run is unknown, or the text is blank or over 500 characters */
    public void add(String run, int step, String text) {
        String words = checked(text);
        runs.store().change(connection -> {
            RunRows.known(connection, run);
            RunRows.update(connection, "INSERT INTO step_note (run, step, text, at) VALUES (?, ?, ?, ?)",
                    List.of(run, step, words, runs.clock().millis()));
        });
    }

    /**
     * No effect on a deleted note.
     *
     * @throws UserInputException if the text is blank or over 500 characters
     */
    public void change(long id, String text) {
        String words = checked(text);
        runs.store().change(connection -> RunRows.update(connection,
                "UPDATE step_note SET text = ?, at = ? WHERE id = ?", List.of(words, runs.clock().millis(), id)));
    }

    public void remove(long id) {
        runs.store().change(connection -> RunRows.update(connection, "DELETE FROM step_note WHERE id = ?", List.of(id)));
    }

    private static String checked(String text) {
        String words = text.strip();
        if (words.isEmpty()) throw new UserInputException("The note is empty. Nothing was stored. Write what happened at this step.");
        if (words.length() > LONGEST)
            throw new UserInputException("The note has " + words.length()
                    + " characters; " + LONGEST + " fit. Nothing was stored. Shorten it.");
        return words;
    }
}
