package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdvantagesTest {
    private static final int[] LENGTHS = {1, 7, 30, 2};
    private final double[][] rewards = random(1);
    private final double[][] values = random(2);

    @Test
    void theRecursionEqualsTheDoubleSumOfEquation9() {
        for (double gamma : new double[] {0.3, 0.9, 1}) {
            for (double lambda : new double[] {0, 0.5, 0.95, 1}) {
                double[][] advantages = Advantages.generalised(rewards, values, gamma, lambda);
                for (int b = 0; b < LENGTHS.length; b++) {
                    for (int t = 0; t < LENGTHS[b]; t++) {
                        double sum = 0;
                        for (int l = 0; t + l < LENGTHS[b]; l++) {
                            double after = t + l + 1 < LENGTHS[b] ? values[b][t + l + 1] : 0;
                            sum += Math.pow(gamma * lambda, l) * (rewards[b][t + l] + gamma * after - values[b][t + l]);
                        }
                        assertThat(advantages[b][t]).isCloseTo(sum, within(1e-10));
                    }
                }
            }
        }
    }

    @Test
    void withGammaAndLambdaOneAdvantageAndValueAreTheReturn() {
        Advantages whole = Advantages.of(rewards, values, PpoSettings.paper().with("lambda", 1));
        for (int b = 0; b < LENGTHS.length; b++) {
            for (int t = 0; t < LENGTHS[b]; t++) {
                assertThat(whole.returns()[b][t]).isCloseTo(Arrays.stream(rewards[b], t, LENGTHS[b]).sum(), within(1e-10));
            }
        }
    }

    @Test
    void withLambdaZeroAdvantagesAreOneStepErrors() {
        double[][] advantages = Advantages.generalised(rewards, values, 0.9, 0);
        assertThat(advantages[1][2]).isCloseTo(rewards[1][2] + 0.9 * values[1][3] - values[1][2], within(1e-12));
        assertThat(advantages[1][6]).isCloseTo(rewards[1][6] - values[1][6], within(1e-12));
    }

    @Test
    void theScoreIsAddedOnceAtTheLastRealTokenOfRaggedRows() {
        double[] scores = {0.5, 0.25, 1, 0.125};
        double[][] shaped = TokenRewards.of(scores, rewards, 0.2);
        for (int b = 0; b < LENGTHS.length; b++) {
            for (int t = 0; t < LENGTHS[b]; t++) {
                double score = t == LENGTHS[b] - 1 ? scores[b] : 0;
                assertThat(shaped[b][t]).isCloseTo(-0.2 * rewards[b][t] + score, within(1e-12));
            }
        }
    }

    @Test
    void whitenedAdvantagesHaveMeanZeroAndVarianceOneAndReturnsComeBefore() {
        Advantages plain = Advantages.of(rewards, values, PpoSettings.paper());
        Advantages white = Advantages.of(rewards, values, PpoSettings.paper().with("advantageWhitening", true));
        double[] flat = flat(white.advantages());
        double mean = Arrays.stream(flat).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(1e-10));
        assertThat(Arrays.stream(flat).map(x -> x * x).sum() / (flat.length - 1)).isCloseTo(1, within(1e-6));
        assertThat(flat(white.returns())).containsExactly(flat(plain.returns()));
    }

    @Test
    void whitenedRewardsKeepTheirMean() {
        double[] flat = flat(Whitening.of(rewards, true));
        assertThat(Arrays.stream(flat).average().orElseThrow()).isCloseTo(Arrays.stream(flat(rewards)).average().orElseThrow(), within(1e-10));
    }

    @Test
    void oneTokenAloneIsWhitenedToANumber() {
        assertThat(Whitening.of(new double[][] {{3}}, false)[0]).containsExactly(0);
        assertThat(Whitening.of(new double[][] {{3}}, true)[0]).containsExactly(3);
        assertThat(Whitening.of(new double[][] {{3, 3}, {3}}, false)[0]).containsExactly(0, 0);
    }

    @Test
    void runningMomentsEqualThoseOfAllScoresTogether() {
        RunningMoments moments = new RunningMoments();
        double[] all = flat(rewards);
        moments.add(Arrays.copyOfRange(all, 0, 1));
        moments.add(Arrays.copyOfRange(all, 1, 13));
        moments.add(Arrays.copyOfRange(all, 13, all.length));
        double mean = Arrays.stream(all).average().orElseThrow();
        assertThat(moments.mean()).isCloseTo(mean, within(1e-12));
        assertThat(moments.deviation()).isCloseTo(Math.sqrt(Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum() / (all.length - 1)), within(1e-12));
    }

    private static double[][] random(long seed) {
        Random random = new Random(seed);
        return IntStream.of(LENGTHS).mapToObj(length -> random.doubles(length, -1, 1).toArray()).toArray(double[][]::new);
    }

    private static double[] flat(double[][] rows) { return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(); }
}
