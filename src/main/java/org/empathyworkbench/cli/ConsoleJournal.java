package org.empathyworkbench.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.run.StepRate;

/** Tells of a run on standard error: its sentences, and every few seconds how far it has come and how long it will take. */
final class ConsoleJournal extends SilentJournal {
    private static final long EVERY_NANOS = 3_000_000_000L;
    private static final int SHOWN = 4;

    private final Console console;
    private final StepRate pace = new StepRate();
    private int total;
    private long spoke;
    private boolean begun;

    ConsoleJournal(Console console) { this.console = console; }

    @Override public synchronized void totalSteps(int steps) { total = steps; }

    @Override public synchronized void say(String sentence) { console.progress(sentence); }

    @Override public synchronized void metrics(int step, Map<String, Double> values) {
        long now = System.nanoTime();
        if (!begun) spoke = now;
        begun = true;
        pace.at(step, Instant.now());
        if (now - spoke < EVERY_NANOS && step != total) return;
        spoke = now;
        StringBuilder line = new StringBuilder();
        if (total > 0) line.append(String.format(Locale.ROOT, "%3d %%  step %d of %d", 100L * Math.min(step, total) / total, step, total));
        else line.append("step ").append(step);
        Duration left = pace.remaining(step, total, Instant.now());
        if (left != null) line.append("  about ").append(Durations.words(left.toNanos())).append(" left");
        int shown = 0;
        for (Map.Entry<String, Double> entry : values.entrySet()) {
            if (shown++ == SHOWN) break;
            line.append(String.format(Locale.ROOT, "  %s %.4g", entry.getKey(), entry.getValue()));
        }
        console.progress(line.toString());
    }
}
