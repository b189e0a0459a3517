package org.empathyworkbench.recipe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.SettingText;

/**
 * A setting in which several recipes differ.
 *
 * @param name   as in recipes
 * @param label  for display
 * @param values one per recipe, in their order; a dash if a recipe's kind has no such setting
 */
public record RecipeDifference(String name, String label, String meaning, List<String> values) {
    private static final String NONE = "\u2013";

    public RecipeDifference { values = List.copyOf(values); }

    /** Kind, preset, data, models, seed, device and threads first, then the settings in their order. */
    public static List<RecipeDifference> between(List<Recipe> recipes) {
        Map<String, SettingInfo> known = new LinkedHashMap<>();
        List<Map<String, String>> all = new ArrayList<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (Recipe recipe : recipes) {
            Map<String, String> values = words(recipe, labels);
            for (SettingInfo info : recipe.describe()) {
                known.putIfAbsent(info.name(), info);
                values.put(info.name(), SettingText.of(info.value()));
            }
            all.add(values);
        }
        known.forEach((name, info) -> labels.put(name, info.label()));
        List<RecipeDifference> differences = new ArrayList<>();
        labels.forEach((name, label) -> {
            List<String> values = all.stream().map(one -> one.getOrDefault(name, NONE)).toList();
            if (new HashSet<>(values).size() > 1)
                differences.add(new RecipeDifference(name, label, known.containsKey(name) ? known.get(name).meaning() : "", values));
        });
        return differences;
    }

    private static Map<String, String> words(Recipe recipe, Map<String, String> labels) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, labels, "kind", "Kind", recipe.kind().key());
        put(values, labels, "preset", "Preset", recipe.preset());
        put(values, labels, "dataset", "Dataset", recipe.dataset());
        put(values, labels, "base", "Begins from", recipe.base());
        put(values, labels, "identifiers", "Identifiers", recipe.identifiers());
        put(values, labels, "seed", "Seed", String.valueOf(recipe.seed()));
        put(values, labels, "device", "Device", recipe.device());
        put(values, labels, "threads", "Threads", String.valueOf(recipe.threads()));
        put(values, labels, "method", "Method version", recipe.versions().getOrDefault("method", ""));
        return values;
    }

    private static void put(Map<String, String> values, Map<String, String> labels, String name, String label, String value) {
        values.put(name, value.isEmpty() ? NONE : value);
        labels.putIfAbsent(name, label);
    }

    /** The differences from the preset only, short: {@code beta 0.02, steps 200}. */
    public static String changes(Recipe recipe) {
        return String.join(", ", recipe.changes().entrySet().stream()
                .map(change -> change.getKey() + " " + SettingText.of(change.getValue().to())).toList());
    }
}
