package org.empathyworkbench.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** How values are written along an axis, the same in every country: {@code 1,200}, {@code 1.5 M}, {@code 2e-5}, {@code 1:30 min}. */
public final class TickText extends NumberFormat {
    private final transient DoubleFunction<String> text;

    private TickText(DoubleFunction<String> text) { this.text = text; }

    /** Values that stand so far apart: with as many digits as tell neighbours apart. */
    static TickText apart(double apart) { return new TickText(value -> round(value + 0.0, apart)); }      // -0 becomes 0

    /** Seconds that stand so far apart. */
    static TickText seconds(double apart) { return new TickText(apart < 1 ? value -> round(value + 0.0, apart) + " s" : TickText::clock); }

    private static String round(double value, double apart) {
        double size = Math.abs(value);
        if (size >= 1e6) return large(value);
        int power = (int) Math.floor(Math.log10(apart) + 1e-9);
        if (apart < 1e-4 && size < 1e-2) return size < apart / 2 ? "0"
                : scientific(value, Math.max(0, (int) Math.floor(Math.log10(size) + 1e-9) - power));
        return String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(12, -power)) + "f", value);
    }

    /** A value of a logarithmic scale: a power of ten, or a small number of times one. */
    static String decade(double value) {
        if (value >= 1e6) return large(value);
        if (value < 1e-4) return scientific(value, 0);
        return value >= 1 ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%." + (int) Math.ceil(-Math.log10(value) - 1e-9) + "f", value);
    }

    /** {@code 42 s}, {@code 3:05 min}, {@code 1:20 h}, {@code 2 d 4 h}. */
    public static String clock(double seconds) {
        long whole = Math.round(seconds);
        if (whole == 0) return "0";
        String sign = whole < 0 ? "-" : "";
        long s = Math.abs(whole);
        if (s < 60) return sign + s + " s";
        if (s < 3_600) return sign + s / 60 + (s % 60 == 0 ? "" : String.format(Locale.ROOT, ":%02d", s % 60)) + " min";
        if (s < 86_400) return sign + s / 3_600 + (s % 3_600 == 0 ? "" : String.format(Locale.ROOT, ":%02d", s / 60 % 60)) + " h";
        return sign + s / 86_400 + " d" + (s % 86_400 == 0 ? "" : " " + s / 3_600 % 24 + " h");
    }

    private static String large(double at) {
        double millions = at / 1e6;
        return Math.abs(at) >= 1e9 ? scientific(at, 0)
                : String.format(Locale.ROOT, millions == Math.rint(millions) ? "%.0f M" : "%.2f M", millions);
    }

    private static String scientific(double at, int digits) {
        return String.format(Locale.ROOT, "%." + Math.min(digits, 6) + "e", at).replace("e-0", "e-").replace("e+0", "e");
    }

    @Override public StringBuffer format(double value, StringBuffer to, FieldPosition at) { return to.append(text.apply(value)); }

    @Override public StringBuffer format(long value, StringBuffer to, FieldPosition at) { return format((double) value, to, at); }

    /** Axes are never read back. */
    @Override public Number parse(String source, ParsePosition at) { throw new UnsupportedOperationException("Ticks are only written."); }
}
