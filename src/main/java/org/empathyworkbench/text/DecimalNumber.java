package org.empathyworkbench.text;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Decimal numbers as in spreadsheets. Java's own parser also accepts hexadecimal numbers, "1d" and "NaN". */
public final class DecimalNumber {
    private static final int LONGEST = 400;
    private static final Pattern FORM = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private DecimalNumber() { }

    /** @return empty for what is no decimal number, or too large for a double */
    public static OptionalDouble parse(String text) {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) return OptionalDouble.empty();
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }
}
