package org.empathyworkbench;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The reference vectors of the Python stack, src/test/resources/golden (what they are and how exact: README.md there). */
public final class Golden {
    private Golden() {}

    public static Path file(String name) {
        try {
            return Path.of(Golden.class.getResource("/golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Path folder() { return file("cases.json").getParent(); }

    public static JsonObject section(String name) {
        try {
            return JsonParser.parseString(Files.readString(file("cases.json"), StandardCharsets.UTF_8)).getAsJsonObject()
                    .getAsJsonObject(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A matrix of numbers as ints. */
    public static int[][] ints(JsonElement matrix) {
        JsonArray rows = matrix.getAsJsonArray();
        int[][] values = new int[rows.size()][];
        for (int i = 0; i < values.length; i++) values[i] = intRow(rows.get(i));
        return values;
    }

    public static int[] intRow(JsonElement row) {
        JsonArray cells = row.getAsJsonArray();
        int[] values = new int[cells.size()];
        for (int i = 0; i < values.length; i++) values[i] = cells.get(i).getAsInt();
        return values;
    }

    /** The first {@code length} cells of each row, where a 0/1 mask or -100 marks the end. */
    public static int[][] trimmed(JsonElement matrix, JsonElement mask) {
        int[][] values = ints(matrix);
        int[][] marks = ints(mask);
        int[][] rows = new int[values.length][];
        for (int i = 0; i < rows.length; i++) {
            int length = 0;
            while (length < marks[i].length && marks[i][length] != 0 && marks[i][length] != -100) length++;
            rows[i] = Arrays.copyOf(values[i], length);
        }
        return rows;
    }

    /** Any nesting of numbers, flattened in order. */
    public static float[] floats(JsonElement nested) {
        List<Float> values = new ArrayList<>();
        collect(nested, values);
        float[] flat = new float[values.size()];
        for (int i = 0; i < flat.length; i++) flat[i] = values.get(i);
        return flat;
    }

    private static void collect(JsonElement element, List<Float> into) {
        if (element.isJsonArray()) element.getAsJsonArray().forEach(e -> collect(e, into));
        else into.add(element.getAsFloat());
    }

    /** The greatest absolute difference, after a check that both have the same number of values. */
    public static double difference(NDArray actual, JsonElement expected) { return difference(actual.toFloatArray(), floats(expected)); }

    public static double difference(float[] actual, float[] expected) {
        if (actual.length != expected.length) throw new AssertionError(actual.length + " values, expected " + expected.length);
        double greatest = 0;
        for (int i = 0; i < actual.length; i++) greatest = Math.max(greatest, Math.abs((double) actual[i] - expected[i]));
        return greatest;
    }
}
