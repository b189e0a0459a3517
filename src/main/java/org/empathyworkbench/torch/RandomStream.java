package org.empathyworkbench.torch;

import java.util.SplittableRandom;

/**
 * Randomness as a function: equal (seed, stream, position) give equal numbers whatever was drawn before, so that a resumed run
 * continues exactly and the order of a batch changes nothing.
 */
public final class RandomStream {
    private RandomStream() {}

    /**
     * A fresh generator.
     *
     * @param stream   what the numbers are for: {@code "order"}, {@code "sampling"}, {@code "dropout"}
     * @param position where in the stream: step, example, ...
     */
    public static SplittableRandom of(long seed, String stream, long... position) { return new SplittableRandom(mix(seed, stream, position)); }

    /** One well-mixed number of the stream, for engines that want a seed. */
    public static long mix(long seed, String stream, long... position) {
        long h = finalize(seed ^ 0x9E3779B97F4A7C15L);
        for (int i = 0; i < stream.length(); i++) h = finalize(h + stream.charAt(i));
        for (long p : position) h = finalize(h * 0x9E3779B97F4A7C15L + p);
        return h;
    }

    /** The finaliser of SplitMix64. */
    private static long finalize(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
