package org.empathyworkbench.app.inference;

import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/**
 * Result of a PPO run on a generator.
 *
 * @param policy the aligned generator
 * @param reference the initial model, reference of the KL
 * @param beta      the run's KL coefficient; the initial one if it was adapted
 * @param moved     whether it was adapted
 */
public record Alignment(String policy, String reference, double beta, boolean moved) {
    /** Reads the recipe of the run that trained the model. */
    public static Optional<Alignment> of(Workspace workspace, String generator) {
        return workspace.models().find(generator).filter(model -> !model.run().isEmpty())
                .flatMap(model -> workspace.runs().find(model.run())).filter(run -> run.kind() == RunKind.PPO)
                .flatMap(run -> {
                    try {
                        Recipe recipe = Recipes.parse(run.recipe(), "the run's recipe");
                        return recipe.runSettings().ppo().map(PpoSettings::reward).flatMap(reward -> workspace.models().find(recipe.base())
                                .filter(base -> base.kind() == ModelKind.GENERATOR)
                                .map(base -> new Alignment(generator, base.name(), reward.beta(),
                                        reward.klController() != PpoSettings.KlController.CONSTANT)));
                    } catch (UserInputException unreadable) {
                        return Optional.empty();    // recipe of another version: no reference
                    }
                });
    }
}
