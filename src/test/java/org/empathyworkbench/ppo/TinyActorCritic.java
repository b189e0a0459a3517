package org.empathyworkbench.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.Parameters;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;

/** An untrained generator of a few thousand weights with its reference and value heads that are not zero; rows that are awkward. */
final class TinyActorCritic implements AutoCloseable {
    static final PpoSettings SETTINGS = Settings.with(PpoSettings.paper(), Map.of("batch", 8, "miniBatch", 8, "maximumNewTokens", 12));
    /** One token alone, ids equal to the padding's, the end at different places, no end. */
    static final int[][] ANSWERS = {{1}, {0, 0, 9, 1}, {7, 8, 9, 10, 11, 12, 13}, {200, 1}, {0}};
    static final int[][] CONTEXTS = {{3, 4, 1}, {0, 0, 5, 1}, {6, 1}, {9, 8, 7, 6, 5, 4, 3, 2, 1}, {1}};

    final ResponseGenerator generator;
    private T5Model reference;

    TinyActorCritic(Path folder) { this(TinyGenerator.first(256), folder); }

    TinyActorCritic(T5Config config, Path folder) {
        generator = TinyGenerator.of(config, folder);
        reference = generator.model().copy();
    }

    static RolloutBatch rows() { return new RolloutBatch(CONTEXTS, ANSWERS); }

    /** Another model as reference. */
    void referTo(long seed) {
        reference.close();
        reference = T5Model.random(generator.model().config(), seed, generator.model().device());
    }

    ValueHead head() {
        NDManager manager = generator.model().manager();
        return new ValueHead(Parameters.random(manager, new Shape(1, generator.model().config().dModel()), 0.5, 4, 0),
                manager.ones(new Shape(1)));
    }

    ActorCritic with(PpoSettings settings) { return new ActorCritic(generator.model(), head(), reference, settings); }

    Rollout drawn(PpoSettings settings) { return Rollout.of(generator, TinyTask.examples('o').subList(0, 24), settings.sampling(), 5, 1); }

    /** The gradients since the last call. */
    static List<float[]> taken(ActorCritic model) {
        List<float[]> gradients = model.gradients().stream().map(NDArray::toFloatArray).toList();
        model.gradients().forEach(g -> g.muli(0));
        return gradients;
    }

    /** (B, T_b) value, value + 0.1, ...; all 0 for 0. */
    static double[][] like(RolloutBatch rows, double value) {
        return Arrays.stream(rows.answers())
                .map(answer -> IntStream.range(0, answer.length).mapToDouble(t -> value == 0 ? 0 : value + 0.1 * t).toArray())
                .toArray(double[][]::new);
    }

    static double[] flat(double[][] rows) { return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(); }

    @Override
    public void close() {
        reference.close();
        generator.close();
    }
}
