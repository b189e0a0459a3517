package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipeCommand;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.recipe.SettingSources;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;

/** A run's recipe for display. @param facts entries other than settings: dataset, models, seed */
record RecipeLines(Recipe recipe, List<Line> lines, Map<String, String> facts, String command) {
    /**
     * @param ofPreset value of the preset, or without one the default of the kind, when the run was created; equal to {@code value} if
     *     unchanged
     * @param source   origin of the value: paper, code, ours
     */
    record Line(String name, String label, String group, String meaning, String value,
            String ofPreset, String source, String paper, String code) {
        boolean differs() { return !value.equals(ofPreset); }
    }

    /** @throws org.empathyworkbench.dialogue.UserInputException when this version of the program cannot read the recipe */
    static RecipeLines of(Workspace workspace, RunInfo run) {
        Recipe recipe = Recipes.parse(run.recipe(), "The recipe of run " + run.id());
        SettingSources sources = SettingSources.of(recipe.kind());
        List<Line> lines = new ArrayList<>();
        for (SettingInfo info : recipe.describe()) {
            Recipe.Change change = recipe.changes().get(info.name());
            String value = String.valueOf(info.value());
            lines.add(new Line(info.name(), info.label(), info.group(), info.meaning(), value, change == null ? value
                    : String.valueOf(change.from()), sources.of(info, info.value()).words(), info.paper(), info.code()));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Preset", recipe.preset().isEmpty() ? "none" : recipe.preset() + changed(recipe.changes().size()));
        facts.put("Dataset", recipe.dataset());
        facts.put("Initial model", recipe.base().isEmpty() ? "nothing" : recipe.base());
        if (!recipe.identifiers().isEmpty()) facts.put("Identifiers", recipe.identifiers());
        if (!recipe.model().isEmpty()) facts.put("Output model", recipe.model());
        facts.put("Seed", String.valueOf(recipe.seed()));
        facts.put("Device", recipe.device()
                + (recipe.device().equals("cpu") ? ", " + recipe.threads() + (recipe.threads() == 1 ? " thread" : " threads") : ""));
        return new RecipeLines(recipe, lines, facts, RecipeCommand.of(workspace, run).text());
    }

    private static String changed(int count) { return count == 0 ? "" : count == 1 ? ", 1 change" : ", " + count + " changes"; }
}
