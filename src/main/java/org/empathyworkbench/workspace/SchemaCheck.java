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
 * Compares a database's schema with the one that the migrations create, before its tables are queried. A view in place of a table might
 * never end, a trigger or generated column would run its author's code on a write: any additional, missing or different object is rejected.
 */
final class SchemaCheck {
    /** Tables that SQLite creates itself. */
    private static final Map<String, String> OF_SQLITE = Map.of("table sqlite_sequence", normal("CREATE TABLE sqlite_sequence(name,seq)"),
            "table sqlite_stat1", normal("CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
            "table sqlite_stat4", normal("CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"));
    private static final int MOST_OBJECTS = 1_000;

    private SchemaCheck() { }

    /**
     * @param version number of applied migrations according to the database
     * @throws UserInputException naming an unexpected, different or missing object
     */
    static void require(Path file, Statement statement, int version) throws SQLException {
        Map<String, String> found = objects(statement);
        Map<String, String> expected = expected(version);
        for (Map.Entry<String, String> object : found.entrySet()) {
            String definition = expected.getOrDefault(object.getKey(), OF_SQLITE.get(object.getKey()));
            if (definition == null) throw refuse(file, "it has the " + object.getKey() + ", which Empathy Workbench did not make");
            if (!definition.equals(object.getValue()))
                throw refuse(file, "its " + object.getKey() + " differs from the one that Empathy Workbench made");
        }
        for (String object : expected.keySet()) {
            if (!found.containsKey(object) && !OF_SQLITE.containsKey(object)) throw refuse(file, "its " + object + " is missing");
        }
    }

    private static UserInputException refuse(Path file, String why) {
        return new UserInputException(file + " cannot be trusted: " + VisibleText.line(why, 200)
                + ". Nothing was read from it, and it was not changed. Open another folder, or restore the file from a copy.");
    }

    /** Definitions by kind and name. An implicit index of a key has none, so its table's name is used. */
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

    /** SQLite keeps a definition as written, and rewrites parts of it when a table is renamed: spaces and quotes are ignored. */
    private static String normal(String sql) {
        return sql.replace("\"", "").replaceAll("\\s+", " ").replaceAll(" ?([(),]) ?", "$1").strip();
    }
}
