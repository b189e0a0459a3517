package org.empathyworkbench.cli;

/** Times in words. */
final class Durations {
    private Durations() { }

    static String words(long nanos) {
        long seconds = Math.max(0, Math.round(nanos / 1e9));
        if (seconds < 90) return seconds + " s";
        if (seconds < 5400) return Math.round(seconds / 60.0) + " min";
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
