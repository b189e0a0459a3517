package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.Truncate;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelEvaluationTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void start() { Torch.start(1); }

    @Test
    void referencesAsResponsesReachTheTopOfEveryScale() {
        List<GivenResponse> rows = List.of(row("I am sorry, that must hurt.", "I am sorry, that must hurt."),
                row("Why? Do you know?", "Why? Do you know?"), row("Fine then.", "Fine then."));
        EvaluationReport report = evaluation(judge("first")).responses("copy", "made up", rows).report();
        for (String key : List.of("bleu-1", "bleu-2", "rouge-l", "emp-f1", "emp-f1-macro"))
            assertThat(report.value(key)).as(key).isCloseTo(100, within(1e-9));
        assertThat(report.value("reward")).isCloseTo(0.8 * 0.8 * 0.8, within(1e-12));
        assertThat(report.value("reward-interval")).isZero();
        assertThat(report.value("ppl")).isNaN();
    }

    /** Emotional reaction: targets 1 1 0 0, responses 1 0 0 0. F1 of none 4/5, of weak 2/3. */
    @Test
    void empF1WeighsTheF1OfEachLevelByItsSupport() {
        List<GivenResponse> rows = List.of(row("sorry", "sorry"), row("sorry", "ok"), row("ok", "ok"), row("ok", "ok"));
        EmpathyFigures figures = evaluation(judge("first")).responses("some", "made up", rows).report().empathy().get(0);
        assertThat(figures.mechanisms().get(Mechanism.EMOTIONAL_REACTION).weightedF1()).isCloseTo(0.5 * 4 / 5 + 0.5 * 2 / 3, within(1e-12));
        assertThat(figures.empF1()).isCloseTo(100 * (0.5 * 4 / 5 + 0.5 * 2 / 3 + 2) / 3, within(1e-9));
        assertThat(figures.reward()).isCloseTo(0.64 * (3 * 0.8 + 0.1) / 4, within(1e-12));
        assertThat(figures.share(Mechanism.EMOTIONAL_REACTION, Level.WEAK)).isEqualTo(0.25);
        assertThat(figures.targetShare(Mechanism.EMOTIONAL_REACTION, Level.WEAK)).isEqualTo(0.5);
        double[] rewards = {0.512, 0.064, 0.512, 0.512};
        double mean = 0.4;
        double variance = 0;
        for (double r : rewards) variance += (r - mean) * (r - mean) / 3;
        assertThat(figures.interval()).isCloseTo(3.182446 * Math.sqrt(variance / 4), within(1e-5));      // t(3) at .975
    }

    @Test
    void wordsOfTheResponsesAreCountedByHand() {
        List<GivenResponse> rows = List.of(row("", "a b a b"), row("", "a b c"), row("", ""));
        EvaluationReport report = evaluation().responses("some", "made up", rows).report();
        assertThat(report.value("dist-1")).isCloseTo(100 * 3 / 7.0, within(1e-9));
        assertThat(report.value("dist-2")).isCloseTo(100 * 3 / 5.0, within(1e-9));                        // ab ba ab | ab bc
        assertThat(report.value("mean-words")).isCloseTo(7 / 3.0, within(1e-9));
        assertThat(report.value("count-empty")).isEqualTo(1);
        assertThat(report.value("bleu-1")).isNaN();
        assertThat(report.empathy()).isEmpty();
    }

    @Test
    void rowsWithoutReferenceAreLeftOutOfEmpathyFiguresOnly() {
        List<GivenResponse> rows = List.of(row("sorry", "sorry"), row("", "sorry sorry"), row("ok", "ok"));
        Evaluated evaluated = evaluation(judge("first")).responses("some", "made up", rows);
        assertThat(evaluated.report().text().responses()).isEqualTo(3);
        assertThat(evaluated.report().text().references()).isEqualTo(2);
        assertThat(evaluated.report().empathy().get(0).mechanisms().get(Mechanism.EXPLORATION).total()).isEqualTo(2);
        assertThat(evaluated.profiles()).hasSize(3);
    }

    @Test
    void aHeldOutSetOfIdentifiersStandsBesideTheFirst() {
        Judge strict = new Judge("held out", "h2", (contexts, responses) -> responses.stream().map(r -> profile(0, 0, 0)).toList(), null);
        EvaluationReport report = evaluation(judge("first"), strict)
                .responses("some", "made up", List.of(row("sorry", "ok"), row("why?", "sorry"))).report();
        assertThat(report.value("emp-f1@held out")).isEqualTo(100);
        assertThat(report.value("emp-f1")).isLessThan(100);
        assertThat(report.toText()).contains("Emp-F1 (held out)").contains("Levels by first").contains("Emotional reaction");
    }

    @Test
    void perplexityOfAGeneratorIsThatOfItsExamplesOneByOne() {
        List<Example> examples = examples();
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.second(256), folder)) {
            EvaluationReport report = evaluation(judge("first"))
                    .generator("tiny", "made up", generator, examples, EvaluationSettings.paper(), SamplingSettings.paper(), 5).report();
            double nll = 0;
            long tokens = 0;
            long words = 0;
            double means = 0;
            for (Example example : examples) {
                try (NDManager call = generator.model().manager().newSubManager()) {
                    int[][] context = {generator.tokenizer().encode(ContextText.join(example.context()), 200, Truncate.LEFT)};
                    int[][] response = {generator.tokenizer().encode(example.response(), 50, Truncate.RIGHT)};
                    nll += generator.model().program().run(call, "token_nll", generator.model().weights(), TokenBatch.ids(call, context),
                            TokenBatch.mask(call, context), TokenBatch.decoderInput(call, response, 0), TokenBatch.labels(call, response))
                            .singletonOrThrow().sum().getFloat();
                    tokens += response[0].length;
                    words += example.response().split(" ").length + 1;
                }
            }
            means = nll / tokens;                                               // eight examples are one batch
            assertThat(Math.log(report.perplexity().byToken())).isCloseTo(nll / tokens, within(1e-5));
            assertThat(Math.log(report.perplexity().byBatch())).isCloseTo(means, within(1e-5));
            assertThat(Math.log(report.perplexity().byWord())).isCloseTo(nll / words, within(1e-4));
        }
    }

    @Test
    void equalSeedsGiveEqualReportsAndALimitTakesSome() {
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(256), folder)) {
            Evaluated first = evaluation(judge("first"))
                    .generator("tiny", "made up", generator, examples(), EvaluationSettings.on(5), SamplingSettings.paper(), 5);
            Evaluated second = evaluation(judge("first"))
                    .generator("tiny", "made up", generator, examples(), EvaluationSettings.on(5), SamplingSettings.paper(), 5);
            assertThat(first.responses()).hasSize(5).isEqualTo(second.responses());
            assertThat(first.report().toJsonText()).isEqualTo(second.report().toJsonText());
        }
    }

    @Test
    void jsonHoldsEveryFigureAndNullWhereThereIsNone() {
        EvaluationReport report = evaluation(judge("first")).responses("some", "made up", List.of(row("ok", "sorry"))).report();
        JsonObject json = JsonParser.parseString(report.toJsonText()).getAsJsonObject();
        JsonObject figures = json.getAsJsonObject("figures");
        for (Figure figure : report.figures()) {
            if (Double.isNaN(figure.value())) assertThat(figures.get(figure.key()).isJsonNull()).as(figure.key()).isTrue();
            else assertThat(figures.get(figure.key()).getAsDouble()).as(figure.key()).isEqualTo(figure.value());
        }
        assertThat(figures.get("reward-interval").isJsonNull()).isTrue();       // one response has no spread
        assertThat(json.getAsJsonArray("judges")).hasSize(1);
    }

    @Test
    void reportsStandSideBySide() {
        EvaluationReport a = evaluation(judge("first")).responses("A", "made up", List.of(row("ok", "sorry"))).report();
        EvaluationReport b = evaluation().responses("A longer name", "made up", List.of(row("ok", "ok ok"))).report();
        List<String> lines = EvaluationTable.text(List.of(a, b)).lines().toList();
        assertThat(lines.get(0)).contains("A").endsWith("A longer name");
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(lines.get(0)));
        assertThat(lines).anyMatch(line -> line.startsWith("Emp-F1 ") && line.endsWith("-"));
    }

    @Test
    void levelsOfReferencesAreScoredOnceAndKept() {
        List<String> asked = new ArrayList<>();
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            Judge judge = new Judge("first", "h", (contexts, responses) -> {
                asked.addAll(responses);
                return responses.stream().map(ModelEvaluationTest::judged).toList();
            }, workspace.levelCache());
            List<GivenResponse> rows = List.of(row("sorry", "x"), row("why?", "y"), row("sorry", "z"));
            double first = evaluation(judge).responses("some", "made up", rows).report().value("emp-f1");
            assertThat(asked).containsOnlyOnce("why?");
            asked.clear();
            assertThat(evaluation(judge).responses("some", "made up", rows).report().value("emp-f1")).isEqualTo(first);
            assertThat(asked).containsExactlyInAnyOrder("x", "y", "z");
        }
    }

    @Test
    void nothingToEvaluateIsSaidAndAStopIsHeard() {
        assertThatThrownBy(() -> evaluation().responses("some", "made up", List.of()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("Nothing was evaluated.");
        ModelEvaluation stopped = new ModelEvaluation(List.of(judge("first")), ProgressListener.none(), () -> true);
        assertThatThrownBy(() -> stopped.responses("some", "made up", List.of(row("a", "b")))).isInstanceOf(CancellationException.class);
    }

    private static ModelEvaluation evaluation(Judge... judges) {
        return new ModelEvaluation(List.of(judges), ProgressListener.none(), () -> false);
    }

    private static Judge judge(String name) {
        return new Judge(name, "h-" + name, (contexts, responses) -> responses.stream().map(ModelEvaluationTest::judged).toList(), null);
    }

    /** Levels by words: "sorry" reacts weakly, "must" interprets strongly, a question mark explores strongly. */
    private static EmpathyProfile judged(String response) {
        return profile(response.contains("sorry") ? 1 : 0, response.contains("must") ? 2 : 0, response.contains("?") ? 2 : 0);
    }

    private static EmpathyProfile profile(int... levels) {
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            double[] p = {0.1, 0.1, 0.1};
            p[levels[mechanism.ordinal()]] = 0.8;
            probabilities.put(mechanism, p);
        }
        return new EmpathyProfile(probabilities);
    }

    private static GivenResponse row(String reference, String text) {
        return new GivenResponse("sad", List.of("My dog died."), reference, text);
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 8; i++)
            examples.add(new Example("d" + i, "sad", TinyGenerator.contexts().get(i), TinyGenerator.SENTENCES.get((i + 1) % 8)));
        return examples;
    }
}
