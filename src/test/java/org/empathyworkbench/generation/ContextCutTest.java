package org.empathyworkbench.generation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.Truncate;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which words of a long context a generator reads, wherever it reads one. */
class ContextCutTest {
    private static final List<String> LONG = TinyGenerator.SENTENCES;

    @TempDir Path folder;

    @BeforeAll static void start() { Torch.start(1); }

    @Test void aLongContextKeepsItsNewestWordsInUse() {
        try (ResponseGenerator generator = with(ContextLimits.trained(12, 9, Truncate.LEFT))) {
            int[] whole = generator.tokenizer().encode(ContextText.join(LONG));
            int[] read = generator.contextIds(LONG);
            assertThat(read).containsExactly(Arrays.copyOfRange(whole, whole.length - 12, whole.length));
            assertThat(generator.tokenizer().decode(read)).endsWith("What worries you the most?");
            assertThat(read[11]).as("the end token stays").isEqualTo(TextTokenizer.EOS);
            assertThat(generator.cuts(LONG)).isTrue();
            assertThat(generator.cuts(List.of("I"))).isFalse();
        }
    }

    @Test void aModelThatLearntTheOldestWordsReadsTheseInUse() {
        try (ResponseGenerator generator = with(ContextLimits.trained(12, 9, Truncate.RIGHT))) {
            int[] whole = generator.tokenizer().encode(ContextText.join(LONG));
            int[] expected = Arrays.copyOf(whole, 12);
            expected[11] = TextTokenizer.EOS;
            assertThat(generator.contextIds(LONG)).containsExactly(expected);
        }
    }

    @Test void aLoadedModelReadsAsItsFolderSaysAndThePapersWayWhereItDoesNot() throws IOException {
        try (ResponseGenerator generator = with(ContextLimits.PAPER)) {
            generator.model().save(folder);
        }
        try (ResponseGenerator unstated = ResponseGenerator.load(folder, Device.cpu())) {
            assertThat(unstated.limits()).isEqualTo(ContextLimits.PAPER);
            assertThat(unstated.contextIds(LONG)).hasSizeGreaterThan(12).hasSizeLessThanOrEqualTo(200);
        }
        ContextLimits.trained(12, 9, Truncate.RIGHT).write(folder);
        try (ResponseGenerator stated = ResponseGenerator.load(folder, Device.cpu())) {
            assertThat(stated.limits()).isEqualTo(ContextLimits.trained(12, 9, Truncate.RIGHT));
            assertThat(stated.contextIds(LONG)).hasSize(12);
            assertThat(TeacherForcedScores.of(stated, LONG, "That is wonderful news, you must be proud of her.", 2).places())
                    .as("as many as it learnt").hasSize(9);
        }
    }

    @Test void probabilitiesAreThoseAfterTheWordsThatAreRead() {
        String response = "That is wonderful news.";
        double[] whole;
        try (ResponseGenerator generator = with(ContextLimits.PAPER)) {
            whole = TeacherForcedScores.of(generator, LONG, response, 1).logProbabilities();
        }
        try (ResponseGenerator generator = with(ContextLimits.trained(12, 50, Truncate.LEFT))) {
            List<String> newest = List.of(generator.tokenizer().decode(generator.contextIds(LONG)));
            assertThat(TeacherForcedScores.of(generator, LONG, response, 1).logProbabilities())
                    .containsExactly(TeacherForcedScores.of(generator, newest, response, 1).logProbabilities()).isNotEqualTo(whole);
        }
    }

    @Test void examplesSayHowManyOfThemWereCut() {
        try (TextTokenizer tokenizer = TinyGenerator.tokenizer(folder)) {
            List<Example> examples = List.of(new Example("1", "", LONG, "I"),
                    new Example("2", "", List.of("I"), LONG.get(3)), new Example("3", "", List.of("I"), "I"));
            EncodedExamples encoded = EncodedExamples.of(tokenizer, examples, ContextLimits.trained(12, 9, Truncate.LEFT));
            assertThat(encoded.cut()).isEqualTo(1);
            assertThat(encoded.cutResponses()).isEqualTo(1);
            assertThat(encoded.contexts()[0]).hasSize(12);
            assertThat(tokenizer.decode(encoded.contexts()[0])).endsWith("the most?");
            assertThat(encoded.responses()[1]).hasSize(9).endsWith(TextTokenizer.EOS);
            assertThat(LONG.get(3)).as("a response keeps its beginning").startsWith(tokenizer.decode(encoded.responses()[1]).strip());
            assertThat(encoded.cutWords(ContextLimits.trained(12, 9, Truncate.LEFT)))
                    .contains("1 of 3 contexts (33.3 %)").contains("1 of 3 responses (33.3 %)");
            int exact = tokenizer.encode(ContextText.join(LONG)).length;
            assertThat(EncodedExamples.of(tokenizer, examples, ContextLimits.trained(exact, 200, Truncate.LEFT)).cut())
                    .as("a full one is not cut").isZero();
            int[] right = EncodedExamples.of(tokenizer, examples, ContextLimits.trained(12, 9, Truncate.RIGHT)).contexts()[0];
            assertThat(tokenizer.decode(right)).startsWith("I lost my");
        }
    }

    private ResponseGenerator with(ContextLimits limits) {
        return new ResponseGenerator(T5Model.random(TinyGenerator.first(220), 3, Device.cpu()), TinyGenerator.tokenizer(folder), limits);
    }
}
