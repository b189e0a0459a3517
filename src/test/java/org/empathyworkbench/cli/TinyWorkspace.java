package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.workspace.Workspace;

/**
 * A workspace with the dataset {@code demo}, a generator {@code tiny} whose run kept three checkpoints (steps 2, 4, 6), and the identifiers
 * {@code readers}; made by commands.
 */
record TinyWorkspace(Path folder) {
    private static final String TINY = """
            {"name": "tiny", "kind": "generator", "dataset": "demo", "threads": 1, "settings": {"contextTokens": 32, \
            "responseTokens": 16, "maximumSteps": 6, "batch": 8, "learningRate": 0.02,
             "validationExamples": 8, "samples": 1, "pieces": 300, "dModel": 16, "dFf": 32, "encoderLayers": 1, "decoderLayers": 1, \
            "heads": 2, "checkpointEvery": 2, "keepCheckpoints": 9}}
            """;
    private static final String READERS = """
            {"name": "readers", "kind": "identifiers", "dataset": "demo", "threads": 1, "settings": {"pieces": 300, "dModel": 16, \
            "dFf": 32, "layers": 1, "heads": 2, "epochs": 1, "batch": 16,
             "contextTokens": 24, "responseTokens": 24}}
            """;

    static TinyWorkspace in(Path temporary) throws IOException {
        TinyWorkspace made = new TinyWorkspace(temporary.resolve("workspace"));
        try (Workspace workspace = Workspace.open(made.folder)) {
            workspace.datasets().add("demo", "a test", DemoCorpus.generate(3, 64));
        }
        for (Map.Entry<String, String> recipe : Map.of("tiny", TINY, "readers", READERS).entrySet()) {
            Done done = made.run("train", "--recipe",
                    Files.writeString(temporary.resolve(recipe.getKey() + ".json"), recipe.getValue()).toString());
            assertThat(done.status()).as(done.err()).isZero();
        }
        return made;
    }

    Done run(String command, String... more) { return Typed.in(folder, command, more); }
}
