package org.empathyworkbench.workspace;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * Compares a database's schema with the one that the migrations make, before anything is asked of its tables. A view in place of a table
 * may never end, a trigger or a generated column does what its author wants at a write: a schema with
 * one object more, less or other is refused.
 */
final class SchemaCheck {
    /** Tables that SQLite makes by itself. */
    private static final Map<String, String> OF_SQLITE = Map.of("table sqlite_sequence", normal("CREATE TABLE sqlite_sequence(name,seq)"),
            "table sqlite_stat1", normal("CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
            "table sqlite_stat4", normal("CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"));
    private static final int MOST_OBJECTS = 1_000;

    private SchemaCheck() { }

    /**
     * @param version how many migrations the database says that it has seen
     * @throws UserInputException naming an object that is there and should not be, is otherwise than it should be, or is missing
     */
    static void require(Path file, Statement statement, int version) throws SQLException {
        Map<String, String> found = objects(statement);
        Map<String, String> expected = expected(version);
        for (Map.Entry<String, String> object : found.entrySet()) {
            String definition = expected.getOrDefault(object.getKey(), OF_SQLITE.get(object.getKey()));
            if (definition == null) throw refuse(file, "it holds the " + object.getKey() + ", which Empathy Workbench did not make");
            if (!definition.equals(object.getValue()))
                throw refuse(file, "its " + object.getKey() + " is not as Empathy Workbench made it");
        }
        for (String object : expected.keySet()) {
            if (!found.containsKey(object) && !OF_SQLITE.containsKey(object)) throw refuse(file, "its " + object + " is missing");
        }
    }

    private static UserInputException refuse(Path file, String why) {
        return new UserInputException(file + " is no database that can be trusted: " + VisibleText.line(why, 200)
                + ". Nothing was read from it, and it was not changed. Open another folder, or restore the file from a copy.");
    }

    /** Definitions by kind and name. An index that a key brings with it has none, so the table that it belongs to stands for one. */
    private static Map<String, String> objects(Statement statement) throws SQLException {
        Map<String, String> objects = new TreeMap<>();
        try (ResultSet row = statement.executeQuery("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT " + MOST_OBJECTS)) {
            while (row.next()) {
                String sql = row.getString(4);
                objects.put(row.getString(1) + " " + row.getString(2), sql == null ? "of " + row.getString(3) : normal(sql));
            }
        }
        return objects;
    }

    private static Map<String, String> expected(int version) throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:"); Statement statement = memory.createStatement()) {
            for (int script = 1; script <= version; script++) Migrations.run(script, statement);
            return objects(statement);
        }
    }

    /** SQLite keeps a definition as it was written, and rewrites parts of it when a table is renamed: blanks and quotes mean nothing. */
    private static String normal(String sql) {
        return sql.replace("\"", "").replaceAll("\\s+", " ").replaceAll(" ?([(),]) ?", "$1").strip();
    }
}
