package org.empathyworkbench.verification;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * A value in a file of reference vectors, with its location for messages.
 *
 * @param file  display name
 * @param place such as {@code beam[2].sequences_with_start[0]}; empty for the whole file
 */
record ReferenceTable(String file, String place, JsonElement element) {
    UserInputException refuse(String why) {
        return new UserInputException(file + (place.isEmpty() ? "" : ", at " + VisibleText.line(place, 120)) + ": "
                + VisibleText.line(why, 300) + ". Nothing was compared. Write the file as the reference vectors are written "
                + "(app/run verify --help).");
    }

    boolean has(String key) { return element.isJsonObject() && element.getAsJsonObject().has(key); }

    ReferenceTable get(String key) {
        if (!element.isJsonObject()) throw refuse("it is no object");
        JsonObject object = element.getAsJsonObject();
        if (!object.has(key)) throw refuse("it has no \"" + key + "\"");
        return new ReferenceTable(file, place.isEmpty() ? key : place + "." + key, object.get(key));
    }

    ReferenceTable get(int index) { return new ReferenceTable(file, place + "[" + index + "]", array().get(index)); }

    int size() { return array().size(); }

    boolean isArray() { return element.isJsonArray(); }

    boolean isObject() { return element.isJsonObject(); }

    private JsonArray array() {
        if (!element.isJsonArray()) throw refuse("it is no list");
        return element.getAsJsonArray();
    }

    double number() {
        if (element instanceof JsonPrimitive primitive && primitive.isNumber() && Double.isFinite(primitive.getAsDouble()))
            return primitive.getAsDouble();
        throw refuse("it is " + shortened(element) + ", not a number");
    }

    double number(String key, double otherwise) { return has(key) ? get(key).number() : otherwise; }

    int whole() {
        double number = number();
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE)
            throw refuse("it is " + shortened(element) + ", not a whole number");
        return (int) number;
    }

    int whole(String key, int otherwise) { return has(key) ? get(key).whole() : otherwise; }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) return otherwise;
        ReferenceTable value = get(key);
        if (value.element instanceof JsonPrimitive primitive && primitive.isBoolean()) return primitive.getAsBoolean();
        throw value.refuse("it is " + shortened(value.element) + ", not true or false");
    }

    /** (rows, any) whole numbers. */
    int[][] wholeRows() {
        int[][] rows = new int[size()][];
        for (int row = 0; row < rows.length; row++) rows[row] = get(row).wholes();
        return rows;
    }

    int[] wholes() {
        int[] cells = new int[size()];
        for (int i = 0; i < cells.length; i++) cells[i] = get(i).whole();
        return cells;
    }

    float[] numbers(int length) {
        if (size() != length) throw refuse("it has " + size() + " numbers, not " + length);
        float[] cells = new float[length];
        for (int i = 0; i < length; i++) cells[i] = (float) get(i).number();
        return cells;
    }

    ReferenceTable requireSize(int rows) {
        if (size() != rows) throw refuse("it has " + size() + " rows, not " + rows);
        return this;
    }

    private static String shortened(JsonElement element) {
        String text = element.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
