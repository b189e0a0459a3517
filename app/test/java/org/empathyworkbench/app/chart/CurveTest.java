package org.empathyworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveTest {
    @Test
    void reductionNeverHidesASpikeWhereverItStands() {
        for (int at : new int[] {0, 1, 777, 50_000, 99_998, 99_999}) {
            Curve curve = new Curve("loss");
            for (int i = 0; i < 100_000; i++) curve.add(i, i == at ? 1000 : i % 7);
            double[][] drawn = curve.reduced(curve.values(false), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 300);
            assertThat(drawn[0].length).isLessThanOrEqualTo(1200);
            int highest = 0;
            for (int i = 1; i < drawn[1].length; i++) if (drawn[1][i] > drawn[1][highest]) highest = i;
            assertThat(drawn[1][highest]).isEqualTo(1000);
            assertThat(drawn[0][highest]).isEqualTo(at);
            assertThat(drawn[0]).isSorted();
        }
    }

    @Test
    void reductionKeepsEveryColumnsExtremes() {
        Random random = new Random(5);
        Curve curve = new Curve("kl");
        for (int i = 0; i < 9_973; i++) curve.add(i, random.nextGaussian());
        double[] values = curve.values(false);
        double[][] drawn = curve.reduced(values, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 100);
        for (int column = 0; column < 100; column++) {
            int a = (int) ((long) values.length * column / 100);
            int b = (int) ((long) values.length * (column + 1) / 100);
            double[] all = Arrays.copyOfRange(values, a, b);
            double[] kept = java.util.stream.IntStream.range(0, drawn[0].length).filter(i -> drawn[0][i] >= a && drawn[0][i] < b).mapToDouble(i -> drawn[1][i]).toArray();
            assertThat(Arrays.stream(kept).max().orElseThrow()).isEqualTo(Arrays.stream(all).max().orElseThrow());
            assertThat(Arrays.stream(kept).min().orElseThrow()).isEqualTo(Arrays.stream(all).min().orElseThrow());
        }
    }

    @Test
    void aZoomedPartIsDrawnWholeWithANeighbourOnEachSide() {
        Curve curve = new Curve("x");
        for (int i = 0; i < 100_000; i++) curve.add(i, i);
        double[][] drawn = curve.reduced(curve.values(false), 500, 520, 300);
        assertThat(drawn[0]).startsWith(499, 500).endsWith(520, 521);
    }

    @Test
    void smoothingIsTheDebiasedMovingAverage() {
        Curve curve = new Curve("x");
        double[] y = {3, 1, 4, 1, 5};
        for (int i = 0; i < y.length; i++) curve.add(i, y[i]);
        double[] smoothed = curve.smoothed(0.9, false);
        for (int t = 0; t < y.length; t++) {          // weighted mean with weights 0.9^(t-i), written out
            double sum = 0;
            double weights = 0;
            for (int i = 0; i <= t; i++) {
                sum += Math.pow(0.9, t - i) * y[i];
                weights += Math.pow(0.9, t - i);
            }
            assertThat(smoothed[t]).isCloseTo(sum / weights, within(1e-12));
        }
        assertThat(curve.smoothed(0, false)).containsExactly(y);
    }

    @Test
    void gapsStayGapsAndDoNotPullTheAverage() {
        Curve curve = new Curve("x");
        curve.add(0, 2);
        curve.add(1, Double.NaN);
        curve.add(2, 2);
        assertThat(curve.smoothed(0.9, false)).containsExactly(2, Double.NaN, 2);
    }
}
