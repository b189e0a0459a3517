package org.empathyworkbench.workspace;

import java.time.Duration;
import java.time.Instant;

/**
 * List entry of a run. Times of events that have not happened are null.
 *
 * @param id          unique in the workspace; sorts by time of creation
 * @param pid         process that works or worked on it, 0 before the first
 * @param startedAt   when it was last started or resumed
 * @param finishedAt  when it last ended or paused
 * @param heartbeatAt time of its process's last heartbeat
 * @param step        last step with metrics, 0 before the first
 * @param totalSteps  steps of the whole run, 0 while unknown
 * @param message     one sentence about the end, such as why it failed; may be empty
 * @param model       name of the model it made, empty before
 * @param stopRequested a stop is requested and it has not ended, or it never started
 * @param pauseRequested a pause is requested and it has not paused yet
 * @param device      of the run
 * @param origin      {@code run@step} that it branched from, empty for a new run
 * @param worked      duration of earlier sessions
 * @param place       folder of the workspace as the run's process opened it; differs for a copy of the workspace
 * @param queuePlace  position in the queue; null if not queued
 * @param marks       the user's annotations
 * @param sweep       name of the sweep that it belongs to, empty for none
 * @param sweepRow    which of the sweep's rows of settings it has, from 0
 */
public record RunInfo(String id, String name, RunKind kind, String preset, String recipe, RunState state, long pid, Instant createdAt,
                      Instant startedAt, Instant finishedAt, Instant heartbeatAt, int step, int totalSteps, String message, String model,
                      boolean stopRequested, boolean pauseRequested, String device,
                      String origin, Duration worked, Long queuePlace, String place,
                      RunAnnotations marks, String sweep, int sweepRow) {
    /** Completed fraction in [0, 1]; 0 while the total is unknown. */
    public double progress() { return totalSteps <= 0 ? 0 : Math.min(1, (double) step / totalSteps); }

    /** Total duration of all sessions, until it ended or {@code now}; zero before the first start. */
    public Duration elapsed(Instant now) { return worked.plus(sitting(now)); }

    /** Duration of the current session; zero if it is not running. */
    private Duration sitting(Instant now) {
        if (startedAt == null || state == RunState.QUEUED || state.atRest()) return Duration.ZERO;
        return startedAt.isAfter(now) ? Duration.ZERO : Duration.between(startedAt, now);
    }
}
