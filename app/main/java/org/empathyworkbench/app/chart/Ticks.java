package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an axis is labelled. */
final class Ticks {
    /** One label. */
    record Tick(double at, String label) { }

    private static final double[] TIMES = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800,
            3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000, 1_728_000};

    private Ticks() { }

    /** Round numbers, 1, 2 or 5 times a power of ten apart. @param most no more than this about @param whole true for whole numbers only */
    static List<Tick> linear(double from, double to, int most, boolean whole) {
        double rough = (to - from) / Math.max(1, most);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double apart = rough <= 1.4 * power ? power : rough <= 3 * power ? 2 * power : rough <= 7 * power ? 5 * power : 10 * power;
        if (whole) apart = Math.max(1, apart);
        int digits = (int) Math.max(0, Math.min(12, -Math.floor(Math.log10(apart) + 1e-9)));
        boolean tiny = apart < 1e-4 && Math.max(Math.abs(from), Math.abs(to)) < 1e-2;
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / apart - 1e-9); i * apart <= to + apart * 1e-9; i++) {
            double at = i * apart;
            ticks.add(new Tick(at, Math.abs(at) >= 1e6 ? large(at) : tiny && i != 0
                    ? scientific(at) : String.format(Locale.ROOT, "%,." + digits + "f", at)));
        }
        return ticks;
    }

    /** Powers of ten, and 2 and 5 times them where there are few. */
    static List<Tick> logarithmic(double from, double to, int most) {
        int low = (int) Math.floor(Math.log10(from));
        int high = (int) Math.ceil(Math.log10(to));
        double decades = Math.log10(to / from);
        if (decades < 0.7) return linear(from, to, most, false);
        int every = (int) Math.max(1, Math.ceil((high - low) / (double) Math.max(1, most)));
        int[] within = decades <= 2 ? new int[] {1, 2, 5} : decades <= 3.5 ? new int[] {1, 3} : new int[] {1};
        List<Tick> ticks = new ArrayList<>();
        for (int power = low; power <= high; power += every) {
            for (int times : within) {
                double at = times * Math.pow(10, power);
                if (at >= from * (1 - 1e-9) && at <= to * (1 + 1e-9)) ticks.add(new Tick(at, plain(at)));
            }
        }
        return ticks;
    }

    /** Seconds, minutes, hours or days. */
    static List<Tick> time(double from, double to, int most) {
        double apart = TIMES[TIMES.length - 1];
        for (double candidate : TIMES) {
            if ((to - from) / candidate <= most) {
                apart = candidate;
                break;
            }
        }
        if ((to - from) / most < 1)
            return linear(from, to, most, false).stream().map(tick -> new Tick(tick.at(), tick.label() + " s")).toList();
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / apart - 1e-9); i * apart <= to; i++) ticks.add(new Tick(i * apart, clock(i * apart)));
        return ticks;
    }

    /** {@code 42 s}, {@code 3:05 min}, {@code 1:20 h}, {@code 2 d 4 h}. */
    static String clock(double seconds) {
        long whole = Math.round(seconds);
        if (whole == 0) return "0";
        String sign = whole < 0 ? "-" : "";
        long s = Math.abs(whole);
        if (s < 60) return sign + s + " s";
        if (s < 3_600) return sign + s / 60 + (s % 60 == 0 ? "" : String.format(Locale.ROOT, ":%02d", s % 60)) + " min";
        if (s < 86_400) return sign + s / 3_600 + (s % 3_600 == 0 ? "" : String.format(Locale.ROOT, ":%02d", s / 60 % 60)) + " h";
        return sign + s / 86_400 + " d" + (s % 86_400 == 0 ? "" : " " + s / 3_600 % 24 + " h");
    }

    private static String plain(double at) {
        if (at >= 1e6) return large(at);
        if (at < 1e-4) return scientific(at);
        return at >= 1 ? String.format(Locale.ROOT, "%,.0f", at)
                : String.format(Locale.ROOT, "%." + (int) Math.ceil(-Math.log10(at) - 1e-9) + "f", at);
    }

    private static String large(double at) {
        double millions = at / 1e6;
        return Math.abs(at) >= 1e9 ? scientific(at)
                : String.format(Locale.ROOT, millions == Math.rint(millions) ? "%.0f M" : "%.2f M", millions);
    }

    private static String scientific(double at) { return String.format(Locale.ROOT, "%.0e", at).replace("e-0", "e-").replace("e+0", "e"); }
}
