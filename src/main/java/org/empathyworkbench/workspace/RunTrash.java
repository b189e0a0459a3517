package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * Runs that were thrown away and can be had back. A run in the trash shows nowhere else and nothing can be done with it; its curves stay in
 * the database, its folder lies in {@code trash/<id>}. The model that it made is no part of it and stays where it is.
 *
 * <p>Throws away: 1. the run is marked, 2. its folder is moved. Gives back: 1. the folder is moved, 2. the mark is taken off. Whatever is
 * cut short between the two leaves a run in the trash whose folder lies in either place, which giving back and deleting both find.
 */
public final class RunTrash {
    private final Runs runs;

    RunTrash(Runs runs) { this.runs = runs; }

    /** A run in the trash, and when it came there. */
    public record Trashed(RunInfo run, Instant at) { }

    /** The latest first. */
    public List<Trashed> list() {
        return runs.store().read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM run "
                    + "WHERE trashed_at IS NOT NULL ORDER BY trashed_at DESC, id DESC");
                 ResultSet row = query.executeQuery()) {
                return Rows.list(runs.store(), row, "run", "id", one -> new Trashed(RunRows.info(one), JdbcValues.time(one, "trashed_at")));
            }
        });
    }

    /**
     * Throws a run away; one that waits for its device is taken out of the queue.
     *
     * @throws UserInputException when it is unknown or running, or its folder cannot be moved
     */
    public void put(String id) {
        long now = runs.clock().millis();
        runs.store().change(connection -> {
            RunInfo run = RunRows.known(connection, id);
            if (run.state() == RunState.RUNNING) {
                throw new UserInputException("The run \"" + run.name() + "\" (" + id
                        + ") is running. Nothing was changed. Pause or stop it first.");
            }
            RunRows.update(connection, "UPDATE run SET state = 'stopped', stop_requested = 1, finished_at = ?, queue_place = NULL, "
                    + "launched_at = NULL, message = 'Stopped before it began.' WHERE id = ? AND state = 'queued'", List.of(now, id));
            RunRows.update(connection, "UPDATE run SET trashed_at = ? WHERE id = ?", List.of(now, id));
        });
        try {
            move(runs.folders().runEntry(id), runs.folders().trashEntry(id));
        } catch (IOException failure) {
            mark(id);
            throw new UserInputException("The folder of the run could not be moved to the trash (" + FileFault.words(failure)
                    + "). The run is where it was. Look at the permissions of " + runs.folders().trashEntry(id).getParent() + ".", failure);
        }
    }

    /** Gives a run back as it was. @throws UserInputException when it does not lie in the trash, or its folder cannot be moved */
    public void restore(String id) {
        runs.store().read(connection -> trashed(connection, id));
        try {
            move(runs.folders().trashEntry(id), runs.folders().runEntry(id));
        } catch (IOException failure) {
            throw new UserInputException("The folder of the run could not be moved out of the trash ("
                    + FileFault.words(failure) + "). The run is still in the trash. Look at the permissions of "
                    + runs.folders().runEntry(id).getParent() + ".", failure);
        }
        mark(id);
    }

    private void mark(String id) {
        runs.store().change(connection -> RunRows.update(connection, "UPDATE run SET trashed_at = NULL WHERE id = ?", List.of(id)));
    }

    /**
     * Forgets a run of the trash for good, with its curves, samples and checkpoints. @throws
     * UserInputException when it does not lie in the trash
     */
    public void delete(String id) {
        runs.store().change(connection -> {
            trashed(connection, id);
            RunRows.update(connection, "DELETE FROM run WHERE id = ?", List.of(id));
        });
        Folders.delete(runs.folders().trashEntry(id));
        Folders.delete(runs.folders().runEntry(id));
    }

    /** Forgets all runs of the trash for good. @return how many */
    public int empty() {
        List<Trashed> all = list();
        all.forEach(one -> delete(one.run().id()));
        return all.size();
    }

    /**
     * The run of the trash that a person means.
     *
     * @param part of its id, or its whole name
     * @throws UserInputException when it fits none or several
     */
    public RunInfo find(String part) {
        List<RunInfo> fitting = list().stream().map(Trashed::run)
                .filter(run -> run.id().contains(part) || run.name().equals(part)).toList();
        if (fitting.size() == 1) return fitting.get(0);
        throw new UserInputException((fitting.isEmpty() ? "The trash holds no run \"" + part + "\"." : "\"" + part + "\" fits "
                + fitting.size() + " runs of the trash.") + " Nothing was changed. \"runs trash\" without a run shows what lies there.");
    }

    private static RunInfo trashed(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM run WHERE id = ? AND trashed_at IS NOT NULL")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) return RunRows.info(row);
                throw new UserInputException("The trash holds no run \"" + id + "\". Nothing was changed.");
            }
        }
    }

    /** A folder that is not there needs no moving; what already stands at the target stays, and the rest comes beside it. */
    private static void move(Path from, Path to) throws IOException {
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) return;
        Files.createDirectories(to.getParent());
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(to.toString(), null,
                    "a link or a file stands at " + (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS) ? from : to));
        }
        try (Stream<Path> parts = Files.list(from)) {
            for (Path part : parts.toList()) Files.move(part, to.resolve(part.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(from);
    }
}
