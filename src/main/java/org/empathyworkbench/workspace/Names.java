package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * Valid ids of runs, and names of datasets, models, response sets, sweeps and collections. Run ids and model names are valid folder names
 * on every system. Checked when stored, and again when a row is turned into a path.
 */
final class Names {
    private static final Pattern GOOD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+()-]{0,79}");
    private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    /** As created by {@link Runs#create}: time in UTC and eight digits. */
    private static final Pattern RUN = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{8}");
    private static final int SHOWN = 120;
    private static final int LONGEST_LIST = 2_000;

    private Names() { }

    static boolean isRunId(String id) { return id != null && RUN.matcher(id).matches(); }

    /** @throws UserInputException if it is not a run id */
    static String runId(String id) {
        if (isRunId(id)) return id;
        throw new UserInputException("\"" + VisibleText.line(String.valueOf(id), SHOWN)
                + "\" cannot be the id of a run. Nothing was read or changed. The list of runs shows its id.");
    }

    static boolean isName(String name) {
        return name != null && GOOD.matcher(name).matches() && !name.endsWith(".")
                && !name.endsWith(" ") && !RESERVED.matcher(name).matches();
    }

    /** @throws UserInputException with the rules for names */
    static String checked(String name, String what) {
        if (!isName(name)) {
            throw new UserInputException("\"" + VisibleText.line(name, SHOWN) + "\" cannot be the name of a " + what
                    + ". Nothing was stored. Use 1 to 80 letters, digits, blanks and . _ + - ( ), beginning with a letter or digit.");
        }
        return name;
    }

    static UserInputException taken(String name, String what) {
        return new UserInputException("The workspace already has a " + what + " named \"" + name
                + "\". Nothing was stored. Choose another name, or delete that " + what + " first.");
    }

    static UserInputException unknown(String name, String what, Iterable<String> known) {
        String list = VisibleText.line(String.join(", ", known), LONGEST_LIST);
        return new UserInputException("The workspace has no " + what + " named \"" + VisibleText.line(name, SHOWN)
                + "\". Nothing was changed. " + (list.isEmpty() ? "It has none yet." : "It has: " + list + "."));
    }

    static List<String> all(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM " + table + " ORDER BY name");
             ResultSet row = query.executeQuery()) {
            while (row.next()) names.add(row.getString(1));
        }
        return names;
    }

    /** {@code base} itself if it is free, else {@code base-2}, {@code base-3}... */
    static String free(String base, Predicate<String> taken) {
        String name = base;
        for (int i = 2; taken.test(name); i++) name = base + "-" + i;
        return name;
    }
}
