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
 * Maps rows to domain objects. A database may be damaged or from anywhere, so any value may be invalid: ids, names, JSON, times. An
 * exception of a mapper or constructor affects only its row.
 */
final class Rows {
    private static final int SHOWN = 60;
    private static final int REASON = 160;

    private Rows() { }

    /** Maps the current row; must not move the cursor. */
    interface Reader<T> { T read(ResultSet row) throws SQLException; }

    /**
     * @param what kind of row for messages, such as "run"
     * @param name column that identifies the row in messages
     * @throws DamagedRow if the row cannot be read
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
                    ? String.valueOf(damaged.getMessage()) : "a value is missing or of the wrong type";
            throw new DamagedRow("The " + what + " \"" + VisibleText.line(String.valueOf(row.getString(name)), SHOWN)
                    + "\" of the workspace's database is damaged and cannot be used (" + VisibleText.line(reason, REASON)
                    + "). It was not changed; everything else can be used. Restore workspace.db from a copy to get it back.", damaged);
        }
    }

    /** All readable rows of a result; the store records the others. */
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
