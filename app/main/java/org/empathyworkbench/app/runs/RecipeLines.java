package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.run.Recipe;
import org.empathyworkbench.run.RecipePreset;
import org.empathyworkbench.run.Recipes;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.Settings;

/**
 * The recipe of a run as people read it.
 *
 * @param facts what it names beside its settings: dataset, models, seed
 */
record RecipeLines(Recipe recipe, List<Line> lines, Map<String, String> facts, String command) {
    /** @param ofPreset the value that the preset, or without one the kind, has; equal to {@code value} where nothing was changed */
    record Line(String name, String label, String group, String meaning, String value, String ofPreset, String paper, String code) {
        boolean differs() { return !value.equals(ofPreset); }
    }

    /**
     * @param json      the recipe that the run keeps
     * @param workspace folder, for the command
     * @throws org.empathyworkbench.dialogue.BadInput when this version of the program cannot read the recipe
     */
    static RecipeLines of(String json, String runId, String workspace) {
        Recipe recipe = Recipes.parse(json, "The recipe of run " + runId);
        Record before = Recipes.presets().stream().filter(preset -> preset.name().equals(recipe.preset())).findFirst()
                .map(RecipePreset::recipe).map(Recipe::settingsRecord).orElse(Recipes.defaults(recipe.kind()));
        Map<String, String> defaults = new LinkedHashMap<>();
        Settings.describe(before).forEach(info -> defaults.put(info.name(), String.valueOf(info.value())));
        List<Line> lines = new ArrayList<>();
        for (SettingInfo info : recipe.describe()) {
            lines.add(new Line(info.name(), info.label(), info.group(), info.meaning(), String.valueOf(info.value()), defaults.get(info.name()), info.paper(), info.code()));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Dataset", recipe.dataset());
        facts.put("Begins from", recipe.base().isEmpty() ? "nothing" : recipe.base());
        if (!recipe.identifiers().isEmpty()) facts.put("Identifiers", recipe.identifiers());
        if (!recipe.model().isEmpty()) facts.put("Makes", recipe.model());
        facts.put("Seed", String.valueOf(recipe.seed()));
        facts.put("Device", recipe.device() + (recipe.device().equals("cpu") ? ", " + recipe.threads() + (recipe.threads() == 1 ? " thread" : " threads") : ""));
        // The model's name is taken by now; an empty one becomes the run's own with a number.
        String command = "app/run train --workspace " + quoted(workspace) + " --recipe " + quoted(workspace + "/runs/" + runId + "/recipe.json") + " --set model=";
        return new RecipeLines(recipe, lines, facts, command);
    }

    private static String quoted(String path) { return path.matches("[\\w./+~:@-]+") ? path : "'" + path.replace("'", "'\\''") + "'"; }
}
