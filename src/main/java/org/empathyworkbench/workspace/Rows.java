package org.empathyworkbench.workspace;

import com.google.gson.JsonParseException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * Turns rows into objects of the domain. A database may come from anywhere or be damaged, so a row may hold anything: ids and names that
 * are none, JSON that is none, times beyond every calendar. Whatever a reader or a constructor refuses damages that row alone.
 */
final class Rows {
    private static final int SHOWN = 60;
    private static final int REASON = 160;

    private Rows() { }

    /** Makes an object of the row that the result stands at; changes nothing. */
    interface Reader<T> { T read(ResultSet row) throws SQLException; }

    /**
     * @param what for people, such as "run"
     * @param name column that names the row for people
     * @throws DamagedRow when the row cannot be read
     */
    static <T> T read(ResultSet row, String what, String name, Reader<T> reader) throws SQLException {
        try {
            return reader.read(row);
        } catch (DamagedRow told) {
            throw told;
        } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException
                | ArithmeticException | DateTimeException | UnsupportedOperationException
                | JsonParseException | UserInputException damaged) {
            String reason = damaged instanceof UserInputException || damaged instanceof IllegalArgumentException
                    ? String.valueOf(damaged.getMessage()) : "a value is missing or of another kind";
            throw new DamagedRow("The " + what + " \"" + VisibleText.line(String.valueOf(row.getString(name)), SHOWN)
                    + "\" of the workspace's database is damaged and cannot be used (" + VisibleText.line(reason, REASON)
                    + "). It was not changed; all else can be used. Restore workspace.db from a copy to have it back.", damaged);
        }
    }

    /** All rows of a result that can be read; the others are left out, and the store tells of them. */
    static <T> List<T> list(Store store, ResultSet rows, String what, String name, Reader<T> reader) throws SQLException {
        List<T> list = new ArrayList<>();
        while (rows.next()) {
            try {
                list.add(read(rows, what, name, reader));
            } catch (DamagedRow damaged) {
                store.damaged(damaged.getMessage());
            }
        }
        return list;
    }
}
