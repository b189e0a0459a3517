package org.empathyworkbench.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * Migrates a database to this program's schema: runs the pending scripts {@code db/V1.sql}, {@code V2.sql}... in one transaction. {@code
 * PRAGMA user_version} is the number of applied scripts. Two processes may open a new workspace at once: the second waits and then finds
 * nothing to do.
 */
final class Migrations {
    /** The number of the newest script. */
    static final int LATEST = 11;
    /** "EWB1" in ASCII: marks a SQLite file as a workspace. */
    static final int APPLICATION_ID = 0x45574231;

    private Migrations() { }

    static void bringUpToDate(Path file, Connection connection) throws SQLException {
        if (atOnce(connection, statement -> seen(file, statement)) == LATEST) return;
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");      // dropping a recreated table would delete all rows that reference it
            statement.execute("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                for (int script = seen(file, statement) + 1; script <= LATEST; script++) run(script, statement);
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                statement.execute("PRAGMA user_version = " + LATEST);
                statement.execute("COMMIT");
                done = true;
            } finally {
                if (!done) statement.execute("ROLLBACK");
                statement.execute("PRAGMA foreign_keys = ON");
            }
        }
    }

    /**
     * For a read-only database.
     *
     * @throws UserInputException if it is an older version's
     */
    static void mustBeUpToDate(Path file, Connection connection) throws SQLException {
        atOnce(connection, statement -> {
            if (seen(file, statement) == LATEST) return required(file, statement, LATEST);
            throw new UserInputException(file + " was written by an older Empathy Workbench and must be "
                    + "migrated once, but its folder can only be read. It was not changed. "
                    + "Copy the workspace to a place that you may write to, and open it there.");
        });
    }

    static UserInputException foreign(Path file) {
        return new UserInputException(file + " is a database of another program. It was not changed. Open another folder.");
    }

    /**
     * Determines and verifies the schema of a database before any of its content is used: marked as a workspace, of a known version, tables
     * equal to those that the scripts create.
     *
     * @throws UserInputException if this program cannot open it
     */
    static void look(Path file, Connection connection) throws SQLException {
        atOnce(connection, statement -> required(file, statement, seen(file, statement)));
    }

    private static int required(Path file, Statement statement, int version) throws SQLException {
        SchemaCheck.require(file, statement, version);
        return version;
    }

    private interface Question { int ask(Statement statement) throws SQLException; }

    /** Runs several queries in one snapshot: between two of them another process may create the tables of a new database. */
    private static int atOnce(Connection connection, Question question) throws SQLException {
        return Store.transaction(connection, "BEGIN", on -> {
            try (Statement statement = on.createStatement()) {
                return question.ask(statement);
            }
        });
    }

    private static int seen(Path file, Statement statement) throws SQLException {
        int version = number(statement, "PRAGMA user_version");
        boolean ours = number(statement, "PRAGMA application_id") == APPLICATION_ID;
        if (!ours && (version != 0 || number(statement, "SELECT count(*) FROM sqlite_master") > 0)) throw foreign(file);
        if (version < 0 || ours && version == 0) {
            throw new UserInputException(file + " says that it has the schema " + version + ", which no version of Empathy "
                    + "Workbench made. It was not changed. Restore the file from a copy, or open another folder.");
        }
        if (version > LATEST) {
            throw new UserInputException(file + " was written by a newer Empathy Workbench (schema " + version
                    + "; this one knows " + LATEST + "). It was not changed. Update Empathy Workbench, or open another folder.");
        }
        return version;
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** A script's statements end with a semicolon; a comment starts with two dashes and ends at the end of the line. */
    static void run(int script, Statement statement) throws SQLException {
        for (String sql : text("/db/V" + script + ".sql").replaceAll("--[^\n]*", "").split(";")) {
            if (!sql.isBlank()) statement.execute(sql);
        }
    }

    private static String text(String resource) {
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("The resource " + resource + " is missing from this build.");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
