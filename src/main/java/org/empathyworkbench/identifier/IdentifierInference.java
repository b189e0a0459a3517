package org.empathyworkbench.identifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.identifier.EvidenceSettings.Baseline;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.torch.Program;
import org.jspecify.annotations.Nullable;

/** Scores responses of one identifier to contexts encoded before, and explains the scores. Only reads the weights. */
final class IdentifierInference {
    /**
     * Multiply-adds of one call of integrated gradients: about a tenth of a second on two cores, which bounds the delay of the next key
     * press.
     */
    private static final double WORK = 2e9;
    private static final float[] PRESENT = {0, 1, 1};   // weak and strong indicate the mechanism

    private final IdentifierConfig config;
    private final NDManager manager;
    private final List<NDArray> weights;
    private final Program program;
    private final int rowsAtOnce;
    private final boolean taught;

    IdentifierInference(IdentifierConfig config, NDManager manager, List<NDArray> weights, Program program) {
        this.config = config;
        this.manager = manager;
        this.weights = weights;
        this.program = program;
        double perToken = 3.0 * config.encoder().layers() * (4.0 * config.encoder().dModel() * config.encoder().inner()
                + (config.encoder().gated() ? 3.0 : 2.0) * config.encoder().dModel() * config.encoder().dFf());
        this.rowsAtOnce = (int) Math.max(1, Math.min(32, WORK / (perToken * config.responseTokens())));
        this.taught = weights.get(weights.size() - 1).getFloat(0) != 0;
    }

    /** Whether the network was trained on rationales: the bias of that layer starts at 0 and changes with the first such step. */
    boolean knowsRationales() { return taught; }

    /**
     * Number of responses that three such identifiers score in about the time of one call of integrated gradients: the interval between two
     * polls of the stop flag.
     */
    int rowsAtOnce() { return rowsAtOnce; }

    ContextStates read(int[] context) {
        NDManager kept = manager.newSubManager();
        NDArray mask = TokenBatch.mask(kept, new int[][] {context});
        NDArray states = program.run(kept, "context_states", weights, TokenBatch.ids(kept, new int[][] {context}), mask).singletonOrThrow();
        return new ContextStates(kept, states, mask);
    }

    /** (B, 3) logits; for one response equal to {@link Identifier#logits} bit for bit. */
    float[][] logits(ContextStates context, int[][] responses) {
        try (NDManager step = manager.newSubManager()) {
            float[] flat = program.run(step, "levels_of", weights, context.states(), context.mask(),
                    TokenBatch.ids(step, responses), TokenBatch.mask(step, responses))
                    .singletonOrThrow().toFloatArray();
            int levels = Level.values().length;
            float[][] rows = new float[responses.length][];
            for (int row = 0; row < rows.length; row++) rows[row] = Arrays.copyOfRange(flat, row * levels, (row + 1) * levels);
            return rows;
        }
    }

    /**
     * Attention and evidence of a response.
     *
     * @param rollout (T) over the response's tokens, sums to 1
     * @param context (S) over the context's tokens, sums to 1
     * @param told    (T) predicted probability that each token is marked as evidence
     */
    record Looked(float[] rollout, float[] context, float[] told) { }

    Looked lookAt(ContextStates context, int[] response) {
        try (NDManager step = manager.newSubManager()) {
            int[][] one = {response};
            NDList out = program.run(step, "looked_at", weights, context.states(),
                    context.mask(), TokenBatch.ids(step, one), TokenBatch.mask(step, one));
            return new Looked(out.get(0).toFloatArray(), out.get(1).toFloatArray(), out.get(2).toFloatArray());
        }
    }

    /** @param scores (T) attribution of each token; 0 for EOS, which is also in the baseline */
    record Integrated(double[] scores) { }

    /**
     * Integrated gradients of the log-odds that the mechanism is present, by the midpoint rule.
     *
     * @param stop polled between calls; null is returned once true
     */
    @Nullable Integrated integrate(ContextStates context, int[] response, EvidenceSettings settings, BooleanSupplier stop) {
        double[] scores = new double[response.length];
        for (int from = 0; from < settings.steps(); from += rowsAtOnce) {
            if (stop.getAsBoolean()) return null;
            int to = Math.min(settings.steps(), from + rowsAtOnce);
            float[] alpha = new float[to - from];
            for (int i = 0; i < alpha.length; i++) alpha[i] = (float) ((from + i + 0.5) / settings.steps());
            float[] part = onPath(context, response, settings.baseline(), alpha).get(0);
            for (int t = 0; t < scores.length; t++) scores[t] += part[t] / settings.steps();
        }
        return new Integrated(scores);
    }

    /** Log-odds that the mechanism is present: of the baseline (0), of the response (1). */
    double[] ends(ContextStates context, int[] response, Baseline baseline) {
        if (baseline != Baseline.ZERO) {      // both are token sequences, so no gradient is needed: shorter delay of the next key press
            float[][] logits = logits(context, new int[][] {unknown(response, baseline), response});
            return new double[] {present(logits[0]), present(logits[1])};
        }
        float[] f = onPath(context, response, baseline, new float[] {0, 1}).get(1);
        return new double[] {f[0], f[1]};
    }

    /** Summed gradient times difference (T), and log-odds (n), at points of the path. */
    List<float[]> onPath(ContextStates context, int[] response, Baseline baseline, float[] alpha) {
        int[] base = unknown(response, baseline);
        float[] kept = new float[response.length];
        Arrays.fill(kept, baseline == Baseline.ZERO ? 0 : 1);
        kept[kept.length - 1] = 1;
        try (NDManager step = manager.newSubManager()) {
            NDList out = program.runWithGrad(step, "path_gradients", weights, context.states(), context.mask(),
                    TokenBatch.ids(step, new int[][] {response}), TokenBatch.ids(step, new int[][] {base}),
                    step.create(kept, new Shape(kept.length)), step.create(PRESENT), step.create(alpha));
            float[] parts = out.get(0).toFloatArray();
            float[] odds = out.get(1).toFloatArray();
            out.close();
            return List.of(parts, odds);
        }
    }

    /** The baseline response, its end token kept. */
    private static int[] unknown(int[] response, Baseline baseline) {
        int[] base = new int[response.length];
        Arrays.fill(base, baseline == Baseline.PADDING ? TextTokenizer.PAD : TextTokenizer.UNKNOWN);
        base[base.length - 1] = response[base.length - 1];
        return base;
    }

    /** Log-odds that the mechanism is present: weak or strong against none. */
    static double present(float[] logits) {
        double greatest = Math.max(logits[1], logits[2]);
        return greatest + Math.log(Math.exp(logits[1] - greatest) + Math.exp(logits[2] - greatest)) - logits[0];
    }
}
