package org.empathyworkbench.run;

import java.util.List;
import java.util.Locale;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.modelimport.ModelPublication;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/** Checks whether a recipe can be run in a workspace, and chooses the model's name if it is open. */
final class RecipeCheck {
    private RecipeCheck() { }

    static Recipe against(Workspace workspace, Recipe recipe) {
        checkDataset(workspace, recipe);
        if (recipe.base().isEmpty() && recipe.runSettings().needsBase()) {
            throw missing("base", recipe.kind() == RunKind.PPO ? "the generator to align"
                    : "the generator whose encoder the identifiers begin from", workspace, ModelKind.GENERATOR);
        }
        if (recipe.kind() == RunKind.PPO && recipe.identifiers().isEmpty())
            throw missing("identifiers", "the identifiers that give the reward", workspace, ModelKind.IDENTIFIERS);
        if (!recipe.base().isEmpty()) workspace.models().get(recipe.base(), ModelKind.GENERATOR);
        if (!recipe.identifiers().isEmpty()) workspace.models().get(recipe.identifiers(), ModelKind.IDENTIFIERS);
        return recipe.withModel(modelName(workspace, recipe));
    }

    private static void checkDataset(Workspace workspace, Recipe recipe) {
        if (recipe.dataset().isEmpty()) {
            throw new UserInputException("The recipe names no dataset. Nothing was started. Set \"dataset\" to one of: "
                    + names(workspace.datasets().list().stream()
                            .map(DatasetInfo::name).toList()) + ".");
        }
        DatasetInfo dataset = workspace.datasets().find(recipe.dataset()).orElseThrow(() ->
                new UserInputException("The workspace has no dataset named \"" + recipe.dataset() + "\". Nothing was started. It has: "
                        + names(workspace.datasets().list().stream().map(DatasetInfo::name).toList()) + "."));
        boolean pairs = recipe.kind() == RunKind.IDENTIFIERS;
        if ((pairs ? dataset.pairs() : dataset.responses()) == 0) {
            throw new UserInputException("The dataset \"" + dataset.name() + "\" has no "
                    + (pairs ? "labelled pairs, which identifiers learn from"
                            : "conversations, which a generator learns from") + ". Nothing was started. Choose another dataset.");
        }
    }

    private static UserInputException missing(String key, String what, Workspace workspace, ModelKind kind) {
        return new UserInputException("The recipe does not name " + what + ". Nothing was started. Set \"" + key + "\" to one of: "
                + names(workspace.models().list().stream().filter(model -> model.kind() == kind).map(model -> model.name()).toList())
                + ".");
    }

    private static String names(List<String> names) { return names.isEmpty() ? "none there yet" : String.join(", ", names); }

    /** A name chosen by the user is used or rejected; a default name gets a number if it is taken. */
    private static String modelName(Workspace workspace, Recipe recipe) {
        if (recipe.model().isEmpty()) return ModelPublication.freeName(workspace, fileName(recipe.name()));
        if (workspace.models().find(recipe.model()).isPresent()) {
            throw new UserInputException("The workspace already has a model named \"" + recipe.model()
                    + "\". Nothing was started. Choose another name, or delete that model first.");
        }
        workspace.models().folder(recipe.model());                          // rejects an invalid name
        return recipe.model();
    }

    private static String fileName(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}._+()-]+", "-")
                .replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N})+]+$", "");
        return plain.isEmpty() ? "model" : plain.substring(0, Math.min(60, plain.length()));
    }
}
