package org.empathyworkbench.cli;

import java.util.Locale;
import org.empathyworkbench.text.ProgressListener;

/** Tells on standard error how far a task has come: every few seconds, with the time that is left. */
final class ConsoleProgress implements ProgressListener {
    private static final long EVERY_NANOS = 3_000_000_000L;

    private final Console console;
    private final String task;
    private final long began = System.nanoTime();
    private long spoke = began;
    private boolean spoken;

    ConsoleProgress(Console console, String task) {
        this.console = console;
        this.task = task;
    }

    @Override public synchronized void at(double fraction, String what) {
        long now = System.nanoTime();
        boolean last = fraction >= 1 && spoken;
        if (now - spoke < EVERY_NANOS && !last) return;
        spoke = now;
        spoken = fraction < 1;
        String left = fraction > 0.02 && fraction < 1
                ? ", about " + Durations.words((long) ((now - began) / fraction * (1 - fraction))) + " left" : "";
        console.progress(String.format(Locale.ROOT, "%3.0f %%  %s: %s%s", 100 * fraction, task, what, left));
    }
}
