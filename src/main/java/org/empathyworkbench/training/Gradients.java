package org.empathyworkbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.BatchParts;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.torch.Torch;

/**
 * One optimizer step on a batch: in one call of the program, or, if the batch has more tokens than may be computed at once, in
 * micro-batches whose gradients add up to the batch's own (METHOD section 6, rule 9). Supports gradient checkpointing.
 */
final class Gradients implements AutoCloseable {
    /**
     * @param loss mean of -log p over the batch's response tokens, before the step
     * @param norm of the gradient, before clipping
     */
    record Step(double loss, double norm) {}

    private final T5Model model;
    private final AdamW adam;
    private final NDManager kept;
    private final GeneratorSettings settings;
    private final Program program;
    private List<NDArray> sums = List.of();

    /** @param kept holds the accumulated gradients, allocated when first needed */
    Gradients(T5Model model, AdamW adam, NDManager kept, GeneratorSettings settings) {
        this.model = model;
        this.adam = adam;
        this.kept = kept;
        this.settings = settings;
        this.program = settings.compute().precision() == Precision.FP32 && !settings.compute().recompute() ? model.program()
                : Program.compile(model.config().constants(settings.compute().precision()),
                        "adamw", "t5", "gradient", "supervised", "recompute");
    }

    Step step(int[][] contexts, int[][] responses, double learningRate, long dropoutSeed) {
        Torch.seed(dropoutSeed);
        List<int[]> parts = BatchParts.of(contexts, responses, settings.training().tokensAtOnce());
        int tokens = TokenBatch.tokens(responses);
        if (parts.size() == 1 && !settings.compute().recompute()) return whole(contexts, responses, tokens, learningRate);
        if (sums.isEmpty()) sums = zeros();
        double loss = 0;
        for (int[] part : parts) {
            loss += accumulate(Arrays.copyOfRange(contexts, part[0], part[1]), Arrays.copyOfRange(responses, part[0], part[1]), tokens,
                    RandomStream.mix(dropoutSeed, "recompute", part[0]));
            if (!Double.isFinite(loss)) return new Step(loss, Double.NaN);
        }
        try (NDManager call = model.manager().newSubManager()) {
            NDArray norm = program.run(call, "update", model.weights(), sums, adam.firstMoments(), adam.secondMoments(),
                    adam.steps(), adam.decayed(), adam.hyper(call, learningRate)).singletonOrThrow();
            return new Step(loss, norm.getFloat());
        }
    }

    @Override
    public void close() {
        if (program != model.program()) program.close();
    }

    private Step whole(int[][] contexts, int[][] responses, int tokens, double learningRate) {
        try (NDManager call = model.manager().newSubManager()) {
            NDList out = program.runWithGrad(call, "step", model.weights(), adam.firstMoments(), adam.secondMoments(), adam.steps(),
                    adam.decayed(), adam.hyper(call, learningRate), TokenBatch.ids(call, contexts), TokenBatch.mask(call, contexts),
                    TokenBatch.decoderInput(call, responses, model.config().startId()), TokenBatch.labels(call, responses),
                    Torch.number(call, settings.optimizer().dropout()), Torch.number(call, tokens));
            return new Step(out.get(0).getFloat(), out.get(1).getFloat());
        }
    }

    private double accumulate(int[][] contexts, int[][] responses, int tokens, long seed) {
        try (NDManager call = model.manager().newSubManager()) {
            List<Object> arguments = new ArrayList<>(List.of(model.weights(), sums, TokenBatch.ids(call, contexts), TokenBatch.mask(call,
                    contexts), TokenBatch.decoderInput(call, responses, model.config().startId()), TokenBatch.labels(call, responses),
                    Torch.number(call, settings.optimizer().dropout()), Torch.number(call, tokens)));
            // random seed of the recomputation's dropout
            if (settings.compute().recompute()) arguments.add(Torch.whole(call, seed >>> 1));
            return program.runWithGrad(call, settings.compute().recompute() ? "accumulate_recomputed" : "accumulate", arguments.toArray())
                    .singletonOrThrow().getFloat();
        }
    }

    private List<NDArray> zeros() {
        List<NDArray> zeros = new ArrayList<>();
        for (NDArray weight : model.weights()) zeros.add(kept.zeros(weight.getShape()));
        return zeros;
    }
}
