package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of a workspace's runs: whether they are alive, whether they run on this computer for this workspace, and which runs have
 * lost theirs. The database's process ids are trusted only with this user's signature, since an id alone may be that of any process.
 */
final class RunProcesses {
    /** Silence after which a process of unknown state is considered dead. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private final Path workspace;
    private final ProcessLiveness processes;
    private final OwnerKey key;

    RunProcesses(Path workspace, ProcessLiveness processes, OwnerKey key) {
        this.workspace = workspace;
        this.processes = processes;
        this.key = key;
    }

    /** Process data of a run's row beside the process id. */
    record Claim(String process, String proof) {
        static final Claim NONE = new Claim("", "");
    }

    /** Of a process that starts a run now. */
    Claim claim(String run, long pid) {
        String process = processes.identity(pid);
        return new Claim(process, key.proof("process", place(), run, String.valueOf(pid), process));
    }

    /** Signature that allows a run to wait in the queue of this workspace. */
    String queueProof(RunInfo run) { return key.proof("queue", place(), run.id(), run.device(), run.recipe()); }

    boolean queuedHere(RunInfo run, String proof) { return key.proves(proof, "queue", place(), run.id(), run.device(), run.recipe()); }

    private boolean ours(RunInfo run, Claim claim) {
        return run.place().equals(place())
                && key.proves(claim.proof(), "process", place(), run.id(), String.valueOf(run.pid()), claim.process());
    }

    private boolean live(RunInfo run, Claim claim) {
        if (run.heartbeatAt() == null || !ours(run, claim)) return false;
        return claim.process().isEmpty() ? processes.alive(run.pid(), run.heartbeatAt())
                : claim.process().equals(processes.identity(run.pid()));
    }

    /** Known to have ended, independent of its heartbeat. */
    private boolean dead(RunInfo run, Claim claim) { return ours(run, claim) && !claim.process().isEmpty() && !live(run, claim); }

    /** As {@link Runs#markInterrupted}. */
    List<RunInfo> markLost(Runs runs) {
        List<RunInfo> running = runs.list().stream().filter(run -> run.state() == RunState.RUNNING).toList();
        if (running.isEmpty()) return List.of();
        Instant now = runs.clock().instant();
        Map<String, Claim> claims = runs.store().read(RunProcesses::claims);
        List<RunInfo> lost = running.stream().filter(run -> {
            Claim claim = claims.getOrDefault(run.id(), Claim.NONE);
            return dead(run, claim) || Duration.between(run.heartbeatAt(), now).abs().compareTo(SILENCE) > 0 && !live(run, claim);
        }).toList();
        if (lost.isEmpty()) return List.of();
        return runs.store().write(connection -> {
            List<RunInfo> marked = new ArrayList<>();
            for (RunInfo run : lost) {
                String message = isCopyOf(run.place()) ? "This workspace is a copy; the run continued in " + run.place() + ". What it had "
                        + "saved by then is here. Resume it to continue from its last checkpoint here as well." : "The run's process "
                        + "ended unexpectedly. What it had saved is safe. Resume the run to continue from its last checkpoint.";
                // a heartbeat written since the list was read prevents the update
                if (RunRows.update(connection, "UPDATE run SET state = 'interrupted', finished_at = "
                        + "heartbeat_at, worked = worked + max(0, heartbeat_at - started_at), stop_requested = 0, "
                        + "pause_requested = 0, message = ? WHERE id = ? AND state = 'running' AND heartbeat_at = ?",
                        List.of(message, run.id(), run.heartbeatAt().toEpochMilli())) > 0) {
                    marked.add(RunRows.known(connection, run.id()));
                }
            }
            return marked;
        });
    }

    private static Map<String, Claim> claims(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id, process, proof FROM run WHERE state = 'running'");
                ResultSet row = query.executeQuery()) {
            Map<String, Claim> claims = new HashMap<>();
            while (row.next()) claims.put(row.getString(1), new Claim(String.valueOf(row.getString(2)), String.valueOf(row.getString(3))));
            return claims;
        }
    }

    /** As {@link Runs#processLives}. */
    boolean live(Runs runs, RunInfo run) { return live(run, runs.store().read(RunProcesses::claims).getOrDefault(run.id(), Claim.NONE)); }

    /** As {@link Runs#processIsOurs}. */
    boolean ours(Runs runs, RunInfo run) { return ours(run, runs.store().read(RunProcesses::claims).getOrDefault(run.id(), Claim.NONE)); }

    private boolean isCopyOf(String place) { return !place.isEmpty() && !place.equals(place()); }

    /** The real path of the workspace's folder. */
    String place() {
        try {
            return workspace.toRealPath().toString();
        } catch (IOException gone) {
            return workspace.toString();
        }
    }
}
