package org.empathyworkbench.training;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.evaluation.ClassificationReport;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;

/**
 * Validation results of a set's identifiers: {@code report.json} in its folder.
 *
 * @param chosenOn the pairs that chose the epochs: {@code validation}, or {@code development} (held out from training)
 * @param stopped  whether the user stopped the training
 */
public record IdentifierReport(List<MechanismReport> mechanisms, String chosenOn, int trainingPairs, int validationPairs, boolean stopped) {
    public static final String NAME = "report.json";
    private static final int MOST_BYTES = 16 << 20;

    public IdentifierReport { mechanisms = List.copyOf(mechanisms); }

    /** Writes the report; keeps the entries of an earlier report for mechanisms that were not trained again. */
    void write(Path folder) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("chosen_on", chosenOn);
        json.addProperty("training_pairs", trainingPairs);
        json.addProperty("validation_pairs", validationPairs);
        json.addProperty("stopped", stopped);
        JsonObject all = earlier(folder.resolve(NAME));
        for (MechanismReport report : mechanisms) all.add(report.mechanism().fileName(), json(report));
        json.add("mechanisms", all);
        AtomicFile.write(folder.resolve(NAME), Json.PRETTY.toJson(json) + "\n");
    }

    private static JsonObject earlier(Path file) throws IOException {
        if (!Files.exists(file)) return new JsonObject();
        try {
            JsonElement mechanisms = JsonParser.parseString(RegularFiles.readString(file, MOST_BYTES)).getAsJsonObject().get("mechanisms");
            return mechanisms != null && mechanisms.isJsonObject() ? mechanisms.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException | IllegalStateException damaged) {
            return new JsonObject();
        }
    }

    private static JsonObject json(MechanismReport report) {
        ClassificationReport validation = report.validation();
        JsonObject json = new JsonObject();
        json.addProperty("best_epoch", report.bestEpoch());
        json.addProperty("epochs", report.epochs());
        json.addProperty("weighted_f1", validation.weightedF1());
        json.addProperty("macro_f1", validation.macroF1());
        json.addProperty("majority_floor", validation.majorityFloor());
        json.addProperty("accuracy", validation.accuracy());
        json.addProperty("validation_loss", report.validationLoss());
        json.addProperty("best_weighted_f1_of_any_epoch", report.bestOnValidation());
        JsonArray confusion = new JsonArray();
        for (int[] row : validation.confusion()) {
            JsonArray cells = new JsonArray();
            for (int cell : row) cells.add(cell);
            confusion.add(cells);
        }
        json.add("confusion_true_by_predicted", confusion);
        JsonObject levels = new JsonObject();
        for (Level level : Level.values()) {
            JsonObject figures = new JsonObject();
            figures.addProperty("pairs", validation.support(level.ordinal()));
            figures.addProperty("precision", validation.precision(level.ordinal()));
            figures.addProperty("recall", validation.recall(level.ordinal()));
            figures.addProperty("f1", validation.f1(level.ordinal()));
            levels.add(level.word(), figures);
        }
        json.add("levels", levels);
        return json;
    }
}
