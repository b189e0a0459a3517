package org.empathyworkbench.app.newrun;

import java.time.Duration;
import java.util.Locale;
import org.empathyworkbench.workspace.RunKind;

/** Formats of numbers, durations and kinds of run. */
public final class RunFormats {
    private RunFormats() { }

    public static String kind(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> "Generator";
            case IDENTIFIERS -> "Identifiers";
            case PPO -> "PPO";
        };
    }

    /** {@code 0:42}, {@code 12:05}, {@code 1:02:33}. */
    public static String clock(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 3600 ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** A rough remaining time. */
    public static String about(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        if (seconds < 55) return "about " + Math.max(5, Math.round(seconds / 5.0) * 5) + " s";
        if (seconds < 90 * 60) return "about " + Math.max(1, Math.round(seconds / 60.0)) + " min";
        return "about " + String.format(Locale.ROOT, "%.1f", seconds / 3600.0) + " h";
    }

    /** Four significant digits. */
    public static String number(double value) {
        if (Double.isNaN(value)) return "not a number";
        if (Double.isInfinite(value)) return value > 0 ? "infinite" : "minus infinity";
        double size = Math.abs(value);
        if (size == 0) return "0";
        if (size >= 1e7 || size < 1e-3) return String.format(Locale.ROOT, "%.2e", value).replace("e-0", "e-").replace("e+0", "e");
        if (value == Math.rint(value) && size >= 100) return String.format(Locale.ROOT, "%,d", (long) value);
        if (size >= 1000) return String.format(Locale.ROOT, "%,.0f", value);
        return String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : size >= 1 ? "%.3f" : "%.4f", value);
    }

    public static String count(int n) { return String.format(Locale.ROOT, "%,d", n); }
}
