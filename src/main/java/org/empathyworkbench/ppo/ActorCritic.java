package org.empathyworkbench.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.T5Weights;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.HyperParameter;
import org.empathyworkbench.torch.HyperParameters;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.TensorThreads;
import org.jspecify.annotations.Nullable;

/**
 * The policy with its value head, the frozen reference model, and AdamW over policy and head: the three tensor programs of PPO. Trains the
 * policy's weights in place. Closing frees optimizer, head and programs; policy and reference belong to the caller.
 */
final class ActorCritic implements AutoCloseable {
    /** Rows of the tensor {@code old}: per token of the rollout, what the update needs from the old policy. */
    private enum Old { LOG_PROBABILITY, ADVANTAGE, VALUE, RETURN, WEIGHT }

    private final T5Model policy;
    private final T5Model reference;
    private final PpoSettings settings;
    private final NDManager manager;
    private final Program program;
    // program of the reference; the policy's own if the precisions are equal
    private final Program frozen;
    private final List<NDArray> parameters = new ArrayList<>();     // T5's weights, then the head's weight and bias
    private final List<NDArray> gradients = new ArrayList<>();
    private final List<NDArray> secondGradients = new ArrayList<>();   // of every second micro-batch; zeros between epochs
    private final AdamW adam;

    /** @param head on a manager that lives as long as this object */
    ActorCritic(T5Model policy, ValueHead head, T5Model reference, PpoSettings settings) {
        this.policy = policy;
        this.reference = reference;
        this.settings = settings;
        this.manager = policy.manager().newSubManager();
        this.program = compile(settings.compute().precision());
        this.frozen = settings.compute().frozenPrecision() == settings.compute().precision()
                ? program : compile(settings.compute().frozenPrecision());
        parameters.addAll(policy.weights());
        parameters.addAll(head.parameters());
        for (NDArray parameter : parameters) gradients.add(manager.zeros(parameter.getShape(), parameter.getDataType()));
        // weight decay on the head's weight, not on its bias
        boolean[] decays = Arrays.copyOf(policy.decays(), parameters.size());
        decays[parameters.size() - 2] = true;
        if (!settings.optimizer().decaySparesNorms()) Arrays.fill(decays, true);
        this.adam = new AdamW(manager, parameters, decays,
                new AdamW.Hyper(settings.optimizer().weightDecay(), settings.optimizer().gradientClip(),
                        0.9, 0.999, settings.optimizer().adamEpsilon()));
    }

    private Program compile(Precision precision) {
        return Program.compile(constants(policy.config(), precision), "adamw", "t5", "gradient", "recompute", "ppo", "ppo_recompute");
    }

    /** Substitutions of the programs: T5's, the places of the value head, the rows of the old policy and of the sums. */
    private static Map<String, String> constants(T5Config config, Precision precision) {
        Map<String, String> constants = new LinkedHashMap<>(config.constants(precision));
        int head = new T5Weights(config).all().size();
        constants.put("VALUE_HEAD_WEIGHT", Integer.toString(head));
        constants.put("VALUE_HEAD_BIAS", Integer.toString(head + 1));
        for (Old number : Old.values()) constants.put("OLD_" + number.name(), Integer.toString(number.ordinal()));
        for (LossSums.Place sum : LossSums.Place.values()) constants.put("SUM_" + sum.name(), Integer.toString(sum.ordinal()));
        return constants;
    }

    /** Old log-probabilities, values and reference log-probabilities: one forward pass of each model per micro-batch. */
    RolloutScores assess(RolloutBatch rows) {
        NDManager kept = policy.manager().newSubManager();
        List<Supplier<RolloutScores>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += settings.training().miniBatch()) {
            RolloutBatch part = rows.only(IntStream.range(from, Math.min(from + settings.training().miniBatch(), rows.size())).toArray());
            parts.add(() -> assess(kept, part));
        }
        return RolloutScores.joined(kept, rows, TensorThreads.run(small(), parts));
    }

    private RolloutScores assess(NDManager kept, RolloutBatch rows) {
        try (NDManager step = kept.newSubManager()) {
            Object[] batch = rows.tensors(step, policy.config().startId());
            int topK = settings.sampling().topKOf(policy.config().vocabularySize());
            NDArray early = rows.early(step, settings.rollout().minimumLength());
            NDList old = program.run(step, "assess", parameters, batch[0], batch[1], batch[2], batch[3],
                    rows.picked(step), early, topK, settings.rollout().topP(), settings.rollout().temperature(), behaviour());
            NDList rho = frozen.run(step, "refer", reference.weights(), batch[0], batch[1], batch[2], batch[3],
                    old.get(1), old.get(2), old.get(3), old.get(4), early, settings.rollout().temperature(), behaviour());
            float[] numbers = old.get(0).toFloatArray();                            // (4, N)
            float[] referred = rho.singletonOrThrow().toFloatArray();               // (3, N)
            for (NDArray tensor : old.subNDList(2)) tensor.attach(kept);
            int n = rows.tokens();
            return new RolloutScores(kept, rows, rows.ragged(numbers, 0), rows.ragged(numbers, n),
                    rows.ragged(numbers, 2 * n), rows.ragged(numbers, 3 * n),
                    rows.ragged(referred, 0), rows.ragged(referred, n), rows.ragged(referred, 2 * n), old.get(2), old.get(3), old.get(4));
        }
    }

    /**
     * Adds the gradients of the losses of several micro-batches. Those of a small model are accumulated in two sums, concurrently, every
     * second micro-batch in one.
     *
     * @param divisors one per micro-batch
     */
    List<LossSums> accumulate(RolloutScores assessed, Advantages advantages, int[][] parts, double @Nullable [][] weights,
                              double[] divisors) {
        boolean beside = small() && parts.length > 1;
        if (beside && secondGradients.isEmpty()) {
            gradients.forEach(one -> secondGradients.add(manager.zeros(one.getShape(), one.getDataType())));
        }
        LossSums[] sums = new LossSums[parts.length];
        List<Supplier<Boolean>> lanes = new ArrayList<>();
        for (int lane = 0; lane < (beside ? 2 : 1); lane++) {
            int first = lane;
            lanes.add(() -> {
                for (int i = first; i < parts.length; i += beside ? 2 : 1) {
                    sums[i] = accumulate(first == 0 ? gradients : secondGradients, assessed, advantages, parts[i], weights, divisors[i]);
                }
                return true;
            });
        }
        TensorThreads.run(small(), lanes);
        if (beside) {
            try (NDManager step = manager.newSubManager()) {
                program.run(step, "add_sums", gradients, secondGradients);
            }
        }
        return List.of(sums);
    }

    /**
     * Adds the gradient of a micro-batch's loss.
     *
     * @param part    row numbers
     * @param weights (B, T_b) 1 for a trained token; null for all
     * @param divisor divides the sum of the token losses
     */
    LossSums accumulate(RolloutScores assessed, Advantages advantages, int[] part, double @Nullable [][] weights, double divisor) {
        return accumulate(gradients, assessed, advantages, part, weights, divisor);
    }

    private LossSums accumulate(List<NDArray> into, RolloutScores assessed, Advantages advantages, int[] part,
                                double @Nullable [][] weights, double divisor) {
        RolloutBatch rows = assessed.rows().only(part);
        try (NDManager step = policy.manager().newSubManager()) {
            Object[] batch = rows.tensors(step, policy.config().startId());
            int n = rows.tokens();
            float[] old = new float[Old.values().length * n];
            int at = 0;
            for (int b : part) {
                for (int t = 0; t < assessed.rows().answers()[b].length; t++, at++) {
                    old[Old.LOG_PROBABILITY.ordinal() * n + at] = (float) assessed.logProbabilities()[b][t];
                    old[Old.ADVANTAGE.ordinal() * n + at] = (float) advantages.advantages()[b][t];
                    old[Old.VALUE.ordinal() * n + at] = (float) assessed.values()[b][t];
                    old[Old.RETURN.ordinal() * n + at] = (float) advantages.returns()[b][t];
                    old[Old.WEIGHT.ordinal() * n + at] = weights == null ? 1f : (float) weights[b][t];
                }
            }
            boolean clipsValues = settings.loss().valueLoss() == PpoSettings.ValueLoss.CLIPPED_HALF;
            NDArray hyper = HyperParameters.of(HyperParameter.Group.PPO).set(HyperParameter.PPO_CLIP_RANGE, settings.loss().epsilon())
                    .set(HyperParameter.PPO_VALUE_WEIGHT, settings.loss().alpha())
                    .set(HyperParameter.PPO_VALUE_CLIP, clipsValues ? settings.loss().valueClip() : 0)
                    .set(HyperParameter.PPO_DIVISOR, divisor)
                    .set(HyperParameter.PPO_TEMPERATURE, settings.rollout().temperature())
                    .set(HyperParameter.PPO_BEHAVIOUR, behaviour() ? 1 : 0)
                    .set(HyperParameter.PPO_RATIO_LIMIT, settings.loss().ratioLimit()).float64(step);
            String method = settings.compute().recompute() ? "ppo_accumulate_recomputed" : "ppo_accumulate";
            NDArray sums = program.runWithGrad(step, method, parameters, into, batch[0], batch[1], batch[2], batch[3], assessed.tokenSet(),
                    assessed.allowed(), assessed.pick(), step.create(assessed.rows().flatPlaces(part)),
                    step.create(old, new Shape(Old.values().length, n)), hyper).singletonOrThrow();
            return LossSums.of(sums.toFloatArray(), divisor);
        }
    }

    /** One AdamW step on the accumulated gradient; a non-finite gradient changes nothing. Returns the norm before clipping. */
    double update(double learningRate) {
        try (NDManager step = policy.manager().newSubManager()) {
            return update(step, adam.hyper(step, learningRate));
        }
    }

    /** As above with AdamW's hyper-parameters given, in the order of {@link HyperParameter}. */
    double update(NDManager step, NDArray hyper) {
        return program.run(step, "ppo_update", parameters, gradients, adam.firstMoments(),
                adam.secondMoments(), adam.steps(), adam.decayed(), hyper)
                .singletonOrThrow().getFloat();
    }

    /** The optimizer's state, by name. */
    Map<String, NDArray> optimiser() { return adam.state(); }

    /** Gradients accumulated since the last update, by parameter. */
    List<NDArray> gradients() { return gradients; }

    @Override
    public void close() {
        adam.close();
        program.close();
        if (frozen != program) frozen.close();
        manager.close();
    }

    private boolean small() { return TensorThreads.small(policy.parameterCount(), policy.device()); }

    private boolean behaviour() { return settings.loss().logProbabilities() == PpoSettings.LogProbabilities.BEHAVIOUR; }
}
