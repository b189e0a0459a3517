package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.empathyworkbench.dialogue.UserInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * The connections to {@code workspace.db}: one writer behind a lock, and a pool of read-only readers. A store opened read-only has no
 * writer and does not change the folder.
 *
 * <p>A write: 1. take the lock, 2. {@code BEGIN IMMEDIATE} (waits for writers of other processes), 3. the work, 4. {@code COMMIT}; on any
 * failure {@code ROLLBACK}, so nothing is stored partially. A read sees one snapshot for all its queries. Transactions are SQL statements:
 * the driver's own mode would begin the next one at every commit and so hold the write lock between changes.
 */
final class Store implements AutoCloseable {
    /** Work on a connection, inside one transaction. */
    interface Work<T> { T execute(Connection connection) throws SQLException; }

    /** Work without a result. */
    interface Change { void execute(Connection connection) throws SQLException; }

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final Duration QUICK_CHECK = Duration.ofMillis(300);
    /** SQLite virtual machine steps between two checks of the time limit. */
    private static final int OPERATIONS = 1_000;
    /** Maximum bytes of one text or blob, and of a row. */
    private static final int LONGEST_VALUE = 64 << 20;
    private static final long BETWEEN_TRIES = 20_000_000;       // nanoseconds
    private static final int MOST_DAMAGED = 1_000;

    private final Path file;
    private final Identity identity;
    private final int busyMillis;
    private final ReentrantLock writing = new ReentrantLock();
    private final Connection writer;        // null if read-only
    private final String address;
    private final ReentrantLock versions = new ReentrantLock();
    private Connection version;             // guarded by versions; SQLite counts for each connection what the others did
    private final ConcurrentLinkedDeque<Connection> idleReaders = new ConcurrentLinkedDeque<>();
    private final Set<String> damaged = new ConcurrentSkipListSet<>();
    private volatile boolean closed;

    private Store(Path file, int busyMillis, Connection writer, String address) {
        this.file = file;
        this.busyMillis = busyMillis;
        this.writer = writer;
        this.address = address;
        this.identity = identity(file);
    }

    /**
     * Opens a database for writing, and creates it if there is none: 1. check the files, 2. open read-only, and reject another program's
     * database or schema, 3. open for writing and migrate.
     */
    static Store open(Path file, int busyMillis) {
        DatabaseFiles.require(file, busyMillis);
        try {
            if (identity(file).bytes() > 0) look(file, busyMillis);
            Connection writer = connect(address(file), busyMillis, false);
            boolean ready = false;
            try {
                // no busy wait in SQLite itself
                patiently(file, Duration.ofMillis(busyMillis), () -> useWriteAheadLog(file, writer));
                Migrations.bringUpToDate(file, writer);
                ready = true;
                return new Store(file, busyMillis, writer, address(file));
            } finally {
                if (!ready) writer.close();
            }
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        }
    }

    private static void look(Path file, int busyMillis) throws SQLException {
        try (Connection reader = connect(address(file), busyMillis, true)) {
            look(file, reader, Migrations::look);
            quickCheck(file, reader);
        }
    }

    private interface Look { void at(Path file, Connection connection) throws SQLException; }

    /** First check of a database of unknown origin; time-limited. */
    private static void look(Path file, Connection reader, Look look) throws SQLException {
        TimeLimit limit = new TimeLimit(FIRST_LOOK);
        ProgressHandler.setHandler(reader, OPERATIONS, limit);
        try {
            look.at(file, reader);
        } catch (SQLException failure) {
            if (limit.reached())
                throw new UserInputException(file + " could not be checked in " + FIRST_LOOK.toSeconds()
                        + " s. It was not changed. Open another folder.", failure);
            throw failure;
        } finally {
            ProgressHandler.clearHandler(reader);
        }
    }

    /**
     * Integrity check of pages and cells within a time limit: in a large database, SQLite finds damage on access. A value that violates a
     * constraint only affects its row and is reported when the row is read.
     */
    private static void quickCheck(Path file, Connection reader) throws SQLException {
        TimeLimit limit = new TimeLimit(QUICK_CHECK);
        ProgressHandler.setHandler(reader, OPERATIONS, limit);
        try (Statement statement = reader.createStatement(); ResultSet row = statement.executeQuery("PRAGMA quick_check(20)")) {
            while (row.next()) {
                String found = row.getString(1);
                if (!found.equals("ok") && !found.startsWith("NULL value in")
                        && !found.startsWith("CHECK constraint failed") && !found.startsWith("non-unique entry")) {
                    throw WorkspaceException.damaged(file);
                }
            }
        } catch (SQLException failure) {
            if (!limit.reached()) throw failure;
            LOG.debug("{} is too large to be checked completely on opening", file);
        }
    }

    /** Interrupts SQLite when the time limit is exceeded. */
    private static final class TimeLimit extends ProgressHandler {
        private final long end;
        private boolean reached;

        TimeLimit(Duration time) { end = System.nanoTime() + time.toNanos(); }

        @Override protected int progress() {
            if (System.nanoTime() - end > 0) reached = true;
            return reached ? 1 : 0;
        }

        boolean reached() { return reached; }
    }

    /**
     * As a URI with special characters escaped: in a plain name the driver would parse what follows a "?" as settings, as SQLite does in a
     * URI.
     */
    private static String address(Path file) { return file.toUri().toASCIIString(); }

    /**
     * Identity of the file at a path.
     *
     * @param key null if the file system has none, or there is no file
     */
    private record Identity(boolean there, Object key, long bytes) {
        /** The size may change. */
        boolean isOf(Identity other) { return there == other.there && Objects.equals(key, other.key); }
    }

    private static Identity identity(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Identity(true, attributes.fileKey(), attributes.size());
        } catch (IOException none) {
            return new Identity(false, null, 0);
        }
    }

    /** @throws WorkspaceException if the opened database was deleted, moved or replaced: writes would be lost */
    private void requireSame() { if (!identity(file).isOf(identity)) throw WorkspaceException.gone(file); }

    /**
     * Opens a database for reading in a folder that cannot be written. If the auxiliary files of readers cannot be created, it is read as
     * one immutable file: nobody writes to it here.
     */
    static Store openToRead(Path file, int busyMillis) {
        DatabaseFiles.requireToRead(file, busyMillis);
        try {
            return toRead(file, busyMillis, address(file));
        } catch (SQLException besideIt) {
            LOG.debug("{} is read as one file", file, besideIt);
        }
        try {
            return toRead(file, busyMillis, address(file) + "?immutable=1");
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        }
    }

    private static Store toRead(Path file, int busyMillis, String address) throws SQLException {
        Connection reader = connect(address, busyMillis, true);
        boolean ready = false;
        try {
            look(file, reader, Migrations::mustBeUpToDate);
            Store store = new Store(file, busyMillis, null, address);
            store.idleReaders.add(reader);
            ready = true;
            return store;
        } finally {
            if (!ready) reader.close();
        }
    }

    /**
     * Records an unreadable row.
     *
     * @param sentence message for the user, the same each time
     */
    void damaged(String sentence) {
        if (damaged.size() < MOST_DAMAGED) damaged.add(sentence);
    }

    /** Damage found so far, each row once. */
    List<String> damaged() { return List.copyOf(damaged); }

    boolean readOnly() { return writer == null; }

    private static Connection connect(String address, int busyMillis, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(busyMillis);
        config.setReadOnly(readOnly);
        config.enforceForeignKeys(true);
        config.enableLoadExtension(false);
        Connection connection = config.createConnection("jdbc:sqlite:" + address);
        boolean ready = false;
        try {
            defend(connection);
            ready = true;
            return connection;
        } finally {
            if (!ready) connection.close();
        }
    }

    private static void useWriteAheadLog(Path file, Connection writer) {
        try {
            execute(writer, "PRAGMA journal_mode = WAL");
            execute(writer, "PRAGMA synchronous = NORMAL");
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        }
    }

    /** SQLite's recommended settings for untrusted databases (sqlite.org/security.html); before the first page is read. */
    private static void defend(Connection connection) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_WORKER_THREADS, 0);
        execute(connection, "PRAGMA trusted_schema = OFF");
        execute(connection, "PRAGMA cell_size_check = ON");
        execute(connection, "PRAGMA mmap_size = 0");
    }

    void change(Change change) {
        write(connection -> {
            change.execute(connection);
            return null;
        });
    }

    /** As {@link #change}, with the time-out of {@link #patiently}. */
    void changePatiently(Change change) { patiently(() -> change(change)); }

    /**
     * Executes changes with a longer time-out for other processes' writers (a minute instead of five seconds): for data that cannot be
     * produced again.
     */
    void patiently(Runnable change) { patiently(file, Duration.ofMillis(12L * busyMillis), change); }

    private static void patiently(Path file, Duration patience, Runnable change) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                change.run();
                return;
            } catch (WorkspaceException refused) {
                if (refused.reason() != WorkspaceException.Reason.LOCKED || System.nanoTime() - end > 0) throw refused;
                LOG.info("{} is locked by another program; trying again", file);
                LockSupport.parkNanos(BETWEEN_TRIES);
            }
        }
    }

    /** A change that is only an optimisation: skipped if read-only. */
    void remember(Change change) { if (!readOnly()) change(change); }

    /** As {@link #change}, durable when this returns, including earlier commits. */
    void changeDurably(Change change) {
        writing.lock();
        try {
            requireWriter();
            execute(writer, "PRAGMA synchronous = FULL");
            try {
                change(change);
            } finally {
                execute(writer, "PRAGMA synchronous = NORMAL");
            }
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        } finally {
            writing.unlock();
        }
    }

    void requireWriter() {
        if (closed) throw WorkspaceException.closed(file);
        if (readOnly()) throw WorkspaceException.readOnly(file);
    }

    <T> T write(Work<T> work) {
        writing.lock();
        try {
            requireWriter();
            requireSame();
            return transaction(writer, "BEGIN IMMEDIATE", work);
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        } finally {
            writing.unlock();
        }
    }

    <T> T read(Work<T> work) {
        if (closed) throw WorkspaceException.closed(file);
        try {
            Connection reader = idleReaders.pollFirst();
            if (reader == null) reader = connect(address, busyMillis, true);
            boolean whole = false;
            try {
                T result = transaction(reader, "BEGIN", work);
                whole = true;
                return result;
            } finally {
                if (whole) keep(reader);
                else reader.close();
            }
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        }
    }

    /**
     * Another number after every change that anybody, here or in another process, has stored in the database. Far cheaper than to read what
     * may have changed; says nothing of files beside the database.
     */
    long version() {
        versions.lock();
        try {
            if (closed) throw WorkspaceException.closed(file);
            if (version == null) version = connect(address, busyMillis, true);
            try (Statement statement = version.createStatement(); ResultSet row = statement.executeQuery("PRAGMA data_version")) {
                return row.getLong(1);
            }
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        } finally {
            versions.unlock();
        }
    }

    private void closeVersion() throws SQLException {
        versions.lock();
        try {
            if (version != null) version.close();
        } finally {
            versions.unlock();
        }
    }

    static <T> T transaction(Connection connection, String begin, Work<T> work) throws SQLException {
        execute(connection, begin);
        boolean committed = false;
        try {
            T result = work.execute(connection);
            execute(connection, "COMMIT");
            committed = true;
            return result;
        } finally {
            if (!committed) rollBack(connection);
        }
    }

    /** After a full disk SQLite has already rolled back; the failure of a second rollback is ignored. */
    private static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            LOG.debug("The transaction had ended before its rollback", alreadyRolledBack);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void keep(Connection reader) throws SQLException {
        idleReaders.addFirst(reader);
        if (closed) closeReaders();
    }

    private void closeReaders() throws SQLException {
        for (Connection reader = idleReaders.pollFirst(); reader != null; reader = idleReaders.pollFirst()) reader.close();
    }

    /** Waits for a write in progress; a read in progress ends first and then closes its own connection. */
    @Override public void close() {
        writing.lock();
        try {
            if (closed) return;
            closed = true;
            closeReaders();
            closeVersion();
            if (writer != null) writer.close();
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        } finally {
            writing.unlock();
        }
    }
}
