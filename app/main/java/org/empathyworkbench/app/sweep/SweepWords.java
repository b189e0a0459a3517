package org.empathyworkbench.app.sweep;

import java.time.Duration;
import java.util.Locale;

/** Rough durations for sweeps. */
final class SweepWords {
    private SweepWords() { }

    static String about(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        if (seconds < 90) return seconds + " s";
        if (seconds < 90 * 60) return Math.round(seconds / 60.0) + " min";
        return String.format(Locale.ROOT, seconds < 100 * 3600 ? "%.1f h" : "%.0f h", seconds / 3600.0);
    }

    static String chip(String word) {
        return switch (word) {
            case "running" -> "accent";
            case "finished" -> "success";
            case "failed" -> "danger";
            case "waiting" -> "neutral";
            default -> "warning";
        };
    }
}
