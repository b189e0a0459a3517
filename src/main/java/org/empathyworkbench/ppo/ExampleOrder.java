package org.empathyworkbench.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.torch.RandomStream;

/**
 * The examples of each step: epoch after epoch, each shuffled by (seed, epoch) alone, cut into full batches that may extend into the next
 * epoch.
 */
final class ExampleOrder {
    private final List<Example> examples;
    private final long seed;
    private long shuffledEpoch = -1;
    private int[] order = {};

    ExampleOrder(List<Example> examples, long seed) {
        if (examples.isEmpty()) throw new IllegalArgumentException("There are no examples to learn from.");
        this.examples = examples;
        this.seed = seed;
    }

    /** @param step from 1 */
    List<Example> batch(int step, int size) {
        List<Example> batch = new ArrayList<>(size);
        for (long at = (long) (step - 1) * size; at < (long) step * size; at++) {
            batch.add(examples.get(order(at / examples.size())[(int) (at % examples.size())]));
        }
        return batch;
    }

    private int[] order(long epoch) {
        if (epoch != shuffledEpoch) {
            SplittableRandom random = RandomStream.of(seed, "order", epoch);
            order = new int[examples.size()];
            for (int i = 0; i < order.length; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            shuffledEpoch = epoch;
        }
        return order;
    }
}
