package org.empathyworkbench.workspace;

import java.time.Duration;
import java.time.Instant;

/**
 * How the latest evaluation of a sweep's models stands.
 *
 * @param asked    what is or was asked of the models, as JSON; empty until the first one knows
 * @param pid      of its process
 * @param fraction done, 0 to 1
 * @param what     is being done, a few words for people
 * @param message  how it ended, a sentence; empty while it goes on
 * @param stopRequested a person asked it to stop, and it has not come to rest yet
 * @param seenAt   when its process last wrote
 */
public record SweepEvaluationInfo(String asked, State state, long pid, double fraction,
        String what, String message, boolean stopRequested, Instant beganAt, Instant seenAt) {
    /** One that does not run rests for good; the next one is another. */
    public enum State { RUNNING, FINISHED, STOPPED, FAILED, INTERRUPTED }

    private static final double FORESEEN = 0.03;
    private static final Duration TOLD = Duration.ofSeconds(5);

    public boolean running() { return state == State.RUNNING; }

    /** As the pace so far suggests; null while that cannot be said. */
    public Duration remaining(Instant now) {
        Duration passed = Duration.between(beganAt, now);
        return !running() || fraction < FORESEEN || passed.compareTo(TOLD) < 0 ? null
                : Duration.ofMillis((long) (passed.toMillis() * (1 - fraction) / fraction));
    }
}
