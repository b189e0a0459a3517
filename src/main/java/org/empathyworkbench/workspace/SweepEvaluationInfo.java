package org.empathyworkbench.workspace;

import java.time.Duration;
import java.time.Instant;

/**
 * State of the latest evaluation of a sweep's models.
 *
 * @param asked    the evaluation plan as JSON; empty until the first process has written it
 * @param pid      of its process
 * @param fraction done, 0 to 1
 * @param what     current work, for display
 * @param message  result, a sentence; empty while it runs
 * @param stopRequested a stop is requested, and it has not ended yet
 * @param seenAt   last update by its process
 */
public record SweepEvaluationInfo(String asked, State state, long pid, double fraction,
        String what, String message, boolean stopRequested, Instant beganAt, Instant seenAt) {
    /** An evaluation that is not running has ended; the next one is a new one. */
    public enum State { RUNNING, FINISHED, STOPPED, FAILED, INTERRUPTED }

    private static final double FORESEEN = 0.03;
    private static final Duration TOLD = Duration.ofSeconds(5);

    public boolean running() { return state == State.RUNNING; }

    /** Estimated from the rate so far; null if unknown. */
    public Duration remaining(Instant now) {
        Duration passed = Duration.between(beganAt, now);
        return !running() || fraction < FORESEEN || passed.compareTo(TOLD) < 0 ? null
                : Duration.ofMillis((long) (passed.toMillis() * (1 - fraction) / fraction));
    }
}
