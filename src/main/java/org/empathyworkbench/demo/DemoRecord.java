package org.empathyworkbench.demo;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of the latest demo loop of a workspace.
 *
 * @param pid       of its process
 * @param seenAt    last update by the process
 * @param fraction  done, 0 to 1
 * @param what      current or last work, short display text
 * @param message   why it ended early; empty while it runs and if it finished
 * @param outcome   null until it has finished
 */
public record DemoRecord(State state, long seed, long pid, Instant startedAt,
        Instant seenAt, double fraction, String what, String message, @Nullable DemoOutcome outcome) {
    /** A loop that is not running rests for good; the next one is another. */
    public enum State { RUNNING, FINISHED, STOPPED, FAILED, INTERRUPTED }

    static DemoRecord begun(long seed, long pid) {
        Instant now = Instant.now();
        return new DemoRecord(State.RUNNING, seed, pid, now, now, 0, "starting", "", null);
    }

    DemoRecord at(double fraction, String what) {
        return new DemoRecord(state, seed, pid, startedAt, Instant.now(), fraction, what, message, outcome);
    }

    DemoRecord finished(DemoOutcome outcome) {
        return new DemoRecord(State.FINISHED, seed, pid, startedAt, Instant.now(), 1, what, "", outcome);
    }

    DemoRecord ended(State how, String message) {
        return new DemoRecord(how, seed, pid, startedAt, seenAt, fraction, what, message, outcome);
    }

    public boolean running() { return state == State.RUNNING; }

    /** Estimated remaining seconds at the rate so far; -1 if unknown. */
    public double remainingSeconds(Instant now) {
        double passed = Duration.between(startedAt, now).toMillis() / 1000.0;
        return fraction < 0.03 || passed < 5 ? -1 : passed * (1 - fraction) / fraction;
    }
}
