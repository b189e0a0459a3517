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
 * Deleted runs that can be restored. A run in the trash is listed nowhere else and cannot be used; its curves stay in the database, its
 * folder is in {@code trash/<id>}. Its model is not affected.
 *
 * <p>Moving to the trash: 1. the run is marked, 2. its folder is moved. Restoring: 1. the folder is moved, 2. the mark is removed. An
 * interruption between the two leaves a run in the trash with its folder in either place, which restoring and deleting handle.
 */
public final class RunTrash {
    private final Runs runs;

    RunTrash(Runs runs) { this.runs = runs; }

    /** A run in the trash, and when it was moved there. */
    public record Trashed(RunInfo run, Instant at) { }

    /** Most recent first. */
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
     * Moves a run to the trash; a queued run is removed from the queue.
     *
     * @throws UserInputException if it is unknown or running, or its folder cannot be moved
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
                    + "launched_at = NULL, message = 'Stopped before it started.' WHERE id = ? AND state = 'queued'", List.of(now, id));
            RunRows.update(connection, "UPDATE run SET trashed_at = ? WHERE id = ?", List.of(now, id));
        });
        try {
            move(runs.folders().runEntry(id), runs.folders().trashEntry(id));
        } catch (IOException failure) {
            mark(id);
            throw new UserInputException("The folder of the run could not be moved to the trash (" + FileFault.words(failure)
                    + "). The run was not changed. Check the permissions of " + runs.folders().trashEntry(id).getParent() + ".", failure);
        }
    }

    /**
     * Restores a run.
     *
     * @throws UserInputException if it is not in the trash, or its folder cannot be moved
     */
    public void restore(String id) {
        runs.store().read(connection -> trashed(connection, id));
        try {
            move(runs.folders().trashEntry(id), runs.folders().runEntry(id));
        } catch (IOException failure) {
            throw new UserInputException("The folder of the run could not be moved out of the trash ("
                    + FileFault.words(failure) + "). The run is still in the trash. Check the permissions of "
                    + runs.folders().runEntry(id).getParent() + ".", failure);
        }
        mark(id);
    }

    private void mark(String id) {
        runs.store().change(connection -> RunRows.update(connection, "UPDATE run SET trashed_at = NULL WHERE id = ?", List.of(id)));
    }

    /**
     * Permanently deletes a run of the trash, with its curves, samples and checkpoints.
     *
     * @throws UserInputException if it is not in the trash
     */
    public void delete(String id) {
        runs.store().change(connection -> {
            trashed(connection, id);
            RunRows.update(connection, "DELETE FROM run WHERE id = ?", List.of(id));
        });
        Folders.delete(runs.folders().trashEntry(id));
        Folders.delete(runs.folders().runEntry(id));
    }

    /**
     * Permanently deletes all runs of the trash.
     *
     * @return how many
     */
    public int empty() {
        List<Trashed> all = list();
        all.forEach(one -> delete(one.run().id()));
        return all.size();
    }

    /**
     * Finds a run of the trash by the user's reference.
     *
     * @param part of its id, or its whole name
     * @throws UserInputException if it matches none or several
     */
    public RunInfo find(String part) {
        List<RunInfo> fitting = list().stream().map(Trashed::run)
                .filter(run -> run.id().contains(part) || run.name().equals(part)).toList();
        if (fitting.size() == 1) return fitting.get(0);
        throw new UserInputException((fitting.isEmpty() ? "The trash has no run \"" + part + "\"." : "\"" + part + "\" fits "
                + fitting.size() + " runs of the trash.") + " Nothing was changed. \"runs trash\" without a run lists them.");
    }

    private static RunInfo trashed(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM run WHERE id = ? AND trashed_at IS NOT NULL")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) return RunRows.info(row);
                throw new UserInputException("The trash has no run \"" + id + "\". Nothing was changed.");
            }
        }
    }

    /** A missing folder needs no moving; if the target already exists it is kept, and the rest is moved beside it. */
    private static void move(Path from, Path to) throws IOException {
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) return;
        Files.createDirectories(to.getParent());
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(to.toString(), null,
                    "there is a link or a file at " + (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS) ? from : to));
        }
        try (Stream<Path> parts = Files.list(from)) {
            for (Path part : parts.toList()) Files.move(part, to.resolve(part.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(from);
    }
}
