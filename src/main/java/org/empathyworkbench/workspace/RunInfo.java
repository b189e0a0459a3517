package org.empathyworkbench.workspace;

import java.time.Duration;
import java.time.Instant;

/**
 * A run as a list shows it. Times that have not come yet are null.
 *
 * @param id          unique in the workspace; sorts by time of creation
 * @param pid         process that works or worked on it, 0 before the first
 * @param startedAt   when it was last taken up, by a start or a resume
 * @param finishedAt  when it last came to rest
 * @param heartbeatAt when its process was last heard of
 * @param step        last step with metrics, 0 before the first
 * @param totalSteps  steps of the whole run, 0 while unknown
 * @param message     one sentence about the end, above all why it failed; empty when there is nothing to say
 * @param model       name of the model it made, empty before
 * @param stopRequested a person asked it to stop, and it has not come to rest yet or never began
 * @param pauseRequested a person asked it to pause, and it has not come to rest yet
 * @param device      on which it works or will work
 * @param origin      {@code run@step} that it branched from, empty when it began at the beginning
 * @param worked      time of earlier sittings, before it was last taken up
 * @param place       folder of the workspace as the run's process opened it; a copy of the workspace lies elsewhere
 * @param queuePlace  runs that wait for their device stand in this order; null when it does not wait
 * @param marks       what a person says of it
 * @param sweep       name of the sweep that it belongs to, empty for none
 * @param sweepRow    which of the sweep's rows of settings it has, from 0
 */
public record RunInfo(String id, String name, RunKind kind, String preset, String recipe, RunState state, long pid, Instant createdAt,
                      Instant startedAt, Instant finishedAt, Instant heartbeatAt, int step, int totalSteps, String message, String model,
                      boolean stopRequested, boolean pauseRequested, String device,
                      String origin, Duration worked, Long queuePlace, String place,
                      RunAnnotations marks, String sweep, int sweepRow) {
    /** Done part in [0, 1]; 0 while the total is unknown. */
    public double progress() { return totalSteps <= 0 ? 0 : Math.min(1, (double) step / totalSteps); }

    /** Time that processes worked on it, all sittings together, until it came to rest or {@code now}; zero before the first start. */
    public Duration elapsed(Instant now) { return worked.plus(sitting(now)); }

    /** Time of the sitting that it is in; zero when it is in none. */
    private Duration sitting(Instant now) {
        if (startedAt == null || state == RunState.QUEUED || state.atRest()) return Duration.ZERO;
        return startedAt.isAfter(now) ? Duration.ZERO : Duration.between(startedAt, now);
    }
}
