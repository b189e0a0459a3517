package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How examples come together in the batches of an epoch, and where a batch is parted. */
class EpochOrderTest {
    @Test void examplesOfOneLengthMeetOthersInEachEpoch() {
        int[] lengths = new int[64];
        Arrays.fill(lengths, 10);
        Set<Set<Integer>> first = together(LengthBuckets.batches(lengths, 8, 1, 0));
        assertThat(first).as("not the order of the file").isNotEqualTo(together(LengthBuckets.inOrder(64, 8)));
        Set<Set<Integer>> again = together(LengthBuckets.batches(lengths, 8, 1, 1));
        again.retainAll(first);
        assertThat(again.size()).as("pairs of 224 that meet again").isLessThan(75);
    }

    @Test void anEpochDoesNotGoFromShortToLong() {
        int[] lengths = new Random(3).ints(400, 1, 120).toArray();
        int[] means = Arrays.stream(LengthBuckets.batches(lengths, 8, 1, 0))
                .mapToInt(batch -> (int) Arrays.stream(batch).map(row -> lengths[row]).average().orElseThrow())
                .toArray();
        long rises = IntStream.range(1, means.length).filter(i -> means[i] >= means[i - 1]).count();
        assertThat(rises).isBetween(means.length / 4L, 3L * means.length / 4);
    }

    @Test void aPartCountsContextsAndResponsesAndAllItsRows() {
        int[][] contexts = {new int[4], new int[4], new int[4], new int[4]};
        int[][] responses = {new int[6], new int[6], new int[6], new int[6]};
        assertThat(BatchParts.of(contexts, responses, 20)).as("2 x 10").containsExactly(new int[] {0, 2}, new int[] {2, 4});
        assertThat(BatchParts.of(contexts, responses, 29)).as("3 x 10 is too much").containsExactly(new int[] {0, 2}, new int[] {2, 4});
        assertThat(BatchParts.of(contexts, responses, 30)).containsExactly(new int[] {0, 3}, new int[] {3, 4});
        assertThat(BatchParts.of(contexts, responses, 40)).containsExactly(new int[] {0, 4});
        assertThat(BatchParts.of(contexts, responses, 10)).hasSize(4);
    }

    private static Set<Set<Integer>> together(int[][] batches) {
        Set<Set<Integer>> pairs = new HashSet<>();
        for (int[] batch : batches) {
            for (int a : batch) for (int b : batch) if (a < b) pairs.add(new HashSet<>(List.of(a, b)));
        }
        return pairs;
    }
}
