package org.empathyworkbench.recipe;

import org.empathyworkbench.workspace.RunKind;

/**
 * A predefined recipe.
 *
 * @param name        in commands and recipes, such as {@code demo-ppo}
 * @param title       short display name
 * @param explanation a sentence or two for the user: purpose and duration
 * @param recipe      with every setting that differs from the defaults; dataset and models may have to be chosen
 */
public record RecipePreset(String name, String title, String explanation, Recipe recipe) {
    public RunKind kind() { return recipe.kind(); }
}
