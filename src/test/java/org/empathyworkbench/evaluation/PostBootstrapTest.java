package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Intervals over posts drawn with repetition. */
class PostBootstrapTest {
    /** The sum of 40 draws of one half each: 2.5 % lie below 14, 5 % below 15, and as many above 26 and 25. */
    @Test void theIntervalLeavesOutAFortiethOnEachSide() {
        double[] values = IntStream.range(0, 40).mapToDouble(i -> i % 2).toArray();
        Interval interval = new PostBootstrap(40, 5).of(List.of(sample(values)));
        assertThat(interval.value()).isEqualTo(0.5);
        assertThat(interval.low()).isCloseTo(14 / 40.0, within(1e-12));
        assertThat(interval.high()).isCloseTo(26 / 40.0, within(1e-12));
    }

    @Test void theValueIsTheMeanOfWhatWasMeasuredNotOfTheDraws() {
        assertThat(new PostBootstrap(5, 5).of(List.of(sample(1, 10, 100, 1_000, 3))).value()).isCloseTo(1_114 / 5.0, within(1e-12));
    }

    @Test void mechanismsWeighAlikeHoweverManyPairsADrawHas() {
        PostBootstrap.Sample ones = new PostBootstrap.Sample(new int[] {0, 0, 0, 1}, new double[] {1, 1, 1, 1});
        PostBootstrap.Sample threes = new PostBootstrap.Sample(new int[] {0, 1, 1}, new double[] {3, 3, 3});
        Interval interval = new PostBootstrap(2, 5).of(List.of(ones, threes));
        assertThat(new double[] {interval.value(), interval.low(), interval.high()}).containsExactly(new double[] {2, 2, 2}, within(1e-12));
    }

    @Test void aDifferenceIsTheFirstLessTheOtherAndClearWhereItsIntervalHasNoZero() {
        PostBootstrap.Sample more = sample(3, 4, 5);
        PostBootstrap.Sample less = sample(1, 2, 3);
        assertThat(more.minus(less).mean()).isEqualTo(2);
        assertThat(new PostBootstrap(3, 5).of(List.of(more.minus(less))).clear()).isTrue();
        assertThat(new PostBootstrap(3, 5).of(List.of(less.minus(more))).clear()).isTrue();
        assertThat(new Interval(0.5, 0, 1).clear()).isFalse();
        assertThat(new Interval(-0.5, -1, 0).clear()).isFalse();
        assertThat(new Interval(0.1, -1, 1).clear()).isFalse();
        assertThat(new Interval(-0.5, -1, 0.5).clear()).isFalse();
    }

    private static PostBootstrap.Sample sample(double... values) {
        return new PostBootstrap.Sample(IntStream.range(0, values.length).toArray(), Arrays.copyOf(values, values.length));
    }
}
