package org.empathyworkbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.empathyworkbench.evaluation.EvaluationSettings;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped presets against the numbers of the paper and of its code (METHOD sections 2, 5 and 9), written out once more. */
class PresetNumbersTest {
    @ParameterizedTest @ValueSource(strings = {"paper-generator", "code-generator"})
    void supervisedTrainingHasTheNumbersOfSectionIvB(String preset) {
        holds(preset, """
            contextTokens 200, responseTokens 50, speakerTurns false, epochs 3, maximumSteps 0, minutes 0.0, batch 8, tokensAtOnce 0, \
            learningRate 1.0E-4,
            schedule linear, warmUpSteps 0, weightDecay 0.0, gradientClip 1.0, dropout 0.1, precision fp32, recompute false, \
            validateEvery 0,
            validationExamples 0, patience 0, keepBest true, pieces 32000, family v1, dModel 768, dFf 3072, encoderLayers 12, \
            decoderLayers 12, heads 12""");
    }

    @Test void thePaperKeepsTheNewestTurnAndTheCodeTheOldest() {
        holds("paper-generator", "truncation left");
        holds("code-generator", "truncation right");
    }

    @ParameterizedTest @ValueSource(strings = {"paper-identifiers", "code-identifiers"})
    void identifiersReadSoManyTokensAndHaveT5BasesSizes(String preset) {
        holds(preset, """
            mechanisms all, contextTokens 250, responseTokens 250, contextTokensInUse 200, responseTokensInUse 50, pieces 32000, \
            lowerCase false, dModel 768,
            dFf 3072, layers 12, heads 12, attention qkv-and-output-projection, beginFromGenerator true, embeddingDeviation 1.0, \
            dropout 0.1,
            attentionDropout 0.1, headDropout 0.1, tokenDropout 0.0, labelSmoothing 0.0, weightDecay 0.01, classWeights inverse-root, \
            evidenceWeight 0.0,
            learningRate 5.0E-5, schedule linear, warmUp 0.1, batch 8, clip 1.0, averaging 0.0, epochs 8, patience 3, \
            chosenBy weighted-f1""");
    }

    @Test void thePapersHeadTakesTheGreatestValueAndTheCodesTheMean() {
        holds("paper-identifiers", "head paper");
        holds("code-identifiers", "head code");
    }

    @ParameterizedTest @ValueSource(strings = {"paper-ppo", "code-ppo"})
    void alignmentHasTheNumbersThatPaperAndCodeShare(String preset) {
        holds(preset, """
            steps 1600, batch 32, miniBatch 8, beta 0.2, klTarget 6.0, klHorizon 10000.0, gamma 1.0, lambda 0.95, alpha 0.1, epsilon 0.2, \
            valueClip 0.2,
            logProbabilities raw, learningRate 1.0E-5, warmUpSteps 0, adamEpsilon 1.0E-8, temperature 0.9, topK 20, topP 1.0, \
            missingEndPenalty 0.0""");
    }

    @Test void paperAndCodeDifferAsTheTableOfPresetsSays() {
        holds("paper-ppo", """
            klController constant, aggregation sum-over-time, valueLoss squared, advantageWhitening false, rewardWhitening false, \
            scoreScaling none, epochs 1,
            gradientClip 0.0, minimumLength 0, maximumNewTokens 30, ratioLimit 0.0, schedule constant, weightDecay 0.01""");
        holds("code-ppo", """
            klController adaptive, aggregation mean-of-mini-batches, valueLoss clipped-half, advantageWhitening true, rewardWhitening true,
            scoreScaling normalise, epochs 4, gradientClip 1.0, minimumLength 5, maximumNewTokens 29, ratioLimit 10.0, schedule linear, \
            scheduleEpochs 3""");
    }

    @Test void responsesAreDrawnAsInThePaper() {
        assertThat(Settings.toMap(SamplingSettings.paper())).isEqualTo(Map.of("greedy", false,
                "temperature", 0.9, "topK", 20, "topP", 1.0, "maximumNewTokens", 30, "minimumLength", 0));
        assertThat(SamplingSettings.greedyDecoding().greedy()).isTrue();
        assertThat(Settings.toMap(EvaluationSettings.paper())).isEqualTo(Map.of("examples", 0, "responseTokens", 0, "batch", 8));
    }

    /** The numbers stand twice, for recipes and for programs. */
    @Test void theRecipesOfPaperAndCodeAreThePresetsOfTheSettings() {
        Map<String, Record> presets = Map.of("paper-generator", GeneratorSettings.paper(), "paper-identifiers", IdentifierSettings.paper(),
                "code-identifiers", IdentifierSettings.code(),
                "small-identifiers", IdentifierSettings.small(), "paper-ppo", PpoSettings.paper(),
                "code-ppo", PpoSettings.code());
        presets.forEach((name, settings) -> assertThat(Recipes.preset(name).recipe().runSettings().toMap()).as(name)
                .isEqualTo(Settings.toMap(settings)));
    }

    private static void holds(String preset, String numbers) {
        Map<String, Object> settings = Recipes.preset(preset).recipe().runSettings().toMap();
        Map<String, String> expected = new LinkedHashMap<>();
        for (String one : numbers.split(",\\s+")) expected.put(one.strip().split(" ")[0], one.strip().split(" ")[1]);
        Map<String, String> found = new LinkedHashMap<>();
        expected.keySet().forEach(name -> found.put(name, String.valueOf(settings.get(name))));
        assertThat(found).as(preset).isEqualTo(expected);
    }
}
