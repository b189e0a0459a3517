package org.empathyworkbench.ppo.oracle;

import java.util.SplittableRandom;

/** The program's random numbers, which are part of what a seed means: SplitMix64 begun at a hash of seed, stream and position. */
final class Streams {
    private Streams() {}

    static SplittableRandom of(long seed, String stream, long... position) { return new SplittableRandom(mix(seed, stream, position)); }

    static long mix(long seed, String stream, long... position) {
        long h = finish(seed ^ 0x9E3779B97F4A7C15L);
        for (char c : stream.toCharArray()) h = finish(h + c);
        for (long p : position) h = finish(h * 0x9E3779B97F4A7C15L + p);
        return h;
    }

    private static long finish(long z) {
        z ^= z >>> 30;
        z *= 0xBF58476D1CE4E5B9L;
        z ^= z >>> 27;
        z *= 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
