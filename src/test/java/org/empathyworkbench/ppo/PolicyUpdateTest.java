package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.runsettings.PpoSettings.LossAggregation;
import org.empathyworkbench.setting.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PolicyUpdateTest extends WithTinyActorCritic {
    private static final int[][] CONTEXTS = {{3, 4, 1}, {5, 1}, {6, 1}, {9, 8, 1}, {1}, {2, 1}, {7, 7, 7, 1}, {11, 1}};
    private static final RolloutBatch UNEQUAL = new RolloutBatch(CONTEXTS,
            new int[][] {{1}, {9, 1}, {7, 8, 1}, {200, 1}, {3}, {5, 6, 7, 8, 1}, {4, 4}, {12, 13, 14, 1}});
    private static final RolloutBatch EQUAL = new RolloutBatch(CONTEXTS,
            new int[][] {{5, 1}, {9, 1}, {7, 1}, {200, 1}, {3, 1}, {8, 1}, {4, 4}, {14, 1}});

    private record Learnt(PpoStatistics statistics, List<float[]> weights) { }

    private Learnt learnt(RolloutBatch rows, LossAggregation aggregation, int miniBatch) {
        PpoSettings settings = Settings.with(TinyActorCritic.SETTINGS, Map.of("aggregation",
                aggregation.name().toLowerCase(Locale.ROOT).replace('_', '-'), "miniBatch", miniBatch, "adamEpsilon", 1e-3));
        try (TinyActorCritic fresh = new TinyActorCritic(folder);
                ActorCritic model = fresh.with(settings); RolloutScores old = model.assess(rows)) {
            Advantages advantages = new Advantages(TinyActorCritic.like(rows, 1), TinyActorCritic.like(rows, 2));
            PpoStatistics statistics = new PolicyUpdate(model, settings, 1).learn(old, advantages, 1, 0.01);
            return new Learnt(statistics, fresh.generator.model().weights().stream().map(NDArray::toFloatArray).toList());
        }
    }

    @Test
    void aSumOverTimeIsDividedByTheBatchHoweverItIsCut() { requireEqual(LossAggregation.SUM_OVER_TIME, UNEQUAL); }

    @Test
    void aMeanOverTokensIsOverTheBatchsTokensHoweverItIsCut() { requireEqual(LossAggregation.MEAN_OVER_TOKENS, UNEQUAL); }

    /** Parts of equally many tokens: the mean of their means is the mean of all. */
    @Test
    void theMeansOfMiniBatchesAreAveragedAndNotSummed() { requireEqual(LossAggregation.MEAN_OF_MINI_BATCHES, EQUAL); }

    private void requireEqual(LossAggregation aggregation, RolloutBatch rows) {
        Learnt whole = learnt(rows, aggregation, 8);
        assertThat(whole.statistics().gradientNorm()).isGreaterThan(0.1);
        for (int miniBatch : new int[] {2, 4}) {
            Learnt parts = learnt(rows, aggregation, miniBatch);
            assertThat(parts.statistics().policyLoss()).isCloseTo(whole.statistics().policyLoss(), within(1e-5));
            assertThat(parts.statistics().valueLoss()).isCloseTo(whole.statistics().valueLoss(), within(1e-5));
            assertThat(parts.statistics().gradientNorm()).isCloseTo(whole.statistics().gradientNorm(), within(1e-4));
            for (int i = 0; i < whole.weights().size(); i++)
                assertThat(parts.weights().get(i)).containsExactly(whole.weights().get(i), within(1e-5f));
        }
    }

    /** At the old policy every ratio is 1: the losses are those of the advantages and of the distance from the returns alone. */
    @Test
    void eachAggregationDividesTheSumOfTheTokensByWhatItsNameSays() {
        double advantages = Arrays.stream(TinyActorCritic.flat(TinyActorCritic.like(UNEQUAL, 1))).sum();
        assertThat(learnt(UNEQUAL, LossAggregation.SUM_OVER_TIME, 8).statistics().policyLoss()).isCloseTo(-advantages / 8, within(1e-5));
        assertThat(learnt(UNEQUAL, LossAggregation.MEAN_OVER_TOKENS, 8).statistics().policyLoss())
                .isCloseTo(-advantages / 20, within(1e-5));
        assertThat(learnt(EQUAL, LossAggregation.MEAN_OF_MINI_BATCHES, 2).statistics().policyLoss()).isCloseTo(-1.05, within(1e-5));
    }

    @Test
    void theTotalLossIsThePolicysAndAlphaTimesTheValues() {
        PpoStatistics statistics = learnt(UNEQUAL, LossAggregation.SUM_OVER_TIME, 4).statistics();
        assertThat(statistics.valueLoss()).isPositive();
        assertThat(statistics.totalLoss()).isCloseTo(statistics.policyLoss() + 0.1 * statistics.valueLoss(), within(1e-12));
    }
}
