package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.Settings;
import org.junit.jupiter.api.Test;

class PpoSettingsTest {
    @Test
    void thePaperPresetHasTheNumbersOfSectionIvB() {
        Map<String, Object> paper = Settings.toMap(PpoSettings.paper());
        assertThat(paper).containsEntry("beta", 0.2).containsEntry("gamma", 1.0).containsEntry("lambda", 0.95).containsEntry("alpha", 0.1)
                .containsEntry("epsilon", 0.2).containsEntry("steps", 1600).containsEntry("batch", 32).containsEntry("learningRate", 1e-5)
                .containsEntry("klController", "constant").containsEntry("aggregation", "sum-over-time").containsEntry("valueLoss", "squared")
                .containsEntry("advantageWhitening", false).containsEntry("rewardWhitening", false).containsEntry("epochs", 1)
                .containsEntry("temperature", 0.9).containsEntry("topK", 20).containsEntry("topP", 1.0).containsEntry("maximumNewTokens", 30)
                .containsEntry("minimumLength", 0).containsEntry("logProbabilities", "raw").containsEntry("schedule", "constant");
    }

    @Test
    void everySettingExplainsItself() {
        assertThat(Settings.describe(PpoSettings.paper())).hasSize(PpoSettings.class.getRecordComponents().length)
                .allSatisfy(info -> assertThat(info.meaning()).as(info.name()).endsWith(".").hasSizeGreaterThan(15))
                .extracting(SettingInfo::label).doesNotHaveDuplicates();
        for (PpoSettings preset : new PpoSettings[] {PpoSettings.paper(), PpoSettings.code()}) {
            assertThat(Settings.with(PpoSettings.paper(), Settings.toMap(preset))).isEqualTo(preset);      // survives a recipe file
        }
    }

    @Test
    void impossibleValuesAreRefusedWithASentence() {
        assertThatThrownBy(() -> PpoSettings.paper().with("gamma", 1.5)).isInstanceOf(BadInput.class).hasMessageContaining("gamma");
        assertThatThrownBy(() -> PpoSettings.paper().with("steps", 0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> PpoSettings.paper().with("minimumLength", 31)).isInstanceOf(BadInput.class).hasMessageContaining("longest");
        assertThatThrownBy(() -> PpoSettings.paper().with("aggregation", "median")).isInstanceOf(BadInput.class).hasMessageContaining("sum-over-time");
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
