package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.checkpoint.Fingerprint;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.io.FileHash;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.run.RunRecord.Content;
import org.empathyworkbench.run.RunRecord.ModelFiles;
import org.empathyworkbench.workspace.Datasets;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/** Content hashes of a run's inputs; names, ids and emotions, which are not model input, are excluded. */
final class RunInputs {
    private RunInputs() { }

    /**
     * By split.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException if there is no such dataset
     */
    static Map<String, Content> data(Workspace workspace, Recipe recipe, String dataset) {
        Map<String, Content> contents = new TreeMap<>();
        for (Split split : recipe.kind() == RunKind.PPO ? List.of(Split.TRAIN) : List.of(Split.TRAIN, Split.VALIDATION)) {
            contents.put(split.key(), recipe.kind() == RunKind.IDENTIFIERS
                    ? pairs(dataset, workspace.datasets(), split) : examples(dataset, workspace.datasets(), split));
        }
        return contents;
    }

    private static Content examples(String dataset, Datasets datasets, Split split) {
        Fingerprint print = new Fingerprint();
        List<Example> examples = datasets.examples(dataset, split);
        for (Example example : examples) {
            print.add(example.context().size());
            example.context().forEach(print::add);
            print.add(example.response());
        }
        return new Content(dataset, examples.size(), print.hex());
    }

    private static Content pairs(String dataset, Datasets datasets, Split split) {
        Fingerprint print = new Fingerprint();
        List<LabelledPair> pairs = datasets.pairs(dataset, split);
        for (LabelledPair pair : pairs) {
            print.add(pair.context()).add(pair.response());
            for (Mechanism mechanism : Mechanism.values()) {
                Level level = pair.levels().get(mechanism);
                print.add(level == null ? -1 : level.ordinal());
                pair.rationales().getOrDefault(mechanism, List.of()).forEach(print::add);
            }
        }
        return new Content(dataset, pairs.size(), print.hex());
    }

    /** The models that the recipe starts from, by their role. */
    static Map<String, ModelFiles> models(Workspace workspace, Recipe recipe) throws IOException {
        Map<String, ModelFiles> models = new TreeMap<>();
        if (!recipe.base().isEmpty()) models.put("base", files(workspace, recipe.base()));
        if (!recipe.identifiers().isEmpty()) models.put("identifiers", files(workspace, recipe.identifiers()));
        return models;
    }

    static ModelFiles files(Workspace workspace, String model) throws IOException {
        Path folder = workspace.models().folder(model);
        return new ModelFiles(model, FileHash.ofAll(folder));
    }
}
