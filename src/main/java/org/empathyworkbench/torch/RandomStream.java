package org.empathyworkbench.torch;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Randomness as a function: equal (seed, stream, position) give equal numbers whatever was drawn before, so that a resumed run
 * continues exactly and the order of a batch changes nothing.
 */
public final class RandomStream {
    /** The stream that draws the contexts of an evaluation: whoever draws from it with the same seed draws the same contexts. */
    public static final String EVALUATION = "evaluation";

    private RandomStream() {}

    /**
     * A fresh generator.
     *
     * @param stream   what the numbers are for: {@code "order"}, {@code "sampling"}, {@code "dropout"}
     * @param position where in the stream: step, example, ...
     */
    public static SplittableRandom of(long seed, String stream, long... position) {
        return new SplittableRandom(mix(seed, stream, position));
    }

    /** One well-mixed number of the stream, for engines that want a seed. */
    public static long mix(long seed, String stream, long... position) {
        long h = finalize(seed ^ 0x9E3779B97F4A7C15L);
        for (int i = 0; i < stream.length(); i++) h = finalize(h + stream.charAt(i));
        for (long p : position) h = finalize(h * 0x9E3779B97F4A7C15L + p);
        return h;
    }

    /**
     * Draws {@code few} of {@code n} without repetition.
     *
     * @return (min(few, n)) rising numbers of 0..n-1; all of them when {@code few} is 0
     */
    public static int[] choose(int n, int few, long seed, String stream) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) order[i] = i;
        if (few == 0 || few >= n) return order;
        SplittableRandom random = of(seed, stream);
        for (int i = 0; i < few; i++) {
            int j = i + random.nextInt(n - i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[] chosen = Arrays.copyOf(order, few);
        Arrays.sort(chosen);
        return chosen;
    }

    /** The elements at the positions that {@link #choose} draws: a few in their own order, or all when {@code few} is 0. */
    public static <T> List<T> chosen(List<T> all, int few, long seed, String stream) {
        return Arrays.stream(choose(all.size(), few, seed, stream)).mapToObj(all::get).toList();
    }

    /** The finaliser of SplitMix64. */
    private static long finalize(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
