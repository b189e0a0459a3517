package org.empathyworkbench.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.RegularFiles;

/**
 * Checks of {@code workspace.db} and the files beside it before SQLite opens them: SQLite follows links, blocks on a named pipe, and while
 * it rolls back a rollback journal deletes the file named in it as its super-journal, wherever that is (file format, section 3 "The
 * Rollback Journal"). This program's databases are in WAL mode and have no rollback journal.
 */
final class DatabaseFiles {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 100;
    private static final int USER_VERSION = 60;     // offsets in the header
    private static final int APPLICATION_ID = 68;
    /** Another process that creates a new database has a rollback journal for some milliseconds. */
    private static final long JOURNAL_POLL = TimeUnit.MILLISECONDS.toNanos(10);

    private DatabaseFiles() { }

    /**
     * @param patience milliseconds to wait for a rollback journal to disappear
     * @throws UserInputException if one of the files is a link, pipe, device or folder, there is a rollback journal, or another program
     *     wrote the database
     * @throws WorkspaceException if the file is not a database
     */
    static void require(Path file, int patience) {
        requireRegular(file);
        requireRegular(beside(file, "-wal"));
        requireRegular(beside(file, "-shm"));
        requireNoJournal(file, patience);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) requireOurs(file);
    }

    /** The same for read-only access. A folder in place of a writer's file is harmless: the database is then read as one file. */
    static void requireToRead(Path file, int patience) {
        requireRegular(file);
        for (String ending : new String[] {"-wal", "-shm"}) {
            if (!Files.isDirectory(beside(file, ending), LinkOption.NOFOLLOW_LINKS)) requireRegular(beside(file, ending));
        }
        requireNoJournal(file, patience);
        requireOurs(file);
    }

    private static Path beside(Path file, String ending) { return file.resolveSibling(file.getFileName() + ending); }

    private static void requireRegular(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return;
        try {
            RegularFiles.requireNoLink(file);
        } catch (IOException other) {
            throw refuse(file, FileFault.words(other));
        }
    }

    private static void requireNoJournal(Path file, int patience) {
        Path journal = beside(file, "-journal");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        while (Files.exists(journal, LinkOption.NOFOLLOW_LINKS)) {
            if (System.nanoTime() - end > 0) {
                throw refuse(journal,
                        "there is a rollback journal beside the database, which Empathy Workbench does not write and which would change "
                                + "it");
            }
            LockSupport.parkNanos(JOURNAL_POLL);
        }
    }

    /** The header is authoritative only without a write-ahead log. */
    private static void requireOurs(Path file) {
        try {
            byte[] header = header(file);
            if (header.length == 0) return;                                                    // a new one that was truncated
            if (header.length < HEADER || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw WorkspaceException.damaged(file);
            }
            if (size(beside(file, "-wal")) > 0) return;
            ByteBuffer numbers = ByteBuffer.wrap(header);
            boolean ours = numbers.getInt(APPLICATION_ID) == Migrations.APPLICATION_ID;
            // perhaps empty: SQLite will find out
            boolean untouched = numbers.getInt(USER_VERSION) == 0 && numbers.getInt(APPLICATION_ID) == 0;
            if (!ours && !untouched) throw Migrations.foreign(file);
        } catch (IOException unreadable) {
            throw refuse(file, FileFault.words(unreadable));
        }
    }

    private static byte[] header(Path file) throws IOException {
        try (InputStream in = RegularFiles.open(file, HEADER)) {
            return in.readNBytes(HEADER);
        }
    }

    private static long size(Path file) throws IOException { return Files.exists(file) ? Files.size(file) : 0; }

    private static UserInputException refuse(Path file, String why) {
        return new UserInputException("The workspace cannot be opened: " + file + ": " + why
                + ". It was not changed. Open another folder, or repair the file.");
    }
}
