package org.empathyworkbench.ppo.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.ppo.oracle.Tape.Node;
import org.empathyworkbench.runsettings.PpoSettings;

/** Drawing responses: temperature, minimum length, top-k, top-p, then the inverse of the distribution function at a row's own noise. */
final class PlainSampling {
    private final PpoSettings settings;
    /**
     * How near a draw came to being another token, by its noise or by the order of two logits; far above the rounding of 32 bits, or a
     * comparison would hang on it.
     */
    double narrowest = 1;

    PlainSampling(PpoSettings settings) { this.settings = settings; }

    int[] draw(PlainT5 policy, int[] context, SplittableRandom noise) {
        Node memory = policy.memory(new Tape(), context);
        int[] tokens = new int[settings.rollout().maximumNewTokens()];
        for (int t = 0; t < tokens.length; t++) {
            int[] input = new int[t + 1];
            input[0] = policy.config().startId();
            System.arraycopy(tokens, 0, input, 1, t);
            Tape tape = new Tape();
            Node logits = policy.logits(tape, policy.states(tape, memory, input));
            int[] set = set(logits, t, t, policy.config().eosId());
            double[] p = Tape.probabilities(logits, t, set, settings.rollout().temperature());
            double u = (noise.nextLong() >>> 40) / (double) (1 << 24);
            double below = 0;
            int chosen = -1;
            for (int i = 0; i < set.length && chosen < 0; i++) {
                if (i > 0) narrowest = Math.min(narrowest, Math.abs(below - u));
                below += p[i];
                if (u >= below) continue;
                chosen = set[i];
                if (i + 1 < set.length) narrowest = Math.min(narrowest, below - u);
                for (int beside : new int[] {i - 1, i + 1}) {
                    if (beside >= 0 && beside < set.length)
                        narrowest = Math.min(narrowest, Math.abs(logits.at(t, set[beside]) - logits.at(t, chosen)));
                }
            }
            tokens[t] = chosen;
            if (chosen == policy.config().eosId()) return Arrays.copyOf(tokens, t + 1);
        }
        return tokens;
    }

    /** The tokens that can be drawn as the t-th, from 0, the most probable first. The minimum length counts the start token. */
    int[] set(Node logits, int row, int t, int end) {
        int[] order = IntStream.range(0, logits.columns).filter(v -> v != end || t + 1 >= settings.rollout().minimumLength()).boxed()
                .sorted((a, b) -> Double.compare(logits.at(row, b), logits.at(row, a))).mapToInt(v -> v).toArray();
        if (settings.rollout().topK() > 0) order = Arrays.copyOf(order, Math.min(settings.rollout().topK(), order.length));
        if (settings.rollout().topP() >= 1) return order;
        double[] p = Tape.probabilities(logits, row, order, settings.rollout().temperature());
        int kept = 0;
        for (double before = 0; kept < order.length && before < settings.rollout().topP(); kept++) before += p[kept];
        return Arrays.copyOf(order, kept);
    }

    /** Epoch after epoch in an order of its own, batches reaching into the next. */
    static List<Example> batch(List<Example> examples, int step, int size, long seed) {
        List<Example> all = new ArrayList<>();
        for (long epoch = 0; all.size() < step * size; epoch++) {
            List<Integer> order = new ArrayList<>();
            SplittableRandom random = Streams.of(seed, "order", epoch);
            for (int i = 0; i < examples.size(); i++) {
                order.add(i);
                Collections.swap(order, i, random.nextInt(i + 1));
            }
            for (int i : order) all.add(examples.get(i));
        }
        return all.subList((step - 1) * size, step * size);
    }
}
