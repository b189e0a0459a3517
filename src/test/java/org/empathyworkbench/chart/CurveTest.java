package org.empathyworkbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.empathyworkbench.evaluation.TTest;
import org.junit.jupiter.api.Test;

class CurveTest {
    @Test
    void reductionNeverHidesASpikeWhereverItStands() {
        for (int at : new int[] {0, 1, 777, 50_000, 99_998, 99_999}) {
            Curve curve = new Curve();
            for (int i = 0; i < 100_000; i++) curve.add(i, i, i == at ? 1000 : i % 7);
            Reduced drawn = curve.reduced(XAxis.STEP, 0, 0, 99_999, 300, false);
            assertThat(drawn.xs().length).isLessThanOrEqualTo(4 * 301);
            int highest = 0;
            for (int i = 1; i < drawn.ys().length; i++) if (drawn.ys()[i] > drawn.ys()[highest]) highest = i;
            assertThat(drawn.ys()[highest]).isEqualTo(1000);
            assertThat(drawn.xs()[highest]).isEqualTo(at);
            assertThat(drawn.xs()).isSorted();
        }
    }

    /** Steps that are anything but even, and a window that begins and ends anywhere. */
    @Test
    void everyColumnOfPixelsKeepsItsExtremesHoweverStepsLie() {
        Random random = new Random(5);
        Curve curve = new Curve();
        int step = 0;
        for (int i = 0; i < 30_000; i++) curve.add(step += 1 + (int) Math.pow(10, 2.5 * random.nextDouble()), i, random.nextGaussian());
        for (double[] window : new double[][] {{0, step}, {step * 0.13, step * 0.77}}) {
            int columns = 100;
            Reduced drawn = curve.reduced(XAxis.STEP, 0, window[0], window[1], columns, false);
            assertThat(drawn.dense()).isTrue();
            for (int column = 0; column < columns; column++) {
                double from = window[0] + (window[1] - window[0]) * column / columns;
                double to = window[0] + (window[1] - window[0]) * (column + 1) / columns;
                double[] all = IntStream.range(0, curve.size())
                        .filter(i -> curve.step(i) >= from && curve.step(i) < to).mapToDouble(curve::y).toArray();
                double[] kept = IntStream.range(0, drawn.xs().length)
                        .filter(i -> drawn.xs()[i] >= from && drawn.xs()[i] < to).mapToDouble(i -> drawn.ys()[i]).toArray();
                assertThat(Arrays.stream(kept).max()).isEqualTo(Arrays.stream(all).max());
                assertThat(Arrays.stream(kept).min()).isEqualTo(Arrays.stream(all).min());
            }
        }
    }

    @Test
    void aZoomedPartIsDrawnWholeWithANeighbourOnEachSide() {
        Curve curve = new Curve();
        for (int i = 0; i < 100_000; i++) curve.add(i, i, i);
        Reduced drawn = curve.reduced(XAxis.STEP, 0, 500, 520, 300, false);
        assertThat(drawn.xs()).startsWith(499, 500).endsWith(520, 521);
        assertThat(drawn.dense()).isFalse();
    }

    @Test
    void aLogarithmicScaleLeavesOutWhatIsNotPositiveAndKeepsTheRestOfItsColumn() {
        Curve curve = new Curve();
        for (int i = 0; i < 100_000; i++) curve.add(i, i, i % 2 == 0 ? -1 : i == 51_001 ? 1e-9 : 5);
        Reduced drawn = curve.reduced(XAxis.STEP, 0, 0, 99_999, 200, true);
        assertThat(Arrays.stream(drawn.ys()).filter(y -> !Double.isNaN(y))).allMatch(y -> y > 0).contains(1e-9, 5.0);
        assertThat(curve.notPositive()).isEqualTo(50_000);
    }

    /** The average is an integral, so the oracle is the same integral in a million small steps. */
    @Test
    void smoothingIsTheExponentialAverageOfTheJoinedLine() {
        double window = 7;
        int[] steps = {0, 3, 4, 10, 11, 30};
        double[] y = {3, 1, 4, 1, 5, 9};
        Curve curve = curve(steps, y);
        double[] smoothed = curve.smoothed(window);
        DoubleUnaryOperator line = u -> {
            int i = 0;
            while (i < steps.length - 2 && u > steps[i + 1]) i++;
            return y[i] + (y[i + 1] - y[i]) * (u - steps[i]) / (steps[i + 1] - steps[i]);
        };
        for (int i = 1; i < steps.length; i++) {
            double sum = 0;
            double weights = 0;
            int pieces = 200_000;
            for (int k = 0; k < pieces; k++) {
                double u = steps[i] * (k + 0.5) / pieces;
                double weight = Math.exp(-(steps[i] - u) / window);
                sum += weight * line.applyAsDouble(u);
                weights += weight;
            }
            assertThat(smoothed[i]).isCloseTo(sum / weights, within(1e-6));
        }
        assertThat(smoothed[0]).isEqualTo(3);
    }

    @Test
    void smoothingIsTheSameHoweverOftenACurveIsSampled() {
        DoubleUnaryOperator line = x -> x < 40 ? x : 80 - x + (x > 70 ? 3 * (x - 70) : 0);        // straight between 0, 40, 70 and 100
        Curve fine = new Curve();
        for (int x = 0; x <= 100; x++) fine.add(x, x, line.applyAsDouble(x));
        Curve coarse = new Curve();
        for (int x = 0; x <= 100; x += 10) coarse.add(x, x, line.applyAsDouble(x));
        for (double window : new double[] {1, 5, 50}) {
            for (int i = 0; i < coarse.size(); i++)
                assertThat(coarse.smoothed(window)[i]).isCloseTo(fine.smoothed(window)[coarse.step(i)], within(1e-9));
        }
    }

    @Test
    void aGrowingCurveIsSmoothedAsIfItHadBeenThereAtOnce() {
        Random random = new Random(2);
        Curve growing = new Curve();
        Curve whole = new Curve();
        double[] y = random.doubles(2_000).toArray();
        for (int i = 0; i < y.length; i++) whole.add(i, i, y[i]);
        for (int i = 0; i < y.length; i++) {
            growing.add(i, i, y[i]);
            if (i % 97 == 0) growing.smoothed(20);
        }
        assertThat(Arrays.copyOf(growing.smoothed(20), 2_000)).isEqualTo(Arrays.copyOf(whole.smoothed(20), 2_000));
    }

    @Test
    void gapsStayGapsAndDoNotPullTheAverage() {
        Curve curve = curve(new int[] {0, 1, 2}, new double[] {2, Double.NaN, 2});
        assertThat(Arrays.copyOf(curve.smoothed(9), 3)).containsExactly(2, Double.NaN, 2);
        assertThat(curve.notFinite()).isEqualTo(1);
    }

    @Test
    void aFewPointsFarApartAreShownAsTheyAre() {
        Curve curve = curve(new int[] {100, 200, 300}, new double[] {80, 60, 55});
        assertThat(curve.smoothed(1)[1]).isCloseTo(60, within(0.5));
        assertThat(curve.smoothed(1)[2]).isCloseTo(55, within(0.5));
    }

    @Test
    void seedsBecomeTheirMeanAndItsTInterval() {
        double[][] ys = {{1, 2, 3, 4}, {2, 4, 6, 8}, {3, 3, 3, 3}, {0, 1, 5, 2}, {2, 2, 2, 9}};
        List<Curve> curves = Arrays.stream(ys).map(y -> curve(new int[] {1, 2, 3, 4}, y)).toList();
        SeedGroup group = new SeedGroup(curves);
        group.update(0);
        for (int i = 0; i < 4; i++) {
            int at = i;
            double[] values = Arrays.stream(ys).mapToDouble(y -> y[at]).toArray();
            assertThat(group.mean().y(i)).isCloseTo(TTest.mean(values), within(1e-12));
            assertThat(group.high().y(i) - group.mean().y(i)).isCloseTo(TTest.interval95(values), within(1e-9));
            assertThat(group.mean().y(i) - group.low().y(i)).isCloseTo(TTest.interval95(values), within(1e-9));
        }
    }

    @Test
    void twoSeedsHaveTheirRangeAndOneThatEndsEarlyLeavesTheRestToTheOthers() {
        SeedGroup group = new SeedGroup(List.of(curve(new int[] {0, 10, 20}, new double[] {0, 10, 20}),
                curve(new int[] {0, 5, 10}, new double[] {4, 4, 4})));
        group.update(0);
        assertThat(IntStream.range(0, group.mean().size()).map(group.mean()::step)).containsExactly(0, 5, 10, 20);
        assertThat(group.mean().y(1)).isEqualTo(4.5);
        assertThat(group.low().y(1)).isEqualTo(4);
        assertThat(group.high().y(1)).isEqualTo(5);
        assertThat(group.mean().y(3)).isEqualTo(20);
        assertThat(group.low().y(3)).isEqualTo(20);
    }

    @Test
    void elapsedTimeDoesNotDecreaseWhenTheClockIsSetBack() {
        Curve curve = new Curve();
        curve.add(1, 0, 1);
        curve.add(2, 5.25, 1);
        curve.add(3, 2, 1);
        assertThat(curve.x(XAxis.TIME, 1)).isEqualTo(5.25);
        assertThat(curve.x(XAxis.TIME, 2)).isEqualTo(5.25);
        assertThat(curve.nearest(XAxis.TIME, 1)).isZero();
    }

    static Curve curve(int[] steps, double[] ys) {
        Curve curve = new Curve();
        for (int i = 0; i < steps.length; i++) curve.add(steps[i], steps[i], ys[i]);
        return curve;
    }

    private static Curve noise(int seed, int points) {
        Random random = new Random(seed);
        Curve curve = new Curve();
        for (int i = 0; i < points; i++)
            curve.add(i * 3 + random.nextInt(3), i, random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian());
        return curve;
    }

    @Test
    void smoothingInPartsIsThatAtOnceAndTheOneBeforeStaysUntilItIsWhole() {
        Curve curve = noise(7, 5_000);
        double[] before = Arrays.copyOf(curve.smoothed(40), 5_000);
        int parts = 0;
        while (!curve.prepared(400)) {
            assertThat(curve.prepare(400, 700)).isLessThanOrEqualTo(700);
            assertThat(curve.prepared(40)).as("what is shown meanwhile").isTrue();
            if (++parts == 3) for (int i = 0; i < 900; i++) curve.add(20_000 + i, 20_000, i);        // it grows while it is worked out
        }
        assertThat(parts).isGreaterThan(7);
        Curve same = noise(7, 5_000);
        assertThat(Arrays.copyOf(same.smoothed(40), 5_000)).isEqualTo(before);
        for (int i = 0; i < 900; i++) same.add(20_000 + i, 20_000, i);
        assertThat(Arrays.copyOf(curve.smoothed(400), 5_900)).isEqualTo(Arrays.copyOf(same.smoothed(400), 5_900));
        assertThat(curve.prepare(400, 100)).as("nothing is left to do").isZero();
    }

    @Test
    void aGroupWorkedOutInPartsIsThatAtOnceAndTheOneBeforeStaysUntilItIsWhole() {
        List<Curve> curves = List.of(noise(1, 2_000), noise(2, 3_000), noise(3, 2_500));
        SeedGroup group = new SeedGroup(curves);
        group.update(0);
        int size = group.mean().size();
        while (!group.prepared(50)) {
            assertThat(group.prepare(50, 1_000)).isLessThan(1_000 + curves.size());
            assertThat(group.mean().size()).isEqualTo(size);
            assertThat(group.prepared(0)).isTrue();
        }
        group.show(50);
        SeedGroup same = new SeedGroup(List.of(noise(1, 2_000), noise(2, 3_000), noise(3, 2_500)));
        same.update(50);
        assertThat(group.mean().size()).isEqualTo(same.mean().size());
        for (int i = 0; i < same.mean().size(); i++) {
            assertThat(group.mean().y(i)).isEqualTo(same.mean().y(i));
            assertThat(group.high().y(i)).isEqualTo(same.high().y(i));
        }
        curves.get(1).add(100_000, 3_000, 5);
        while (group.prepare(50, 500) > 0) assertThat(group.prepared(50)).isTrue();
        assertThat(group.mean().step(group.mean().size() - 1)).as("a member has grown").isEqualTo(100_000);
    }
}
