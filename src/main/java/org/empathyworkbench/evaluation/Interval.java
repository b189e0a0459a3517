package org.empathyworkbench.evaluation;

import java.util.Locale;

/** A figure with the bounds of its 95 % interval. */
public record Interval(double value, double low, double high) {
    /** Whether 0 lies outside, so that the sign is not chance. */
    public boolean clear() { return low > 0 || high < 0; }

    String words() { return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, low, high); }

    /** With signs, for a difference. */
    String difference() { return String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", value, low, high); }
}
