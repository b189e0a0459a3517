package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.empathyworkbench.dialogue.BadInput;

/** What datasets, models and response sets may be called: names that are also good folder names on every system. */
final class Names {
    private static final Pattern GOOD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+()-]{0,79}");
    private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private Names() { }

    /** @throws BadInput saying what a name may be */
    static String checked(String name, String what) {
        if (!GOOD.matcher(name).matches() || name.endsWith(".") || name.endsWith(" ") || RESERVED.matcher(name).matches()) {
            throw new BadInput("\"" + name + "\" cannot be the name of a " + what + ". Nothing was stored. Use 1 to 80 letters, digits, "
                    + "blanks and . _ + - ( ), beginning with a letter or digit.");
        }
        return name;
    }

    static BadInput taken(String name, String what) {
        return new BadInput("The workspace already has a " + what + " named \"" + name + "\". Nothing was stored. Choose another name, or "
                + "delete that " + what + " first.");
    }

    static BadInput unknown(String name, String what, Iterable<String> known) {
        String list = String.join(", ", known);
        return new BadInput("The workspace has no " + what + " named \"" + name + "\". Nothing was changed. "
                + (list.isEmpty() ? "It has none yet." : "It has: " + list + "."));
    }

    static List<String> all(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM " + table + " ORDER BY name");
             ResultSet row = query.executeQuery()) {
            while (row.next()) names.add(row.getString(1));
        }
        return names;
    }

    /** {@code base} itself when it is free, else {@code base-2}, {@code base-3}... */
    static String free(String base, Predicate<String> taken) {
        String name = base;
        for (int i = 2; taken.test(name); i++) name = base + "-" + i;
        return name;
    }
}
