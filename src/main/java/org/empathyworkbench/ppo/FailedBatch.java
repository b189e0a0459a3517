package org.empathyworkbench.ppo;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The batch at which a run stopped for a number that is not finite, kept for inspection (METHOD section 6, rule 17). */
final class FailedBatch {
    /** The file in the run's folder. */
    static final String FILE = "failed-batch.json";

    private FailedBatch() {}

    /** Writes every response with its context, ids and the numbers of its tokens; numbers that are not finite stand as words. */
    static Path write(Path folder, int step, String reason, Rollout rollout, double[] scores, Assessment assessed, Advantages advantages) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("step", step);
        json.addProperty("reason", reason);
        JsonArray rows = new JsonArray();
        for (int b = 0; b < rollout.examples().size(); b++) {
            JsonObject row = new JsonObject();
            row.addProperty("example", rollout.examples().get(b).id());
            row.addProperty("response", rollout.responses().get(b).text());
            row.add("context ids", ids(rollout.contexts().get(b)));
            row.add("response ids", ids(rollout.responses().get(b).ids()));
            row.addProperty("score", String.valueOf(scores[b]));
            row.add("log-probabilities", numbers(assessed.logProbabilities()[b]));
            row.add("reference log-probabilities", numbers(assessed.reference()[b]));
            row.add("values", numbers(assessed.values()[b]));
            row.add("advantages", numbers(advantages.advantages()[b]));
            row.add("returns", numbers(advantages.returns()[b]));
            rows.add(row);
        }
        json.add("responses", rows);
        Path file = folder.resolve(FILE);
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(json), StandardCharsets.UTF_8);
        return file;
    }

    private static JsonArray ids(int[] ids) {
        JsonArray array = new JsonArray();
        for (int id : ids) array.add(id);
        return array;
    }

    private static JsonArray numbers(double[] numbers) {
        JsonArray array = new JsonArray();
        for (double number : numbers) {
            if (Double.isFinite(number)) array.add(number);
            else array.add(String.valueOf(number));
        }
        return array;
    }
}
