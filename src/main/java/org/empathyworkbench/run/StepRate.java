package org.empathyworkbench.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a run goes now: steps over the last minutes, so that a slow start is forgotten and a look at the validation split counts for
 * what it takes. A step that takes much longer than those before it counts against the pace while it lasts, so that
 * what is said to be left never stands still.
 */
public final class StepRate {
    private static final Duration WINDOW = Duration.ofMinutes(3);
    /** A step is late when it takes so many times the mean. */
    private static final int LATE = 3;

    private record Mark(int step, Instant at) { }

    private final Deque<Mark> marks = new ArrayDeque<>();

    /** A step was done; steps that came before, or at the same time, are left out. */
    public void at(int step, Instant at) {
        if (!marks.isEmpty() && (step <= marks.getLast().step || !at.isAfter(marks.getLast().at))) return;
        marks.addLast(new Mark(step, at));
        while (marks.size() > 2 && marks.getFirst().at.isBefore(at.minus(WINDOW))) marks.removeFirst();
    }

    /** Forgets everything: the run was paused, or another is looked at. */
    public void clear() { marks.clear(); }

    /** Steps a second, 0 while unknown. */
    public double stepsASecond(Instant now) {
        if (marks.size() < 2) return 0;
        int steps = marks.getLast().step - marks.getFirst().step;
        double seconds = seconds(marks.getFirst().at, marks.getLast().at);
        double waiting = seconds(marks.getLast().at, now);
        if (waiting > LATE * seconds / steps) seconds += waiting;
        return seconds <= 0 ? 0 : steps / seconds;
    }

    /** Null while unknown. */
    public Duration remaining(int step, int totalSteps, Instant now) {
        double pace = stepsASecond(now);
        return pace <= 0 || totalSteps <= step ? null : Duration.ofMillis((long) (1000 * (totalSteps - step) / pace));
    }

    private static double seconds(Instant from, Instant to) { return Duration.between(from, to).toMillis() / 1000.0; }
}
