package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.Settings;
import org.junit.jupiter.api.Test;

class PpoSettingsTest {
    /** Every setting of METHOD section 5 and section IV-B; samples and checkpoints are ours. */
    private static final Map<String, Object> PAPER = Map.ofEntries(entry("steps", 1600), entry("batch", 32), entry("miniBatch", 8),
            entry("epochs", 1), entry("empathyReward", true), entry("beta", 0.2), entry("klController", "constant"), entry("klTarget", 6.0),
            entry("klHorizon", 10_000.0), entry("scoreScaling", "none"), entry("rewardWhitening", false), entry("missingEndPenalty", 0.0),
            entry("gamma", 1.0), entry("lambda", 0.95), entry("advantageWhitening", false),
            entry("epsilon", 0.2), entry("alpha", 0.1), entry("aggregation", "sum-over-time"),
            entry("valueLoss", "squared"), entry("valueClip", 0.2), entry("logProbabilities", "raw"),
            entry("ratioLimit", 0.0), entry("learningRate", 1e-5), entry("schedule", "constant"),
            entry("scheduleEpochs", 0), entry("warmUpSteps", 0), entry("gradientClip", 0.0),
            entry("weightDecay", 0.01), entry("decaySparesNorms", true), entry("adamEpsilon", 1e-8),
            entry("precision", "fp32"), entry("frozenPrecision", "fp32"), entry("recompute", false), entry("temperature", 0.9),
            entry("topK", 20), entry("topP", 1.0), entry("maximumNewTokens", 30), entry("minimumLength", 0));

    private static final Map<String, Object> CODE_ALONE = Map.ofEntries(entry("epochs", 4), entry("klController", "adaptive"),
            entry("scoreScaling", "normalise"), entry("rewardWhitening", true), entry("advantageWhitening", true), entry("aggregation",
                    "mean-of-mini-batches"), entry("valueLoss", "clipped-half"), entry("ratioLimit", 10.0), entry("schedule", "linear"),
            entry("scheduleEpochs", 3), entry("gradientClip", 1.0), entry("weightDecay", 0.0),
            entry("maximumNewTokens", 29), entry("minimumLength", 5));

    @Test
    void thePaperPresetHasTheNumbersOfSectionIvB() { assertThat(Settings.toMap(PpoSettings.paper())).containsAllEntriesOf(PAPER); }

    @Test
    void theCodePresetHasThePublishedNumbersAndThePapersElsewhere() {
        Map<String, Object> code = new HashMap<>(PAPER);
        code.putAll(CODE_ALONE);
        assertThat(Settings.toMap(PpoSettings.code())).containsAllEntriesOf(code);
    }

    @Test
    void theWeightDecaySaysWhereItsNumberComesFrom() {
        SettingInfo decay = Settings.describe(PpoSettings.paper()).stream()
                .filter(info -> info.name().equals("weightDecay")).findFirst().orElseThrow();
        assertThat(decay.meaning()).contains("PyTorch").contains("Supervised training has 0");
    }

    @Test
    void everySettingExplainsItself() {
        assertThat(Settings.describe(PpoSettings.paper())).isNotEmpty()
                .allSatisfy(info -> assertThat(info.meaning()).as(info.name()).endsWith(".").hasSizeGreaterThan(15))
                .extracting(SettingInfo::label).doesNotHaveDuplicates();
        for (PpoSettings preset : new PpoSettings[] {PpoSettings.paper(), PpoSettings.code()}) {
            assertThat(Settings.with(PpoSettings.paper(), Settings.toMap(preset))).isEqualTo(preset);      // survives a recipe file
        }
    }

    @Test
    void impossibleValuesAreRefusedWithASentence() {
        assertThatThrownBy(() -> PpoSettings.paper().with("gamma", 1.5))
                .isInstanceOf(UserInputException.class).hasMessageContaining("gamma");
        assertThatThrownBy(() -> PpoSettings.paper().with("steps", 0)).isInstanceOf(UserInputException.class);
        assertThatThrownBy(() -> PpoSettings.paper().with("minimumLength", 31))
                .isInstanceOf(UserInputException.class).hasMessageContaining("longest");
        assertThatThrownBy(() -> PpoSettings.paper().with("aggregation", "median"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("sum-over-time");
    }

    @Test
    void warmUpRisesInALineBeforeTheScheduleBegins() {
        PpoSettings warm = PpoSettings.paper().with("warmUpSteps", 4);
        assertThat(warm.learningRate(1, 320)).isCloseTo(0.2e-5, within(1e-15));
        assertThat(warm.learningRate(4, 320)).isCloseTo(0.8e-5, within(1e-15));
        assertThat(warm.learningRate(5, 320)).isEqualTo(1e-5);
    }

    @Test
    void theLinearScheduleReachesZeroAfterItsEpochs() {
        PpoSettings code = PpoSettings.code();
        assertThat(code.learningRate(1, 320)).isEqualTo(1e-5);
        assertThat(code.learningRate(16, 320)).isCloseTo(0.5e-5, within(1e-15));
        assertThat(code.learningRate(31, 320)).isZero();
        assertThat(PpoSettings.paper().learningRate(1600, 320)).isEqualTo(1e-5);
    }

    @Test
    void theAdaptiveCoefficientFollowsTheTargetAndTheConstantOneStays() {
        KlCoefficient adaptive = new KlCoefficient(PpoSettings.code());
        adaptive.observe(100, 32);
        assertThat(adaptive.beta()).isCloseTo(0.2 * (1 + 0.2 * 32 / 10_000), within(1e-15));
        KlCoefficient constant = new KlCoefficient(PpoSettings.paper());
        constant.observe(100, 32);
        assertThat(constant.beta()).isEqualTo(0.2);
    }
}
