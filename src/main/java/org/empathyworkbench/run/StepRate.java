package org.empathyworkbench.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Current speed of a run: steps over the last minutes, so that a slow start is forgotten and validation time is included. The duration of
 * the current step counts if it exceeds the mean, so that the remaining time keeps changing during a long step.
 */
public final class StepRate {
    private static final Duration WINDOW = Duration.ofMinutes(3);
    /** A step is late if it takes this many times the mean. */
    private static final int LATE = 3;

    private record Mark(int step, Instant at) { }

    private final Deque<Mark> marks = new ArrayDeque<>();

    /** Adds a finished step; earlier steps and equal times are ignored. */
    public void at(int step, Instant at) {
        if (!marks.isEmpty() && (step <= marks.getLast().step || !at.isAfter(marks.getLast().at))) return;
        marks.addLast(new Mark(step, at));
        while (marks.size() > 2 && marks.getFirst().at.isBefore(at.minus(WINDOW))) marks.removeFirst();
    }

    /** Resets, for a paused run or another run. */
    public void clear() { marks.clear(); }

    /** Steps per second, 0 if unknown. */
    public double stepsASecond(Instant now) {
        if (marks.size() < 2) return 0;
        int steps = marks.getLast().step - marks.getFirst().step;
        double seconds = seconds(marks.getFirst().at, marks.getLast().at);
        double waiting = seconds(marks.getLast().at, now);
        if (waiting > LATE * seconds / steps) seconds += waiting;
        return seconds <= 0 ? 0 : steps / seconds;
    }

    /** Null if unknown. */
    public Duration remaining(int step, int totalSteps, Instant now) {
        double pace = stepsASecond(now);
        return pace <= 0 || totalSteps <= step ? null : Duration.ofMillis((long) (1000 * (totalSteps - step) / pace));
    }

    private static double seconds(Instant from, Instant to) { return Duration.between(from, to).toMillis() / 1000.0; }
}
