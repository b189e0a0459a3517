package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthBucketsTest {
    private static final int[] LENGTHS = new Random(3).ints(1_003, 1, 120).toArray();

    @Test
    void everyExampleIsVisitedOnceAnEpoch() {
        int[][] batches = LengthBuckets.batches(LENGTHS, 8, 1, 0);
        assertThat(Arrays.stream(batches).flatMapToInt(Arrays::stream).sorted().toArray())
                .containsExactly(IntStream.range(0, LENGTHS.length).toArray());
        assertThat(batches).hasNumberOfRows(126);
        assertThat(Arrays.stream(batches).filter(b -> b.length != 8)).hasSize(1);
    }

    @Test
    void orderDependsOnSeedAndEpochAlone() {
        assertThat(LengthBuckets.batches(LENGTHS, 8, 1, 4)).isDeepEqualTo(LengthBuckets.batches(LENGTHS, 8, 1, 4));
        assertThat(Arrays.deepEquals(LengthBuckets.batches(LENGTHS, 8, 1, 4), LengthBuckets.batches(LENGTHS, 8, 1, 5))).isFalse();
        assertThat(Arrays.deepEquals(LengthBuckets.batches(LENGTHS, 8, 1, 4), LengthBuckets.batches(LENGTHS, 8, 2, 4))).isFalse();
        assertThat(Arrays.deepEquals(LengthBuckets.batches(LENGTHS, 8, 1, 4), LengthBuckets.batches(LENGTHS, 8, 2, 3))).isFalse();
    }

    @Test
    void groupingByLengthSparesMostOfThePadding() {
        assertThat(padding(LengthBuckets.batches(LENGTHS, 8, 1, 0))).isLessThan(padding(LengthBuckets.shuffledBatches(1_003, 8, 1, 0)) / 5);
    }

    @Test
    void longestFirstBeginsWithTheLongest() {
        int[][] batches = LengthBuckets.longestFirst(new int[] {3, 9, 1, 9, 5}, 2);
        assertThat(batches).isDeepEqualTo(new int[][] {{1, 3}, {4, 0}, {2}});
    }

    @Test
    void batchPadsOnTheRightAndKeepsTrueLengthsEvenForTheIdZero() {
        Batch batch = Batch.of(List.of(new int[] {0, 7, 1}, new int[] {1}, new int[0]));
        assertThat(batch.ids()).isDeepEqualTo(new int[][] {{0, 7, 1}, {1, 0, 0}, {0, 0, 0}});
        assertThat(batch.lengths()).containsExactly(3, 1, 0);
        assertThat(batch.tokens()).isEqualTo(4);
        assertThat(batch.flatIds()).containsExactly(0, 7, 1, 1, 0, 0, 0, 0, 0);
        assertThat(batch.row(0)).containsExactly(0, 7, 1);
        assertThat(Batch.of(List.of(new int[0])).width()).isEqualTo(1);
    }

    @Test
    void turnsAreJoinedByABarThatNoTurnContains() {
        assertThat(ContextText.join(List.of(" I won! ", "a|b", "yes"))).isEqualTo("I won! | a/b | yes");
        assertThat(ContextText.join(List.of())).isEmpty();
    }

    private static int padding(int[][] batches) {
        return Arrays.stream(batches).mapToInt(batch -> {
            int longest = Arrays.stream(batch).map(i -> LENGTHS[i]).max().orElse(0);
            return Arrays.stream(batch).map(i -> longest - LENGTHS[i]).sum();
        }).sum();
    }
}
