package org.empathyworkbench.setting;

/** Text form of settings' values, which {@code --set} parses back to the same value. */
public final class SettingText {
    private SettingText() { }

    /** {@code 1e-5} stays short, 200 has no point. */
    public static String of(Object value) {
        if (!(value instanceof Number given) || value instanceof Integer || value instanceof Long) return String.valueOf(value);
        double number = given.doubleValue();                        // of a file it is neither whole nor broken yet
        if (number == Math.rint(number) && Math.abs(number) < 1e9) return String.valueOf((long) number);
        return String.valueOf(number).replace("E-", "e-").replace("E", "e").replace(".0e", "e");
    }
}
