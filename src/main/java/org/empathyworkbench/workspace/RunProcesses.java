package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The processes that work on a workspace's runs: whether they live, whether they work here, and which runs have lost theirs. */
final class RunProcesses {
    /** A process that has been silent for longer and does not live any more is taken for dead. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private final Path workspace;
    private final Processes processes;

    RunProcesses(Path workspace, Processes processes) {
        this.workspace = workspace;
        this.processes = processes;
    }

    /** As {@link Runs#markInterrupted}. */
    List<RunInfo> markLost(Runs runs) {
        Instant now = runs.clock().instant();
        List<RunInfo> lost = runs.list().stream().filter(run -> run.state() == RunState.RUNNING && Duration.between(run.heartbeatAt(), now).abs().compareTo(SILENCE) > 0
                && !live(run)).toList();
        if (lost.isEmpty()) return List.of();
        return runs.store().write(connection -> {
            List<RunInfo> marked = new ArrayList<>();
            for (RunInfo run : lost) {
                String message = isCopyOf(run.place()) ? "This workspace is a copy; the run went on in " + run.place() + ". What it had saved by then is here. Resume it to go on from its last "
                        + "checkpoint here as well." : "The run's process ended without a word. What it had saved is safe. Resume the run to go on from its last checkpoint.";
                // Its process may have been heard of since the list was read: then the heartbeat is another and nothing is changed.
                if (RunRows.update(connection, "UPDATE run SET state = 'interrupted', finished_at = heartbeat_at, worked = worked + max(0, heartbeat_at - started_at), stop_requested = 0, "
                        + "pause_requested = 0, message = ? WHERE id = ? AND state = 'running' AND heartbeat_at = ?", List.of(message, run.id(), run.heartbeatAt().toEpochMilli())) > 0) {
                    marked.add(RunRows.known(connection, run.id()));
                }
            }
            return marked;
        });
    }

    /** As {@link Runs#processLives}. */
    boolean live(RunInfo run) { return run.heartbeatAt() != null && !isCopyOf(run.place()) && processes.alive(run.pid(), run.heartbeatAt()); }

    private boolean isCopyOf(String place) { return !place.isEmpty() && !place.equals(place()); }

    /** The workspace's folder, by whatever name it was opened. */
    String place() {
        try {
            return workspace.toRealPath().toString();
        } catch (IOException gone) {
            return workspace.toString();
        }
    }
}
