package org.empathyworkbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.empathyworkbench.ChildJvm;
import org.empathyworkbench.run.TinyWorkspace;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Memory;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.Truncate;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.torch.NativeEnvironment;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class MemoryEstimateTest {
    private static final T5Config T5_SMALL = new T5Config(32_128, 512, 64, 2_048, 6, 6, 8, 32, 128, 0.1, 1e-6, false, true, 0, 1, 0);
    private static final T5Config T5_BASE = new T5Config(32_128, 768, 64, 3_072, 12, 12, 12, 32, 128, 0.1, 1e-6, false, true, 0, 1, 0);

    @TempDir Path folder;
    private Workspace workspace;

    @BeforeEach void open() { workspace = TinyWorkspace.open(folder.resolve("workspace")); }

    @AfterEach void close() { workspace.close(); }

    private void has(String name, T5Config config) throws IOException {
        workspace.models().add(ModelInfo.of(name, ModelKind.GENERATOR, "a test", 1));
        config.write(Files.createDirectories(workspace.models().folder(name)).resolve("config.json"));
    }

    private long bytes(Recipe recipe) { return MemoryEstimate.of(workspace, recipe).bytes(); }

    private static Recipe wide(int batch) {
        return TinyWorkspace.generator().withSettings(Map.of("dModel", 256, "dFf", 1024, "encoderLayers", 4,
                "decoderLayers", 4, "heads", 4, "pieces", 1000, "batch", batch, "maximumSteps", 2, "validateEvery", 2));
    }

    @Test void parametersAreCountedAsTheModelHasThem() {
        Torch.start(1);
        for (boolean second : new boolean[] {false, true}) {
            T5Config config = new T5Config(300, 16, 6, 24, 1, 2, 2, 8, 16, 0.1, 1e-6, second, !second, 0, 1, 0);
            try (T5Model model = T5Model.random(config, 1, Device.cpu())) {
                assertThat(new T5Memory(config, Precision.FP32).parameters()).isEqualTo(model.parameterCount());
            }
        }
        assertThat(new T5Memory(T5_SMALL, Precision.FP32).parameters()).as("as published").isEqualTo(60_506_624);
        assertThat(new T5Memory(T5_BASE, Precision.FP32).parameters()).as("as published").isEqualTo(222_903_552);
    }

    /**
     * A process of its own each, whose greatest resident memory the system tells; loosely, since the garbage collector is free to be idle.
     */
    @Test void theEstimateIsNearWhatAProcessHolds() throws IOException, InterruptedException {
        long[] small = measured(wide(4), "small");
        long[] large = measured(wide(64), "large");
        assertThat((double) large[1] / large[0]).as("held / estimated, %s", (Object) large).isBetween(0.5, 1.3);
        assertThat((double) (large[1] - small[1]) / (large[0] - small[0])).as("what the batch adds, held / estimated").isBetween(0.4, 1.6);
        long[] twice = measured(wide(64).withSettings(Map.of("recompute", true)), "twice");
        assertThat((double) twice[1] / twice[0]).as("blocks computed twice, held / estimated, %s", (Object) twice).isBetween(0.5, 1.3);
        assertThat(twice[1]).as("blocks computed twice").isLessThan(large[1]);
    }

    private long[] measured(Recipe recipe, String name) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(name + ".json"), recipe.withName(name).toJson());
        Path output = folder.resolve(name + ".txt");
        try (ChildJvm child = ChildJvm.start(List.of("-XX:+UseSerialGC", "-Xms32m", "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30", "-Xmx512m"), MemoryProbe.class, builder -> {
                    builder.redirectErrorStream(true).redirectOutput(output.toFile());
                    builder.environment().putAll(NativeEnvironment.wanted());
                }, folder.resolve("workspace").toString(), file.toString())) {
            child.await(300);
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        Matcher figures = Pattern.compile("memory (\\d+) (\\d+)").matcher(said);
        assertThat(figures.find()).as(said).isTrue();
        return new long[] {Long.parseLong(figures.group(1)), Long.parseLong(figures.group(2))};
    }

    @Test void whatIsLoweredLowersTheEstimate() throws IOException {
        has("t5-base", T5_BASE);
        Recipe fine = Recipe.of(RunKind.GENERATOR).withDataset("tiny").withBase("t5-base").withSettings(Map.of("batch", 32));
        assertThat(bytes(fine)).isGreaterThan(bytes(fine.withSettings(Map.of("batch", 8))))
                .isGreaterThan(bytes(fine.withSettings(Map.of("tokensAtOnce", 1_000))))
                .isGreaterThan(bytes(fine.withSettings(Map.of("contextTokens", 64))))
                .isGreaterThan(bytes(fine.withSettings(Map.of("dropout", 0.0))))
                .isGreaterThan(bytes(fine.withSettings(Map.of("recompute", true))));
        Recipe ppo = Recipe.of(RunKind.PPO).withDataset("tiny").withBase("t5-base").withSettings(Map.of("batch", 32, "miniBatch", 32));
        assertThat(bytes(ppo)).isGreaterThan(bytes(ppo.withSettings(Map.of("miniBatch", 4))));
        assertThat(bytes(Recipe.of(RunKind.IDENTIFIERS).withDataset("tiny").withSettings(Map.of("batch", 256))))
                .isGreaterThan(bytes(Recipe.of(RunKind.IDENTIFIERS).withDataset("tiny")));
    }

    @Test void anAlignmentIsEstimatedWithTheContextThatItsBaseReads() throws IOException {
        has("t5-base", T5_BASE);
        Recipe ppo = Recipe.of(RunKind.PPO).withDataset("tiny").withBase("t5-base").withSettings(Map.of("batch", 32, "miniBatch", 32));
        long unstated = bytes(ppo);
        ContextLimits.trained(64, 50, Truncate.LEFT).write(workspace.models().folder("t5-base"));
        assertThat(bytes(ppo)).isLessThan(unstated);
        ContextLimits.trained(200, 50, Truncate.LEFT).write(workspace.models().folder("t5-base"));
        assertThat(bytes(ppo)).isEqualTo(unstated);
    }

    @Test void termsNameWhatTakesTheMemoryAndAddUp() throws IOException {
        has("t5-small", T5_SMALL);
        MemoryEstimate estimate = MemoryEstimate.of(workspace, Recipe.of(RunKind.PPO).withDataset("tiny").withBase("t5-small"));
        assertThat(estimate.terms()).extracting(MemoryEstimate.Term::what)
                .anyMatch(what -> what.contains("reference")).anyMatch(what -> what.contains("moments"))
                .anyMatch(what -> what.contains("Gradients")).anyMatch(what -> what.contains("program"));
        assertThat(estimate.terms().get(0).bytes()).isEqualTo(4 * 60_506_624L);
        assertThat(estimate.bytes()).isEqualTo(estimate.terms().stream().mapToLong(MemoryEstimate.Term::bytes).sum());
    }

    @Test void tooLittleMemoryIsSaidWithASettingThatMakesItFit() throws IOException {
        has("t5-base", T5_BASE);
        Recipe recipe = Recipe.of(RunKind.GENERATOR).withDataset("tiny")
                .withBase("t5-base").withSettings(Map.of("batch", 64, "keepBest", false));
        String warning = MemoryCheck.of(workspace, recipe, List.of(new ComputeDevice("cpu", "CPU", 16L << 30, 8_000_000_000L))).warning();
        assertThat(warning).contains("this machine has 8.0 GB free").contains("will likely run out of memory")
                .contains("It fits with \"Tokens at once\" at ").contains("does not change the result");
        int value = Integer.parseInt(warning.replaceAll(".* at ([\\d,]+).*", "$1").replace(",", ""));
        assertThat(bytes(recipe.withSettings(Map.of("tokensAtOnce", value)))).isLessThan(8_000_000_000L);
        String hopeless = MemoryCheck.of(workspace, recipe, List.of(new ComputeDevice("cpu", "CPU", 16L << 30, 1_000_000_000L))).warning();
        assertThat(hopeless)
                .contains("Lower \"Tokens at once\" (no limit), which does not change the result, or switch on \"Compute blocks twice\"",
                        "Batch (64)", "Context tokens (200)");
        assertThat(hopeless).as("16 bits are slow on a CPU").doesNotContain("bf16");
        assertThat(MemoryCheck.of(workspace, recipe.withDevice("cuda"),
                List.of(new ComputeDevice("cuda:0", "a GPU", 16L << 30, 1_000_000_000L))).warning())
                .endsWith("and finally set \"Precision\" to bf16, which rounds products.");
        assertThat(MemoryCheck.of(workspace, recipe, List.of(new ComputeDevice("cpu", "CPU", 1L << 40, 1L << 40))).warning()).isEmpty();
        assertThat(MemoryCheck.of(workspace, recipe.withDevice("cuda"),
                List.of(new ComputeDevice("cpu", "CPU", 1L << 40, 1L << 40))).warning()).contains("no device \"cuda\"");
    }

    @Test void aMiniBatchIsCalledHarmlessOnlyWhereItIs() throws IOException {
        has("t5-base", T5_BASE);
        Recipe ppo = Recipe.of(RunKind.PPO).withDataset("tiny").withBase("t5-base").withSettings(Map.of("batch", 64, "miniBatch", 64));
        List<ComputeDevice> little = List.of(new ComputeDevice("cpu", "CPU", 16L << 30, 9_000_000_000L));
        assertThat(MemoryCheck.of(workspace, ppo, little).warning())
                .contains("It fits with \"Mini-batch\" at ").contains("does not change the result");
        assertThat(MemoryCheck.of(workspace, ppo.withSettings(Map.of("aggregation", "mean-of-mini-batches")), little).warning())
                .contains("It fits with \"Mini-batch\" at ")
                .doesNotContain("change the result");
    }
}
