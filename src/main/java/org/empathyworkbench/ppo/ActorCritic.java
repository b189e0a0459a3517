package org.empathyworkbench.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.Torch;

/**
 * The policy with its value head, the frozen reference, and AdamW over policy and head: the three calls of PPO into the script program.
 * The policy's own weights are trained in place. Closing frees optimiser, head and program; policy and reference are the caller's.
 */
final class ActorCritic implements AutoCloseable {
    private final T5Model policy;
    private final T5Model reference;
    private final PpoSettings settings;
    private final NDManager manager;
    private final Program program;
    private final Program frozen;                                   // reads the reference; the same program where the precisions agree
    private final List<NDArray> parameters = new ArrayList<>();     // T5's, then the head's weight and bias
    private final List<NDArray> gradients = new ArrayList<>();
    private final AdamW adam;

    /** @param head on a manager that lives as long as this */
    ActorCritic(T5Model policy, ValueHead head, T5Model reference, PpoSettings settings) {
        this.policy = policy;
        this.reference = reference;
        this.settings = settings;
        this.manager = policy.manager().newSubManager();
        this.program = compile(settings.precision());
        this.frozen = settings.frozenPrecision() == settings.precision() ? program : compile(settings.frozenPrecision());
        parameters.addAll(policy.weights());
        parameters.addAll(head.parameters());
        for (NDArray parameter : parameters) gradients.add(manager.zeros(parameter.getShape(), parameter.getDataType()));
        boolean[] decays = Arrays.copyOf(policy.decays(), parameters.size());                        // the head's weight decays, its bias does not
        decays[parameters.size() - 2] = true;
        if (!settings.decaySparesNorms()) Arrays.fill(decays, true);
        this.adam = new AdamW(manager, parameters, decays, new AdamW.Hyper(settings.weightDecay(), settings.gradientClip(), 0.9, 0.999, settings.adamEpsilon()));
    }

    private Program compile(Precision precision) {
        return Program.compile(policy.config().constants(precision), "adamw", "t5", "gradient", "recompute", "ppo", "ppo_recompute");
    }

    /** Old log-probabilities, values and reference log-probabilities: one call of each model for every part of a mini-batch's size. */
    Assessment assess(AnswerRows rows) {
        NDManager kept = policy.manager().newSubManager();
        List<Assessment> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += settings.miniBatch()) {
            parts.add(assess(kept, rows.only(IntStream.range(from, Math.min(from + settings.miniBatch(), rows.size())).toArray())));
        }
        return Assessment.joined(kept, rows, parts);
    }

    private Assessment assess(NDManager kept, AnswerRows rows) {
        try (NDManager step = kept.newSubManager()) {
            Object[] batch = rows.tensors(step, policy.config().startId());
            int topK = settings.sampling().topKOf(policy.config().vocabularySize());
            NDArray early = rows.early(step, settings.minimumLength());
            NDList old = program.run(step, "assess", parameters, batch[0], batch[1], batch[2], batch[3], rows.picked(step), early, topK, settings.topP(),
                    settings.temperature(), behaviour());
            NDList rho = frozen.run(step, "refer", reference.weights(), batch[0], batch[1], batch[2], batch[3], old.get(1), old.get(2), old.get(3), old.get(4),
                    early, settings.temperature(), behaviour());
            float[] numbers = old.get(0).toFloatArray();                            // (4, N)
            float[] frozen = rho.singletonOrThrow().toFloatArray();                 // (3, N)
            for (NDArray tensor : old.subNDList(2)) tensor.attach(kept);
            int n = rows.tokens();
            return new Assessment(kept, rows, rows.ragged(numbers, 0), rows.ragged(numbers, n), rows.ragged(numbers, 2 * n), rows.ragged(numbers, 3 * n),
                    rows.ragged(frozen, 0), rows.ragged(frozen, n), rows.ragged(frozen, 2 * n), old.get(2), old.get(3), old.get(4));
        }
    }

    /**
     * Adds the gradient of a mini-batch's loss.
     *
     * @param part    row numbers
     * @param weights (B, T_b) 1 for a token that is trained; null for all
     * @param divisor what the sum of the token losses is divided by
     */
    LossSums accumulate(Assessment assessed, Advantages advantages, int[] part, double[][] weights, double divisor) {
        AnswerRows rows = assessed.rows().only(part);
        try (NDManager step = policy.manager().newSubManager()) {
            Object[] batch = rows.tensors(step, policy.config().startId());
            int n = rows.tokens();
            float[] old = new float[5 * n];
            int at = 0;
            for (int b : part) {
                for (int t = 0; t < assessed.rows().answers()[b].length; t++, at++) {
                    old[at] = (float) assessed.logProbabilities()[b][t];
                    old[n + at] = (float) advantages.advantages()[b][t];
                    old[2 * n + at] = (float) assessed.values()[b][t];
                    old[3 * n + at] = (float) advantages.returns()[b][t];
                    old[4 * n + at] = weights == null ? 1f : (float) weights[b][t];
                }
            }
            NDArray hyper = Torch.numbers(step, settings.epsilon(), settings.alpha(),
                    settings.valueLoss() == PpoSettings.ValueLoss.CLIPPED_HALF ? settings.valueClip() : 0, divisor, settings.temperature(), behaviour() ? 1 : 0,
                    settings.ratioLimit());
            NDArray sums = program.train(step, settings.recompute() ? "ppo_accumulate_recomputed" : "ppo_accumulate", parameters, gradients, batch[0], batch[1], batch[2], batch[3], assessed.tokenSet(),
                    assessed.allowed(), assessed.pick(), step.create(assessed.rows().flatPlaces(part)), step.create(old, new Shape(5, n)),
                    hyper).singletonOrThrow();
            return LossSums.of(sums.toFloatArray(), divisor);
        }
    }

    /** One AdamW step on what was accumulated; a gradient that is not finite changes nothing. Returns its norm before the clip. */
    double update(double learningRate) {
        try (NDManager step = policy.manager().newSubManager()) {
            return update(step, adam.hyper(step, learningRate));
        }
    }

    /** As above with AdamW's numbers given: learning rate, weight decay, clip, beta1, beta2, epsilon. */
    double update(NDManager step, NDArray hyper) {
        return program.run(step, "ppo_update", parameters, gradients, adam.firstMoments(), adam.secondMoments(), adam.steps(), adam.decayed(), hyper)
                .singletonOrThrow().getFloat();
    }

    /** The optimiser's state, by name. */
    Map<String, NDArray> optimiser() { return adam.state(); }

    /** What was accumulated since the last update, by parameter. */
    List<NDArray> gradients() { return gradients; }

    @Override
    public void close() {
        adam.close();
        program.close();
        if (frozen != program) frozen.close();
        manager.close();
    }

    private boolean behaviour() { return settings.logProbabilities() == PpoSettings.LogProbabilities.BEHAVIOUR; }
}
