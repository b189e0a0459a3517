package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every metric against what nltk 3.8, scikit-learn 1.2 and scipy 1.10 gave. */
class MetricsGoldenTest {
    private static JsonObject golden;
    private static JsonObject t5;

    @BeforeAll
    static void readGoldenCases() throws IOException {
        try (Reader reader = new InputStreamReader(Objects.requireNonNull(
                MetricsGoldenTest.class.getResourceAsStream("/golden/cases.json")), StandardCharsets.UTF_8)) {
            JsonObject cases = JsonParser.parseReader(reader).getAsJsonObject();
            golden = cases.getAsJsonObject("metrics");
            t5 = cases.getAsJsonObject("t5");
        }
    }

    @Test
    void wordsEqualNltksWordTokenize() {
        List<String> sentences = strings(golden.getAsJsonObject("tokenize").get("sentences"));
        List<List<String>> tokens = lists(golden.getAsJsonObject("tokenize").get("tokens"));
        for (int i = 0; i < sentences.size(); i++)
            assertThat(WordTokens.WORDS.of(sentences.get(i))).as(sentences.get(i)).isEqualTo(tokens.get(i));
    }

    @Test
    void distinctOverNltkWords() {
        JsonObject expected = golden.getAsJsonObject("distinct");
        List<String> sentences = strings(golden.getAsJsonObject("tokenize").get("sentences"));
        Distinct one = Distinct.of(sentences, 1, WordTokens.WORDS);
        Distinct two = Distinct.of(sentences, 2, WordTokens.WORDS);
        assertThat(List.of((int) one.distinct(), (int) one.total())).isEqualTo(integers(expected.get("unique_total_1")));
        assertThat(List.of((int) two.distinct(), (int) two.total())).isEqualTo(integers(expected.get("unique_total_2")));
        assertThat(one.percent()).isCloseTo(expected.get("distinct1_x100").getAsDouble(), within(1e-10));
        assertThat(two.percent()).isCloseTo(expected.get("distinct2_x100").getAsDouble(), within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"emotional_reaction", "interpretation", "exploration"})
    void weightedF1OfEachMechanism(String mechanism) {
        JsonObject expected = golden.getAsJsonObject("weighted_f1").getAsJsonObject(mechanism);
        ClassificationReport report = report(expected);
        assertThat(100 * report.weightedF1()).isCloseTo(expected.get("weighted_f1_x100").getAsDouble(), within(1e-10));
        double[] each = doubles(expected.get("per_class_f1"));
        for (int c = 0; c < 3; c++) assertThat(report.f1(c)).isCloseTo(each[c], within(1e-12));
    }

    @Test
    void empathyF1IsTheMeanOfTheMechanisms() {
        JsonObject all = golden.getAsJsonObject("weighted_f1");
        List<ClassificationReport> reports = List.of(report(all.getAsJsonObject("emotional_reaction")),
                report(all.getAsJsonObject("interpretation")), report(all.getAsJsonObject("exploration")));
        assertThat(ClassificationReport.empF1(reports)).isCloseTo(all.get("emp_f1").getAsDouble(), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bleu(int n) {
        JsonObject all = golden.getAsJsonObject("bleu");
        JsonObject expected = all.getAsJsonObject("bleu" + n);
        List<List<String>> hypotheses = lists(all.get("tokens_hyp"));
        List<List<List<String>>> references = new ArrayList<>();
        all.getAsJsonArray("tokens_refs").forEach(refs -> references.add(lists(refs)));
        assertThat(Bleu.corpus(hypotheses, references, n, Bleu.Smoothing.NONE))
                .isCloseTo(expected.get("no_smoothing").getAsDouble(), within(1e-12));
        assertThat(Bleu.corpus(hypotheses, references, n, Bleu.Smoothing.EPSILON))
                .isCloseTo(expected.get("nltk_method1_eps0.1").getAsDouble(), within(1e-12));
        assertThat(Bleu.corpus(hypotheses, references, n, Bleu.Smoothing.ADD_ONE))
                .isCloseTo(expected.get("nltk_method2").getAsDouble(), within(1e-12));
        double mean = IntStream.range(0, hypotheses.size())
                .mapToDouble(i -> Bleu.sentence(hypotheses.get(i), references.get(i), n, Bleu.Smoothing.EPSILON)).average().orElseThrow();
        assertThat(mean).isCloseTo(expected.get("mean_sentence_bleu_method1").getAsDouble(), within(1e-12));
    }

    @Test
    void bleuWithoutOneMatchingBigram() {
        JsonObject expected = golden.getAsJsonObject("bleu").getAsJsonObject("zero_bigram_match_case");
        List<String> hypothesis = strings(expected.get("hyp"));
        List<List<String>> reference = List.of(strings(expected.get("ref")));
        assertThat(Bleu.sentence(hypothesis, reference, 2, Bleu.Smoothing.NONE)).isZero();      // NLTK's 1e-155 stands for 0
        assertThat(Bleu.sentence(hypothesis, reference, 2, Bleu.Smoothing.EPSILON))
                .isCloseTo(expected.get("method1").getAsDouble(), within(1e-12));
    }

    @Test
    void rougeL() {
        JsonObject all = golden.getAsJsonObject("rouge_l");
        List<List<String>> hypotheses = new ArrayList<>();
        List<List<String>> references = new ArrayList<>();
        double beta = 0;
        for (JsonElement element : all.getAsJsonArray("pairs")) {
            JsonObject pair = element.getAsJsonObject();
            hypotheses.add(strings(pair.get("hyp")));
            references.add(strings(pair.get("ref")));
            RougeL rouge = RougeL.of(strings(pair.get("hyp")), strings(pair.get("ref")));
            assertThat(rouge.lcs()).isEqualTo(pair.get("lcs").getAsInt());
            assertThat(rouge.precision()).isCloseTo(pair.get("precision").getAsDouble(), within(1e-12));
            assertThat(rouge.recall()).isCloseTo(pair.get("recall").getAsDouble(), within(1e-12));
            assertThat(rouge.f1()).isCloseTo(pair.get("f1").getAsDouble(), within(1e-12));
            assertThat(rouge.fBeta(1.2)).isCloseTo(pair.get("f_beta1.2").getAsDouble(), within(1e-12));
            beta += rouge.fBeta(1.2);
        }
        assertThat(RougeL.corpusF1(hypotheses, references)).isCloseTo(all.get("mean_f1_x100").getAsDouble(), within(1e-10));
        assertThat(100 * beta / hypotheses.size()).isCloseTo(all.get("mean_f_beta1.2_x100").getAsDouble(), within(1e-10));
    }

    @Test
    void fleissKappaOfThePublishedExampleAndOfThreeRaters() {
        JsonObject all = golden.getAsJsonObject("fleiss");
        JsonObject published = all.getAsJsonObject("published");
        assertThat(FleissKappa.ofCounts(matrix(published.get("counts")))).isCloseTo(published.get("kappa").getAsDouble(), within(1e-12));
        JsonObject three = all.getAsJsonObject("three_raters_1_to_5");
        assertThat(FleissKappa.ofRatings(matrix(three.get("ratings")), 1, 5)).isCloseTo(three.get("kappa").getAsDouble(), within(1e-12));
        assertThat(FleissKappa.ofRatings(matrix(three.get("ratings")), 0, 7)).as("categories that nobody used change nothing")
                .isCloseTo(three.get("kappa").getAsDouble(), within(1e-12));
        assertThat(FleissKappa.ofRatings(new int[][] {{1, 1}, {1, 1}}, 1, 2)).isNaN();
    }

    @Test
    void tTestOfSeedsAgainstOneNumber() {
        JsonObject expected = golden.getAsJsonObject("t_one_sample");
        double[] x = doubles(expected.get("x"));
        TTest test = TTest.oneSample(x, expected.get("mu0").getAsDouble());
        assertThat(test.t()).isCloseTo(expected.get("t").getAsDouble(), within(1e-9));
        assertThat(test.df()).isEqualTo(expected.get("df").getAsDouble());
        assertThat(test.twoSided()).isCloseTo(expected.get("p_two_sided").getAsDouble(), within(1e-12));
        assertThat(test.greater()).isCloseTo(expected.get("p_greater").getAsDouble(), within(1e-12));
        assertThat(TTest.mean(x)).isCloseTo(expected.get("mean").getAsDouble(), within(1e-12));
        assertThat(TTest.standardDeviation(x)).isCloseTo(expected.get("sd_n_minus_1").getAsDouble(), within(1e-12));
        assertThat(TTest.interval95(x)).isCloseTo(expected.get("ci95_half_width").getAsDouble(), within(1e-8));
    }

    @Test
    void tTestsOfTwoGroups() {
        JsonObject all = golden.getAsJsonObject("t_independent");
        double[] a = doubles(all.get("a"));
        double[] b = doubles(all.get("b"));
        check(TTest.student(a, b), all.getAsJsonObject("student_equal_variance"));
        check(TTest.welch(a, b), all.getAsJsonObject("welch"));
        assertThat(TTest.paired(a, a).twoSided()).as("no difference and no spread").isNaN();
        assertThat(TTest.oneSample(new double[] {2, 2, 2}, 1).twoSided()).as("a difference without spread").isZero();
    }

    @Test
    void signTestIsExactAndDropsTies() {
        for (JsonElement element : golden.getAsJsonObject("sign_test").getAsJsonArray("cases")) {
            JsonObject expected = element.getAsJsonObject();
            SignTest test = new SignTest(expected.get("win").getAsInt(), expected.get("lose").getAsInt());
            double two = expected.get("p_two_sided").getAsDouble();
            double greater = expected.get("p_win_greater").getAsDouble();
            assertThat(test.twoSided()).as(expected.toString()).isCloseTo(two, within(1e-12 * two));
            assertThat(test.winsGreater()).as(expected.toString()).isCloseTo(greater, within(1e-12 * greater));
        }
        assertThat(new SignTest(2_700, 2_555).twoSided()).isBetween(0.04, 0.05);
    }

    @Test
    void perplexityByTokenAndAsTheAuthorsReportIt() {
        JsonObject expected = golden.getAsJsonObject("ppl");
        double[][] nll = new double[4][];
        int[][] labels = matrix(t5.get("labels"));
        for (int i = 0; i < 4; i++) nll[i] = doubles(t5.getAsJsonArray("token_nll").get(i));
        Perplexity perplexity = new Perplexity();
        for (int from = 0; from < 4; from += 3) {
            double sum = 0;
            int tokens = 0;
            for (int i = from; i < Math.min(4, from + 3); i++) {
                for (int t = 0; t < labels[i].length; t++) {
                    if (labels[i][t] < 0) continue;
                    sum += nll[i][t];
                    tokens++;
                }
            }
            perplexity.add(sum, tokens, 2L * tokens, Math.min(4, from + 3) - from);
        }
        assertThat(perplexity.byToken()).isCloseTo(expected.get("ppl_all_tokens").getAsDouble(), within(1e-4));
        assertThat(perplexity.byBatch()).isCloseTo(expected.get("ppl_hf_trainer_eval_batch_size_3").getAsDouble(), within(1e-4));
        assertThat(perplexity.byWord()).as("half as much a word when there are twice as many")
                .isCloseTo(Math.sqrt(perplexity.byToken()), within(1e-9));
        assertThat(new Perplexity().byToken()).isNaN();
    }

    private static void check(TTest test, JsonObject expected) {
        assertThat(test.t()).isCloseTo(expected.get("t").getAsDouble(), within(1e-12));
        assertThat(test.df()).isCloseTo(expected.get("df").getAsDouble(), within(1e-9));
        assertThat(test.twoSided()).isCloseTo(expected.get("p_two_sided").getAsDouble(), within(1e-12));
    }

    private static ClassificationReport report(JsonObject levels) {
        return ClassificationReport.of(integers(levels.get("gold")).stream().mapToInt(i -> i).toArray(),
                integers(levels.get("pred")).stream().mapToInt(i -> i).toArray(), 3);
    }

    private static List<String> strings(JsonElement array) {
        return array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
    }

    private static List<Integer> integers(JsonElement array) {
        return array.getAsJsonArray().asList().stream().map(JsonElement::getAsInt).toList();
    }

    private static double[] doubles(JsonElement array) {
        return array.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    }

    private static List<List<String>> lists(JsonElement array) {
        return array.getAsJsonArray().asList().stream().map(MetricsGoldenTest::strings).toList();
    }

    private static int[][] matrix(JsonElement array) {
        JsonArray rows = array.getAsJsonArray();
        return rows.asList().stream().map(row -> integers(row).stream().mapToInt(i -> i).toArray()).toArray(int[][]::new);
    }
}
