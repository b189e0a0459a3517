package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.EncodedExamples;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.Truncate;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That each figure is of what its name says: which texts, which tokens, which rows. */
class FigureWiringTest {
    @TempDir Path folder;

    @Test void eachExampleHasItsOwnLossWhateverItsLength() {
        Torch.start(1);
        try (TextTokenizer tokenizer = TinyGenerator.tokenizer(folder);
                T5Model model = T5Model.random(TinyGenerator.first(220), 3, Device.cpu())) {
            List<Example> examples = IntStream.range(0, 8)
                    .mapToObj(i -> new Example("d#" + i, "", TinyGenerator.contexts().get(i), TinyGenerator.SENTENCES.get(i))).toList();
            EncodedExamples all = EncodedExamples.of(tokenizer, examples, ContextLimits.PAPER);
            double[] together = TeacherForced.nll(model, all, () -> false, ProgressListener.none());
            for (int i = 0; i < 8; i++) {
                EncodedExamples one = EncodedExamples.of(tokenizer, examples.subList(i, i + 1), ContextLimits.PAPER);
                assertThat(together[i]).as("example " + i)
                        .isCloseTo(TeacherForced.nll(model, one, () -> false, ProgressListener.none())[0], within(1e-4));
            }
            assertThat(together[0]).isNotCloseTo(together[7], within(1e-3));
        }
    }

    /** Contexts are answered in parts of 256; an equal context in the next part must not get an equal answer. */
    @Test void everyContextHasNoiseOfItsOwnHoweverManyThereAre() {
        Torch.start(1);
        List<Example> equal = IntStream.range(0, 300)
                .mapToObj(i -> new Example("d#" + i, "", List.of("I lost my job."), "Oh no.")).toList();
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(220), folder)) {
            List<String> texts = new ModelEvaluation(List.of(), ProgressListener.none(), () -> false).generator("m", "d", generator, equal,
                    EvaluationSettings.paper(), SamplingSettings.paper(), 1).responses().stream().map(GivenResponse::text).toList();
            assertThat(texts.subList(0, 44)).isNotEqualTo(texts.subList(256, 300));
        }
    }

    @Test void perplexityByWordCountsTheWordsThatTheKeptTokensReach() {
        try (TextTokenizer tokenizer = TinyGenerator.tokenizer(folder)) {
            String response = TinyGenerator.SENTENCES.get(3);
            List<Example> examples = List.of(new Example("1", "", List.of("I"), response));
            int whole = tokenizer.encode(response).length;
            assertThat(EncodedExamples.of(tokenizer, examples, ContextLimits.trained(50, whole, Truncate.LEFT)).words())
                    .containsExactly(1 + response.split(" ").length);
            EncodedExamples cut = EncodedExamples.of(tokenizer, examples, ContextLimits.trained(50, 6, Truncate.LEFT));
            assertThat(cut.words()).containsExactly(1 + tokenizer.decode(cut.responses()[0]).strip().split(" ").length);
            assertThat(cut.words()[0]).isLessThan(1 + response.split(" ").length);
        }
    }

    @Test void brevityIsMeasuredByTheClosestReferenceAndTheShorterOfTwo() {
        List<String> five = List.of("a", "b", "c", "d", "e");
        List<String> four = List.of("a", "b", "c", "d");
        List<String> six = List.of("a", "b", "c", "d", "e", "f");
        assertThat(Bleu.sentence(five, List.of(six, four), 1, Bleu.Smoothing.NONE)).as("4 is as close as 6").isCloseTo(1, within(1e-12));
        assertThat(Bleu.sentence(five, List.of(six), 1, Bleu.Smoothing.NONE)).isCloseTo(Math.exp(1 - 6.0 / 5), within(1e-12));
        assertThat(Bleu.sentence(five, List.of(six, List.of("a")), 1, Bleu.Smoothing.NONE)).isCloseTo(Math.exp(1 - 6.0 / 5), within(1e-12));
    }

    @Test void aLevelThatNeverOccursDoesNotLowerTheMacroMean() {
        ClassificationReport two = ClassificationReport.of(new int[] {0, 0, 1}, new int[] {0, 0, 1}, 3);
        assertThat(two.macroF1()).isEqualTo(1);
        assertThat(ClassificationReport.of(new int[] {0, 0, 1}, new int[] {0, 2, 1}, 3).macroF1())
                .as("predicted once in vain").isCloseTo((2.0 / 3 + 1 + 0) / 3, within(1e-12));
    }

    @Test void ordersAndTokensOfTheWordFiguresAreNotExchanged() {
        List<GivenResponse> rows = List.of(new GivenResponse("", List.of("x"), "I am so sorry, really.", "I am so sorry. Truly."),
                new GivenResponse("", List.of("x"), "What happened then?", "What happened, dear? What happened?"));
        TextFigures figures = TextFigures.of(rows);
        List<List<String>> words = rows.stream().map(row -> WordTokens.WORDS.of(row.text())).toList();
        List<List<List<String>>> references = rows.stream().map(row -> List.of(WordTokens.WORDS.of(row.reference()))).toList();
        assertThat(figures.bleu1()).isCloseTo(100 * Bleu.corpus(words, references, 1, Bleu.Smoothing.NONE), within(1e-9));
        assertThat(figures.bleu2()).isCloseTo(100 * Bleu.corpus(words, references, 2, Bleu.Smoothing.NONE), within(1e-9))
                .isNotCloseTo(figures.bleu1(), within(1.0));
        assertThat(figures.dist1()).as("I am so sorry. Truly. What happened, dear? What happened?: 9 of 10").isCloseTo(90, within(1e-9));
        assertThat(figures.dist2()).as("4 and 4 pairs between blanks, all distinct").isCloseTo(100, within(1e-9));
        List<String> texts = rows.stream().map(GivenResponse::text).toList();
        assertThat(figures.dist1Words()).isCloseTo(Distinct.of(texts, 1, WordTokens.WORDS).percent(), within(1e-9))
                .isNotCloseTo(figures.dist1(), within(0.1));
        assertThat(figures.dist2Words()).isCloseTo(Distinct.of(texts, 2, WordTokens.WORDS).percent(), within(1e-9))
                .isNotCloseTo(figures.dist2(), within(0.1));
    }

    /** Two posts of three equal responses each: a draw has both, or one of them twice, never half of one. */
    @Test void theBootstrapDrawsWholePosts() {
        PostBootstrap.Sample sample = new PostBootstrap.Sample(new int[] {0, 0, 0, 1, 1, 1}, new double[] {1, 1, 1, 0, 0, 0});
        Interval interval = new PostBootstrap(2, 5).of(List.of(sample));
        assertThat(interval.value()).isEqualTo(0.5);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test void identifiersReadTheContextsOfTheTableAndNotTheSetsOwnWriting() {
        List<Example> contexts = List.of(new Example("1", "sad", List.of("I lost my dog."), "I'm sorry!"),
                new Example("2", "sad", List.of("I won."), "Great!"));
        List<GivenResponse> set = List.of(new GivenResponse("", List.of("i lost my dog ."), "i am sorry !", "oh no ."));
        JoinedResponses joined = JoinedResponses.of("published", set, contexts);
        assertThat(joined.notes()).containsExactly("published answers 1 of the 2 contexts; "
                + "its figures lack the other 1, so they are not quite of the same contexts.");
        List<List<String>> read = new ArrayList<>();
        Judge judge = new Judge("j", "h", (asked, responses) -> {
            read.addAll(asked);
            return responses.stream().map(response -> profile()).toList();
        }, null);
        EvaluationReport report = new ModelEvaluation(List.of(judge), ProgressListener.none(), () -> false)
                .responses("published", "d", joined, 7).report();
        assertThat(read).isNotEmpty().allMatch(context -> context.equals(List.of("I lost my dog.")));
        assertThat(report.seed()).isEqualTo(7);
        assertThat(report.value("bleu-1")).as("nothing in common with the reference as the set writes it").isNotNaN();
        assertThat(report.toText()).contains("answers 1 of the 2 contexts");
    }

    private static EmpathyProfile profile() {
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) probabilities.put(mechanism, new double[] {0.8, 0.1, 0.1});
        return new EmpathyProfile(probabilities);
    }
}
