package org.empathyworkbench.evaluation;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.io.Json;
import org.jspecify.annotations.Nullable;

/**
 * The row of a table: one system on one set of contexts.
 *
 * @param system     the model's or response set's name
 * @param data       display name of the evaluated data: {@code "EmpatheticDialogues, test"}
 * @param seed       of the draws; 0 for stored responses
 * @param settings   how responses were drawn, by name; empty for stored responses
 * @param notes      sentences that stand with the figures: what of contexts and responses was read, and what is missing
 * @param perplexity null for stored responses
 * @param text       of the responses' words
 * @param empathy    one entry a judge; empty without identifiers or references
 */
public record EvaluationReport(String system, String data, long seed, Map<String, Object> settings,
        List<String> notes, @Nullable PerplexityFigures perplexity, TextFigures text,
        List<EmpathyFigures> empathy) {
    public EvaluationReport {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        notes = List.copyOf(notes);
        empathy = List.copyOf(empathy);
    }

    /** The first judge's figures stand without a name; those of further judges have theirs in the key and label. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        if (perplexity != null) figures.addAll(perplexity.figures());
        figures.addAll(text.figures());
        for (int j = 0; j < empathy.size(); j++) {
            EmpathyFigures judged = empathy.get(j);
            for (Figure figure : judged.figures()) {
                figures.add(j == 0 ? figure : new Figure(figure.key() + "@" + judged.judge(),
                        figure.label() + " (" + judged.judge() + ")", figure.value(), figure.meaning()));
            }
        }
        return figures;
    }

    /** @return the figure's value, NaN when this report has none of that key */
    public double value(String key) {
        return figures().stream().filter(figure -> figure.key().equals(key)).mapToDouble(Figure::value).findFirst().orElse(Double.NaN);
    }

    /** All numbers as JSON, confusion tables included; a number that does not exist is null. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("system", system);
        json.addProperty("data", data);
        json.addProperty("seed", seed);
        json.add("settings", Json.COMPACT.toJsonTree(settings));
        json.add("notes", Json.COMPACT.toJsonTree(notes));
        JsonObject numbers = new JsonObject();
        for (Figure figure : figures()) numbers.add(figure.key(), number(figure.value()));
        json.add("figures", numbers);
        JsonArray judges = new JsonArray();
        for (EmpathyFigures judged : empathy) judges.add(judge(judged));
        json.add("judges", judges);
        return json;
    }

    /** {@link #toJson} with line breaks. */
    public String toJsonText() { return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(toJson()) + "\n"; }

    /** The table as text output. */
    public String toText() { return EvaluationTable.text(List.of(this)) + levels(); }

    /** Shares of levels, responses against references, of the first judge. */
    private String levels() {
        StringBuilder text = new StringBuilder();
        for (EmpathyFigures judged : empathy) {
            text.append(String.format(Locale.ROOT, "%nLevels by %s, %% of responses (of references)%n", judged.judge()));
            for (Mechanism mechanism : Mechanism.values()) {
                text.append(String.format(Locale.ROOT, "  %-20s", mechanism.title()));
                for (Level level : Level.values()) {
                    text.append(String.format(Locale.ROOT, "  %s %.1f (%.1f)", level.word(),
                            100 * judged.share(mechanism, level), 100 * judged.targetShare(mechanism, level)));
                }
                text.append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private static JsonObject judge(EmpathyFigures judged) {
        JsonObject json = new JsonObject();
        json.addProperty("name", judged.judge());
        json.addProperty("hash", judged.hash());
        JsonObject confusions = new JsonObject();
        judged.mechanisms().forEach((mechanism, report) -> confusions.add(mechanism.key(), Json.COMPACT.toJsonTree(report.confusion())));
        json.add("confusion_target_by_response", confusions);
        return json;
    }

    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }
}
