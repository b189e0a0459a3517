package org.empathyworkbench.sweep;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.setting.SettingText;
import org.empathyworkbench.workspace.RunKind;

/**
 * A predefined sweep, applicable to any recipe.
 *
 * @param name        in commands
 * @param title       short display name
 * @param explanation a sentence or two for the user
 * @param kind        of the recipes that it fits; null for all
 * @param lines       of the table
 * @param seeds       initial seeds
 */
public record SweepPreset(String name, String title, String explanation, RunKind kind, List<Line> lines, List<Long> seeds) {
    private static final List<String> NAMES = List.of("five-seeds", "ablation");

    /** @param shares whole settings that become such a part of the recipe's own */
    record Line(String name, Map<String, String> changes, Map<String, Double> shares) { }

    public static List<SweepPreset> all() { return NAMES.stream().map(SweepPreset::shipped).toList(); }

    public static List<SweepPreset> of(RunKind kind) {
        return all().stream().filter(preset -> preset.kind == null || preset.kind == kind).toList();
    }

    /** @throws UserInputException listing the known ones when there is none of this name */
    public static SweepPreset named(String name) {
        if (!NAMES.contains(name))
            throw new UserInputException("There is no sweep preset \"" + name
                    + "\". Nothing was started. Known are " + String.join(", ", NAMES) + ".");
        return shipped(name);
    }

    /** The rows over a recipe. @throws UserInputException when the preset is for another kind of run */
    public List<SweepPlan.Row> rows(Recipe recipe) {
        if (kind != null && recipe.kind() != kind) {
            throw new UserInputException("The sweep \"" + name + "\" is for runs of kind " + kind.key()
                    + ", and the recipe is of kind " + recipe.kind().key() + ". Nothing was started. Choose another recipe.");
        }
        Map<String, Object> own = recipe.runSettings().toMap();
        return lines.stream().map(line -> {
            Map<String, String> changes = new LinkedHashMap<>(line.changes);
            line.shares.forEach((setting, share) -> changes.put(setting,
                    SettingText.of((double) Math.max(1, Math.round(((Number) own.get(setting)).doubleValue() * share)))));
            return new SweepPlan.Row(line.name, changes);
        }).toList();
    }

    private static SweepPreset shipped(String name) {
        try (InputStream in = SweepPreset.class.getResourceAsStream("/sweeps/" + name + ".json")) {
            if (in == null) throw new IllegalStateException("The program is incomplete: the sweep " + name + " is missing.");
            JsonObject json = JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getAsJsonObject();
            List<Line> lines = new ArrayList<>();
            for (JsonElement element : json.getAsJsonArray("rows")) {
                JsonObject row = element.getAsJsonObject();
                Map<String, String> changes = new LinkedHashMap<>();
                if (row.has("changes"))
                    row.getAsJsonObject("changes").entrySet().forEach(one -> changes.put(one.getKey(), one.getValue().getAsString()));
                Map<String, Double> shares = new LinkedHashMap<>();
                if (row.has("shares"))
                    row.getAsJsonObject("shares").entrySet().forEach(one -> shares.put(one.getKey(), one.getValue().getAsDouble()));
                lines.add(new Line(row.get("name").getAsString(), changes, shares));
            }
            return new SweepPreset(name, json.get("title").getAsString(), json.get("explanation").getAsString(), json.has("kind")
                    ? RunKind.ofKey(json.get("kind").getAsString()) : null, lines, SweepPlan.seeds(json.get("seeds").getAsString()));
        } catch (IOException e) {
            throw new IllegalStateException("The program is damaged: the sweep " + name + " cannot be read.", e);
        }
    }
}
