package org.empathyworkbench.evaluation;

import java.util.Locale;

/**
 * A metric of a report.
 *
 * @param key     as in files
 * @param label   short display name
 * @param value   may be NaN if there was nothing to measure
 * @param meaning its definition, for the tooltip
 */
public record Figure(String key, String label, double value, String meaning) {
    /** Four decimals below 1, two below 10,000, none above; a dash where there is no value. */
    public String text() {
        if (Double.isNaN(value)) return "-";
        String pattern = Math.abs(value) < 1 ? "%.4f" : Math.abs(value) < 10_000 ? "%.2f" : "%,.0f";
        return value == Math.rint(value) && key.startsWith("count") ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, pattern, value);
    }
}
