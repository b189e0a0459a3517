package org.empathyworkbench.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.empathyworkbench.journal.NonFiniteLossException;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.torch.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Updates the policy from one batch (eqs. 13-15): several epochs; in each, gradients are accumulated over micro-batches, followed by one
 * optimizer step.
 *
 * <p>If the gradient does not depend on the partition, micro-batches are neighbouring rows, which have similar lengths and need little
 * padding. If each micro-batch has equal weight whatever its number of tokens, they are drawn at random, as a function of (seed, step,
 * epoch).
 */
class PolicyUpdate {
    private final ActorCritic model;
    private final PpoSettings settings;
    private final long seed;
    private long updates;

    PolicyUpdate(ActorCritic model, PpoSettings settings, long seed) {
        this.model = model;
        this.settings = settings;
        this.seed = seed;
    }

    /** Optimizer steps so far. */
    long updates() { return updates; }

    /**
     * @throws NonFiniteLossException before the optimizer step that would have used a non-finite loss or gradient; the weights are as
     *     before that step
     */
    PpoStatistics learn(RolloutScores assessed, Advantages advantages, int step, double learningRate) {
        requireFinite(assessed, advantages, step);
        List<LossSums> parts = new ArrayList<>();
        double norms = 0;
        for (int epoch = 1; epoch <= settings.training().epochs(); epoch++) {
            parts.addAll(accumulate(assessed, advantages, step, epoch));
            double norm = optimise(learningRate);
            updates++;
            if (!Double.isFinite(norm)) {
                throw new NonFiniteLossException(step, "At step " + step + ", epoch " + epoch + ", the gradient norm is "
                        + norm + ". The policy is as it was before this update. Lower the learning rate or clip the gradient.");
            }
            norms += norm;
        }
        return PpoStatistics.of(parts, norms / settings.training().epochs(), settings.training().epochs(), settings.loss().alpha());
    }

    /** Accumulates the gradients of an epoch's micro-batches. */
    List<LossSums> accumulate(RolloutScores assessed, Advantages advantages, int step, int epoch) {
        int[][] cuts = cut(order(assessed.rows(), step, epoch));
        double[][] trained = trained(assessed.rows());
        double[] divisors = Arrays.stream(cuts).mapToDouble(part -> divisor(assessed.rows(), part, cuts.length, trained)).toArray();
        List<LossSums> parts = model.accumulate(assessed, advantages, cuts, trained, divisors);
        for (int i = 0; i < cuts.length; i++) {
            LossSums sums = parts.get(i);
            if (sums.finite()) continue;
            throw new NonFiniteLossException(step, "At step " + step + ", epoch " + epoch + ", the loss of responses "
                    + Arrays.toString(cuts[i]) + " of the batch is not finite (policy " + sums.lClip() + ", value " + sums.lVf()
                    + "). The policy is as it was before this update. Lower the learning rate or clip the gradient.");
        }
        return parts;
    }

    /** One optimizer step on the accumulated gradient. Returns the gradient norm before clipping. */
    double optimise(double learningRate) { return model.update(learningRate); }

    /** (B, T_b) 1 for a trained token; null for all, which is what the method requires (METHOD section 5). */
    double @Nullable [][] trained(RolloutBatch rows) { return null; }

    private static void requireFinite(RolloutScores assessed, Advantages advantages, int step) {
        require(assessed.logProbabilities(), "log-probability", step);
        require(assessed.reference(), "reference log-probability", step);
        require(assessed.values(), "value", step);
        require(advantages.advantages(), "advantage", step);
    }

    private static void require(double[][] numbers, String what, int step) {
        for (int b = 0; b < numbers.length; b++) {
            for (int t = 0; t < numbers[b].length; t++) {
                if (!Double.isFinite(numbers[b][t])) {
                    throw new NonFiniteLossException(step,
                            "At step " + step + ", response " + b + ", token " + (t + 1) + ", the " + what + " is " + numbers[b][t]
                            + ". The policy is as it was before this step. Lower the learning rate or start from another model.");
                }
            }
        }
    }

    /** Divisor that turns the sum of token losses into the configured loss aggregation. */
    private double divisor(RolloutBatch rows, int[] part, int parts, double @Nullable [][] trained) {
        return switch (settings.loss().aggregation()) {
            case SUM_OVER_TIME -> rows.size();
            case MEAN_OVER_TOKENS -> trained == null ? rows.tokens() : sum(Arrays.stream(trained));
            case MEAN_OF_MINI_BATCHES -> parts
                    * (trained == null ? rows.only(part).tokens() : sum(Arrays.stream(part).mapToObj(b -> trained[b])));
        };
    }

    private static double sum(Stream<double[]> rows) { return rows.mapToDouble(row -> Arrays.stream(row).sum()).sum(); }

    /** The rows in the order in which they are split into micro-batches. */
    int[] order(RolloutBatch rows, int step, int epoch) {
        int[] order = IntStream.range(0, rows.size()).toArray();
        if (settings.loss().aggregation() != PpoSettings.LossAggregation.MEAN_OF_MINI_BATCHES) return order;
        SplittableRandom random = RandomStream.of(seed, "mini-batches", step, epoch);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private int[][] cut(int[] order) {
        int[][] parts = new int[(order.length + settings.training().miniBatch() - 1) / settings.training().miniBatch()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Arrays.copyOfRange(order, i * settings.training().miniBatch(),
                    Math.min((i + 1) * settings.training().miniBatch(), order.length));
        }
        return parts;
    }
}
