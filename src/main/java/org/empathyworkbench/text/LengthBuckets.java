package org.empathyworkbench.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * The order in which examples are visited: a function of (seed, epoch) alone, so that a resumed run goes on exactly where it was.
 * Grouping by length keeps padding small: examples are shuffled, cut into pools of fifty batches, sorted by length within a pool,
 * cut into batches, and the batches shuffled again.
 */
public final class LengthBuckets {
    private static final int POOL = 50;

    private LengthBuckets() { }

    /**
     * Batches of similar length; every example is in exactly one, only one batch is short.
     *
     * @param lengths (N) tokens of each example
     * @return batches of positions 0..N-1
     */
    public static int[][] batches(int[] lengths, int batch, int seed, int epoch) {
        if (batch < 1) throw new IllegalArgumentException("A batch has at least one example, not " + batch + ".");
        SplittableRandom random = random(seed, epoch);
        int[] order = shuffled(lengths.length, random);
        for (int from = 0; from < order.length; from += POOL * batch) {
            sortByLength(order, from, Math.min(from + POOL * batch, order.length), lengths);
        }
        int[][] batches = cut(order, batch);
        for (int i = batches.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int[] swapped = batches[i];
            batches[i] = batches[j];
            batches[j] = swapped;
        }
        return batches;
    }

    /** Batches in plain shuffled order, without regard to length. */
    public static int[][] shuffledBatches(int examples, int batch, int seed, int epoch) {
        return cut(shuffled(examples, random(seed, epoch)), batch);
    }

    /** Batches in the given order, for evaluation. */
    public static int[][] inOrder(int examples, int batch) {
        int[] order = new int[examples];
        Arrays.setAll(order, i -> i);
        return cut(order, batch);
    }

    /** Batches from the longest to the shortest example, for generation: the least padding, and the most memory is needed first. */
    public static int[][] longestFirst(int[] lengths, int batch) {
        Integer[] order = new Integer[lengths.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt((Integer i) -> -lengths[i]));
        int[] plain = new int[order.length];
        Arrays.setAll(plain, i -> order[i]);
        return cut(plain, batch);
    }

    private static SplittableRandom random(int seed, int epoch) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + epoch);
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static void sortByLength(int[] order, int from, int to, int[] lengths) {
        Integer[] pool = new Integer[to - from];
        for (int i = 0; i < pool.length; i++) pool[i] = order[from + i];
        Arrays.sort(pool, Comparator.comparingInt(i -> lengths[i]));      // stable: the shuffle decides among equals
        for (int i = 0; i < pool.length; i++) order[from + i] = pool[i];
    }

    private static int[][] cut(int[] order, int batch) {
        int[][] batches = new int[(order.length + batch - 1) / batch][];
        for (int b = 0; b < batches.length; b++) {
            batches[b] = Arrays.copyOfRange(order, b * batch, Math.min((b + 1) * batch, order.length));
        }
        return batches;
    }
}
