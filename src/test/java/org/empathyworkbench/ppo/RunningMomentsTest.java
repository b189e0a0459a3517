package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunningMomentsTest {
    private static final int[] LENGTHS = {1, 7, 30, 2};
    private final double[][] rewards = random(1);

    @Test
    void runningMomentsEqualThoseOfAllScoresTogether() {
        RunningMoments moments = new RunningMoments();
        double[] all = flat(rewards);
        moments.add(Arrays.copyOfRange(all, 0, 1));
        moments.add(Arrays.copyOfRange(all, 1, 13));
        moments.add(Arrays.copyOfRange(all, 13, all.length));
        double mean = Arrays.stream(all).average().orElseThrow();
        assertThat(moments.mean()).isCloseTo(mean, within(1e-12));
        assertThat(moments.deviation())
                .isCloseTo(Math.sqrt(Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum() / (all.length - 1)), within(1e-12));
    }

    private static double[][] random(long seed) {
        Random random = new Random(seed);
        return IntStream.of(LENGTHS).mapToObj(length -> random.doubles(length, -1, 1).toArray()).toArray(double[][]::new);
    }

    private static double[] flat(double[][] rows) { return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(); }
}
