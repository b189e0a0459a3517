package org.empathyworkbench.verification;

/** Finds the greatest difference of two tables and where it is. */
final class Differences {
    private final String what;
    private double greatest;
    private double scale = 1;
    private String where = "";
    private int compared;

    Differences(String what) { this.what = what; }

    void compare(double found, double expected, String place) {
        double difference = Math.abs(found - expected);
        scale = Math.max(scale, Math.abs(expected));
        if (compared++ == 0 || difference > greatest || Double.isNaN(difference) && !Double.isNaN(greatest)) {
            greatest = difference;
            where = place;
        }
    }

    /** A difference of one for an id that is another. */
    void count(boolean same, String place) {
        compared++;
        if (same) return;
        if (greatest++ == 0) where = place;
    }

    /** @param tolerance for numbers up to 1; it grows in proportion with the greatest expected number, as rounding does */
    Check within(double tolerance) { return new Check(what, where, greatest, tolerance * scale, compared); }

    /** Nothing may differ. */
    Check exactly() { return new Check(what, where, greatest, 0, compared); }
}
