package org.empathyworkbench.journal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;

/**
 * The batch at which a run stopped because of a non-finite number (METHOD section 6, rule 17), stored in the run's folder for inspection. A
 * later failure of the same run replaces it.
 *
 * @param step    the step that was not done
 * @param reason  what was not finite, in a sentence
 * @param figures metrics of the whole batch by name, such as "loss"
 */
public record FailedBatch(int step, String reason, Map<String, Double> figures, List<Row> rows) {
    /** The file in the run's folder. */
    public static final String FILE = "failed-batch.json";
    private static final int MOST_BYTES = 256 << 20;

    public FailedBatch {
        figures = Map.copyOf(figures);
        rows = List.copyOf(rows);
    }

    /**
     * One response of the batch.
     *
     * @param example the id of its example
     * @param context the turns before it, oldest first
     * @param label   additional target of the response; empty if none
     * @param numbers by name, one per token ("values") or a single one ("score"); also token ids ("response ids")
     */
    public record Row(String example, List<String> context, String response, String label, Map<String, double[]> numbers) {
        public Row {
            context = List.copyOf(context);
            numbers = new LinkedHashMap<>(numbers);
        }

        /** Names of those numbers that contain a non-finite value, in their order. */
        public List<String> notFinite() {
            return numbers.entrySet().stream().filter(entry -> Arrays.stream(entry.getValue()).anyMatch(value -> !Double.isFinite(value)))
                    .map(Map.Entry::getKey).toList();
        }
    }

    /**
     * Writes {@link #FILE} into a folder; non-finite numbers are written as strings.
     *
     * @return the file
     */
    public Path write(Path folder) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("step", step);
        json.addProperty("reason", reason);
        JsonObject all = new JsonObject();
        figures.forEach((name, figure) -> all.add(name, number(figure)));
        json.add("figures", all);
        JsonArray list = new JsonArray();
        for (Row row : rows) list.add(json(row));
        json.add("rows", list);
        Path file = Files.createDirectories(folder).resolve(FILE);
        AtomicFile.write(file, Json.PRETTY.toJson(json));
        return file;
    }

    private static JsonObject json(Row row) {
        JsonObject json = new JsonObject();
        json.addProperty("example", row.example());
        json.add("context", Json.COMPACT.toJsonTree(row.context()));
        json.addProperty("response", row.response());
        if (!row.label().isEmpty()) json.addProperty("label", row.label());
        JsonObject numbers = new JsonObject();
        row.numbers().forEach((name, values) -> {
            JsonArray array = new JsonArray();
            for (double value : values) array.add(number(value));
            numbers.add(name, array);
        });
        json.add("numbers", numbers);
        return json;
    }

    private static JsonElement number(double value) {
        if (!Double.isFinite(value)) return Json.COMPACT.toJsonTree(String.valueOf(value));
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Json.COMPACT.toJsonTree((long) value) : Json.COMPACT.toJsonTree(value);
    }

    /**
     * The failed batch in a run's folder; empty if there is none.
     *
     * @throws UserInputException if the file exists and cannot be read
     */
    public static Optional<FailedBatch> in(Path runFolder) {
        Path file = runFolder.resolve(FILE);
        try {
            JsonObject json = Json.COMPACT.fromJson(RegularFiles.readString(file, MOST_BYTES), JsonObject.class);
            Map<String, Double> figures = new LinkedHashMap<>();
            if (json == null || !json.keySet().containsAll(List.of("step", "reason", "figures", "rows")))
                throw new JsonParseException("step, reason, figures or rows are missing");
            for (Map.Entry<String, JsonElement> figure : json.getAsJsonObject("figures").entrySet())
                figures.put(figure.getKey(), figure.getValue().getAsDouble());
            List<Row> rows = new ArrayList<>();
            for (JsonElement one : json.getAsJsonArray("rows")) rows.add(row(one.getAsJsonObject()));
            return Optional.of(new FailedBatch(json.get("step").getAsInt(), json.get("reason").getAsString(), figures, rows));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException | NumberFormatException damaged) {
            throw new UserInputException(
                    "The stored batch of the run cannot be read (" + file + "). It was not changed. Open it in a text editor.", damaged);
        }
    }

    private static Row row(JsonObject json) {
        if (!json.keySet().containsAll(List.of("example", "context", "response", "numbers")))
            throw new JsonParseException("example, context, response or numbers are missing");
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject("numbers").entrySet()) {
            numbers.put(entry.getKey(),
                    entry.getValue().getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray());
        }
        List<String> context = json.getAsJsonArray("context").asList().stream().map(JsonElement::getAsString).toList();
        return new Row(json.get("example").getAsString(), context, json.get("response").getAsString(),
                json.has("label") ? json.get("label").getAsString() : "", numbers);
    }
}
