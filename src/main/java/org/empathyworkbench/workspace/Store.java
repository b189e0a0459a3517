package org.empathyworkbench.workspace;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * The connections to {@code workspace.db}: one writer behind a lock, and read-only readers that are kept for the next reader. A store that is opened to be
 * read only has no writer and leaves the folder as it is.
 *
 * <p>A write: 1. take the lock, 2. {@code BEGIN IMMEDIATE} (waits for writers of other processes), 3. the work, 4. {@code COMMIT}; on any
 * failure {@code ROLLBACK}, so nothing is half-stored. A read sees one snapshot for all its queries. Transactions are spoken in SQL:
 * the driver's own mode would begin the next one at every commit and so hold the write lock between changes.
 */
final class Store implements AutoCloseable {
    /** Work on a connection, inside one transaction. */
    interface Work<T> { T on(Connection connection) throws SQLException; }

    /** Work that gives nothing back. */
    interface Change { void on(Connection connection) throws SQLException; }

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Path file;
    private final int busyMillis;
    private final ReentrantLock writing = new ReentrantLock();
    private final Connection writer;        // null where there is only reading
    private final String address;
    private final ConcurrentLinkedDeque<Connection> idleReaders = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private Store(Path file, int busyMillis, Connection writer, String address) {
        this.file = file;
        this.busyMillis = busyMillis;
        this.writer = writer;
        this.address = address;
    }

    static Store open(Path file, int busyMillis) {
        try {
            Connection writer = connect(file.toString(), busyMillis, false);
            boolean ready = false;
            try {
                Migrations.bringUpToDate(file, writer);
                ready = true;
                return new Store(file, busyMillis, writer, file.toString());
            } finally {
                if (!ready) writer.close();
            }
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        }
    }

    /**
     * Opens a database to be read in a folder that cannot be written. Where readers need files beside it that cannot be made, the database is read as it stands
     * in its one file: nobody writes to it here.
     */
    static Store openToRead(Path file, int busyMillis) {
        try {
            return toRead(file, busyMillis, file.toString());
        } catch (SQLException besideIt) {
            LOG.debug("{} is read as one file", file, besideIt);
        }
        try {
            return toRead(file, busyMillis, file.toUri() + "?immutable=1");
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        }
    }

    private static Store toRead(Path file, int busyMillis, String address) throws SQLException {
        Connection reader = connect(address, busyMillis, true);
        boolean ready = false;
        try {
            Migrations.mustBeUpToDate(file, reader);
            Store store = new Store(file, busyMillis, null, address);
            store.idleReaders.add(reader);
            ready = true;
            return store;
        } finally {
            if (!ready) reader.close();
        }
    }

    boolean readOnly() { return writer == null; }

    private static Connection connect(String address, int busyMillis, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(busyMillis);
        config.setReadOnly(readOnly);
        config.enforceForeignKeys(true);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        }
        return config.createConnection("jdbc:sqlite:" + address);
    }

    void change(Change change) {
        write(connection -> {
            change.on(connection);
            return null;
        });
    }

    /** A change that only saves work later on: where there is only reading it is left out. */
    void remember(Change change) { if (!readOnly()) change(change); }

    /** As {@link #change}, and on the disk when this returns: what was committed before too. */
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

    private static <T> T transaction(Connection connection, String begin, Work<T> work) throws SQLException {
        execute(connection, begin);
        boolean committed = false;
        try {
            T result = work.on(connection);
            execute(connection, "COMMIT");
            committed = true;
            return result;
        } finally {
            if (!committed) rollBack(connection);
        }
    }

    /** SQLite has already rolled back by itself after a full disk; that a second rollback is refused says nothing new. */
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
            if (writer != null) writer.close();
        } catch (SQLException failure) {
            throw WorkspaceException.of(file, failure);
        } finally {
            writing.unlock();
        }
    }
}
