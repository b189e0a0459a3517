package org.empathyworkbench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunRecord.ModelFiles;
import org.empathyworkbench.t5.WeightsHash;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/**
 * The SHA-256 of a generator's weights after a given number of steps, if known: 1. from a checkpoint of that step; 2. at the start, from
 * the run's record or the unchanged start model; 3. at the end, likewise. Weights between checkpoints are not kept.
 */
final class RunWeights {
    private static final String FILE = "model.safetensors";

    private RunWeights() { }

    /** Empty if unknown. */
    static Optional<String> after(Workspace workspace, String id, int step) {
        Optional<RunInfo> run = workspace.runs().find(id);
        if (run.isEmpty() || run.get().kind() == RunKind.IDENTIFIERS) return Optional.empty();
        Optional<String> checkpoint = CheckpointFolder.of(workspace.runs().folder(id), id).list().stream()
                .filter(one -> one.step() == step).findFirst().map(one -> WeightsHash.of(one.folder()));
        if (checkpoint.isPresent()) return checkpoint;
        try {
            Recipe recipe = Recipes.parse(run.get().recipe(), "The recipe of run " + id);
            Path file = workspace.runs().folder(id).resolve(RunRecord.FILE);
            Optional<RunRecord> record = Files.exists(file) ? Optional.of(RunRecord.read(file)) : Optional.empty();
            return step == 0 ? start(workspace, run.get(), recipe, record) : end(workspace, run.get(), recipe, record, step);
        } catch (UserInputException unreadable) {
            return Optional.empty();                          // of another version, or damaged: unknown
        }
    }

    private static Optional<String> start(Workspace workspace, RunInfo run, Recipe recipe, Optional<RunRecord> record) {
        if (recipe.base().isEmpty()) return Optional.empty();
        Optional<String> recorded = record.map(one -> one.models().get("base")).map(RunWeights::weights);
        return recorded.isPresent() ? recorded : workspace.models().find(recipe.base())
                .filter(model -> model.kind() == ModelKind.GENERATOR && model.createdAt().isBefore(run.createdAt()))
                .map(model -> WeightsHash.of(workspace.models().folder(model.name())));
    }

    private static Optional<String> end(Workspace workspace, RunInfo run, Recipe recipe, Optional<RunRecord> record, int step) {
        Optional<ModelInfo> model = run.model().isEmpty() ? Optional.empty()
                : workspace.models().find(run.model()).filter(one -> one.run().equals(run.id()));
        if (model.isEmpty() || !String.valueOf(step).equals(model.get().facts().get(kept(recipe)))) return Optional.empty();
        Optional<String> recorded = record.map(RunRecord::made).map(RunRecord.Made::model).map(RunWeights::weights);
        return recorded.isPresent() ? recorded : Optional.of(WeightsHash.of(workspace.models().folder(model.get().name())));
    }

    /** The key, among a model's facts, of the step of its weights. */
    private static String kept(Recipe recipe) {
        return recipe.runSettings().keepsBest() ? "kept step" : "steps";
    }

    private static String weights(ModelFiles files) { return files.sha256().get(FILE); }
}
