package org.empathyworkbench.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.workspace.RunInfo;

/** Groups runs by recipe without seed, and reads chart settings from recipes. Each recipe is read once. */
public final class SeedGroups {
    private final Map<String, Optional<Recipe>> recipes = new HashMap<>();

    /** Equal for runs that differ only in seed and name; unique for a run whose recipe cannot be read. */
    public Object key(RunInfo run) {
        return recipe(run).<Object>map(recipe ->
                List.of(recipe.kind(), recipe.dataset(), recipe.base(), recipe.identifiers(), recipe.runSettings())).orElse(run.id());
    }

    /** KL target of an adaptive coefficient; empty if there is none. */
    public Optional<Double> klTarget(RunInfo run) {
        return recipe(run).flatMap(recipe -> recipe.runSettings().ppo()).map(PpoSettings::reward)
                .filter(reward -> reward.klController() == PpoSettings.KlController.ADAPTIVE).map(PpoSettings.Reward::klTarget);
    }

    public Optional<Long> seed(RunInfo run) { return recipe(run).map(Recipe::seed); }

    private Optional<Recipe> recipe(RunInfo run) { return recipes.computeIfAbsent(run.id(), id -> read(run)); }

    private static Optional<Recipe> read(RunInfo run) {
        try {
            Recipe recipe = Recipes.parse(run.recipe(), "The recipe of run " + run.id());
            recipe.runSettings();
            return Optional.of(recipe);
        } catch (UserInputException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    /** Common part of the names of a group, with their number. */
    public static String name(List<String> names) {
        String common = names.get(0);
        for (String name : names) while (!name.startsWith(common)) common = common.substring(0, common.length() - 1);
        common = common.replaceAll("(?i)[\\s\\-_,.(#=]*(seed)?[\\s\\-_,.(#=]*$", "");
        return (common.isBlank() ? names.get(0) : common) + ", " + names.size() + " seeds";
    }
}
