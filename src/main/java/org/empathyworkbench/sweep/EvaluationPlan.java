package org.empathyworkbench.sweep;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.checkpoint.Fingerprint;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.evaluation.EvaluationSettings;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;

/**
 * What the models of a sweep are asked: the same for all of them, and the same as the command {@code evaluate} asks.
 *
 * @param dataset     whose contexts they answer
 * @param examples    at most so many of the split, drawn by the seed; 0 for all
 * @param seed        of that draw, and of the tokens
 * @param identifiers sets that judge, the first one's figures in front; empty for none
 */
public record EvaluationPlan(String dataset, Split split, int examples, long seed, List<String> identifiers, SamplingSettings sampling) {
    /** Default number of contexts. */
    public static final int EXAMPLES = 500;
    /**
     * How figures are computed; one more whenever a report's figures would come out otherwise, so that
     * old and new ones never stand in one mean.
     */
    private static final int REPORT = 2;

    public EvaluationPlan { identifiers = List.copyOf(identifiers); }

    /** As the paper draws responses. */
    public static EvaluationPlan on(String dataset, List<String> identifiers) {
        return new EvaluationPlan(dataset, Split.TEST, EXAMPLES, 1, identifiers, SamplingSettings.paper());
    }

    public EvaluationPlan withExamples(int most) { return new EvaluationPlan(dataset, split, most, seed, identifiers, sampling); }

    public EvaluationPlan withSeed(long drawn) { return new EvaluationPlan(dataset, split, examples, drawn, identifiers, sampling); }

    EvaluationSettings settings() { return EvaluationSettings.on(examples); }

    /** {@code ed, test}: as reports name their data. */
    String data() { return dataset + ", " + split.key(); }

    /** @throws UserInputException when the workspace lacks what is named, or the split has nothing to answer */
    List<Example> examples(Workspace workspace) {
        if (examples < 0)
            throw new UserInputException("The number of contexts is 0 (all) or more, not " + examples + ". Nothing was evaluated.");
        identifiers.forEach(name -> workspace.models().get(name, ModelKind.IDENTIFIERS));
        List<Example> all = workspace.datasets().examples(dataset, split);
        if (all.isEmpty())
            throw new UserInputException("The dataset \"" + dataset + "\" has no responses in its part "
                    + split.key() + ". Nothing was evaluated. Choose another dataset or part.");
        return all;
    }

    /**
     * The question with hashes of all that it depends on beside the model: the key that answers are kept under.
     *
     * @param judges hash of each set of identifiers, in their order
     * @param device kind of the device that computes: equal draws may fall otherwise on another
     */
    String asked(List<Example> all, List<String> judges, String device) {
        Fingerprint print = new Fingerprint();
        for (Example example : all) {
            print.add(example.context().size());
            example.context().forEach(print::add);
            print.add(example.response());
        }
        JsonObject json = new JsonObject();
        json.addProperty("dataset", dataset);
        json.addProperty("split", split.key());
        json.addProperty("available", all.size());
        json.addProperty("contents", print.hex());
        json.addProperty("seed", seed);
        json.addProperty("device", device);
        json.addProperty("report", REPORT);
        json.add("identifiers", Json.COMPACT.toJsonTree(identifiers));
        json.add("judges", Json.COMPACT.toJsonTree(judges));
        Map<String, Object> settings = new TreeMap<>(Settings.toMap(settings()));
        settings.putAll(Settings.toMap(sampling));
        json.add("settings", Json.COMPACT.toJsonTree(settings));
        return Json.COMPACT.toJson(json);
    }

    /** A question in words: {@code 500 contexts of ed (test), drawn by seed 1, judged by mhs}. */
    static String words(String asked) {
        JsonObject json = JsonParser.parseString(asked).getAsJsonObject();
        int wanted = json.getAsJsonObject("settings").get("examples").getAsInt();
        int available = json.get("available").getAsInt();
        boolean all = wanted == 0 || wanted >= available;
        List<String> judges = json.getAsJsonArray("identifiers").asList().stream().map(one -> one.getAsString()).toList();
        return String.format(Locale.ROOT, "%,d contexts of %s (%s), %sseed %d", all ? available : wanted,
                json.get("dataset").getAsString(), json.get("split").getAsString(), all ? "" : "drawn by ", json.get("seed").getAsLong())
                + (judges.isEmpty() ? "" : ", judged by " + String.join(" and ", judges));
    }
}
