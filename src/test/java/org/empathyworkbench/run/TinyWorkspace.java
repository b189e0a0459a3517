package org.empathyworkbench.run;

import java.nio.file.Path;
import java.util.Map;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/** A workspace with a handful of dialogues, and recipes that take a second or two on one thread. */
public final class TinyWorkspace {
    private TinyWorkspace() { }

    public static Workspace open(Path folder) {
        Workspace workspace = Workspace.open(folder);
        workspace.datasets().add("tiny", "a test", DemoCorpus.generate(5, 64));
        return workspace;
    }

    public static Recipe generator() {
        return Recipe.of(RunKind.GENERATOR).withName("tiny generator").withDataset("tiny").withThreads(1).withSettings(Map.ofEntries(
                Map.entry("contextTokens", 32), Map.entry("responseTokens", 16), Map.entry("epochs", 100_0),
                Map.entry("maximumSteps", 6), Map.entry("batch", 8), Map.entry("learningRate", 0.001), Map.entry("validateEvery", 3),
                Map.entry("validationExamples", 8), Map.entry("samples", 1), Map.entry("pieces", 300), Map.entry("dModel", 16),
                Map.entry("dFf", 32), Map.entry("encoderLayers", 1), Map.entry("decoderLayers", 1), Map.entry("heads", 2)));
    }

    static Recipe identifiers() {
        return Recipe.of(RunKind.IDENTIFIERS).withName("tiny identifiers").withDataset("tiny")
                .withThreads(1).withSettings(Map.of("pieces", 300, "dModel", 16, "dFf", 32,
                        "layers", 1, "heads", 2, "epochs", 2, "batch", 16, "contextTokens", 24, "responseTokens", 24));
    }

    static Recipe ppo(String generator, String identifiers) {
        return Recipe.of(RunKind.PPO).withName("tiny alignment").withDataset("tiny")
                .withBase(generator).withIdentifiers(identifiers).withThreads(1)
                .withSettings(Map.of("steps", 5, "batch", 8, "maximumNewTokens", 8, "learningRate", 0.001, "sampleEvery", 2));
    }
}
