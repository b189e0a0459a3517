package org.empathyworkbench.app.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a run goes now: steps over the last minutes, so that a slow start or a pause is forgotten. */
final class Pace {
    private static final Duration WINDOW = Duration.ofMinutes(3);

    private record Mark(int step, Instant at) { }

    private final Deque<Mark> marks = new ArrayDeque<>();

    void at(int step, Instant at) {
        if (!marks.isEmpty() && (step <= marks.getLast().step || !at.isAfter(marks.getLast().at))) return;
        marks.addLast(new Mark(step, at));
        while (marks.size() > 2 && marks.getFirst().at.isBefore(at.minus(WINDOW))) marks.removeFirst();
    }

    void clear() { marks.clear(); }

    /** Steps a second, 0 while unknown. */
    double stepsASecond() {
        if (marks.size() < 2) return 0;
        double seconds = Duration.between(marks.getFirst().at, marks.getLast().at).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : (marks.getLast().step - marks.getFirst().step) / seconds;
    }

    /** Null while unknown. */
    Duration remaining(int step, int totalSteps) {
        double pace = stepsASecond();
        return pace <= 0 || totalSteps <= step ? null : Duration.ofMillis((long) (1000 * (totalSteps - step) / pace));
    }
}
