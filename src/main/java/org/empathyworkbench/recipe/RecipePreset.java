package org.empathyworkbench.recipe;

import org.empathyworkbench.workspace.RunKind;

/**
 * A recipe to begin from.
 *
 * @param name        in commands and recipes, such as {@code demo-ppo}
 * @param title       for people, a few words
 * @param explanation for people, a sentence or two: what it is for, how long it takes
 * @param recipe      with every setting that differs from the defaults; dataset and models may still have to be chosen
 */
public record RecipePreset(String name, String title, String explanation, Recipe recipe) {
    public RunKind kind() { return recipe.kind(); }
}
