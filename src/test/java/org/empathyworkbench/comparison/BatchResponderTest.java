package org.empathyworkbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchResponderTest {
    private static final SamplingSettings PLAIN = new SamplingSettings(false, 1, 0, 1, 12, 0);
    @TempDir Path folder;
    private ResponseGenerator generator;
    private List<List<String>> contexts;

    @BeforeEach void make() {
        Torch.start(1);
        List<String> sentences = List.of("I lost my old dog last night.", "I am so sorry, that must hurt.",
                "My sister passed her exam!", "Nobody came to my party.", "That is wonderful news.");
        TokenizerTrainer.train(sentences, 200, folder.resolve("tokenizer.json"), ProgressListener.none());
        TextTokenizer tokenizer = TextTokenizer.load(folder.resolve("tokenizer.json"));
        generator = new ResponseGenerator(T5Model.random(T5Config.small(tokenizer.vocabularySize(), 16, 32, 1, 2, 0), 3, Device.cpu()),
                tokenizer, 200);
        contexts = new ArrayList<>();
        for (int i = 0; i < 40; i++) contexts.add(sentences.subList(i % 4, i % 4 + 1 + (i / 4) % 2));
        for (int i = 0; i < 10; i++) contexts.add(List.of("Number " + i));
    }

    @AfterEach void close() { generator.close(); }

    @Test void anAnswerIsTheSameAloneAndAmongOthersInAnyOrder() {
        List<Answer> together = BatchResponder.answers(generator, contexts, PLAIN, 7, 0);
        List<List<String>> reversed = new ArrayList<>(contexts);
        Collections.reverse(reversed);
        List<Answer> back = BatchResponder.answers(generator, reversed, PLAIN, 7, 0);
        for (int i = 0; i < contexts.size(); i += 7) {
            Answer alone = BatchResponder.answers(generator, List.of(contexts.get(i)), PLAIN, 7, 0).get(0);
            assertThat(alone.text()).isEqualTo(together.get(i).text()).isEqualTo(back.get(contexts.size() - 1 - i).text());
            assertThat(alone.tokens()).isEqualTo(together.get(i).tokens());
            assertThat(alone.logProbability()).isCloseTo(together.get(i).logProbability(), within(1e-3));
        }
    }

    @Test void otherSeedsAndOtherSamplesAndOtherContextsAreDrawnOtherwise() {
        List<String> context = contexts.get(0);
        HashSet<String> texts = new HashSet<>();
        for (int sample = 0; sample < 4; sample++)
            texts.add(BatchResponder.answers(generator, List.of(context), PLAIN, 7, sample).get(0).text());
        texts.add(BatchResponder.answers(generator, List.of(context), PLAIN, 8, 0).get(0).text());
        assertThat(texts).hasSizeGreaterThanOrEqualTo(4);
        HashSet<Long> keys = new HashSet<>();
        for (int i = 0; i < 10; i++) keys.add(BatchResponder.key(List.of("Number " + i), 0));
        keys.add(BatchResponder.key(List.of("Number", " 1"), 0));
        keys.add(BatchResponder.key(List.of("Number 1"), 1));
        assertThat(keys).hasSize(12);
    }

    /** At temperature 1 over the whole vocabulary the distribution drawn from is the model's own. */
    @Test void theLikelihoodIsTheModelsOwnOfTheTokensThatWereDrawn() {
        List<int[]> ids = contexts.stream().map(generator::contextIds).toList();
        long[] keys = contexts.stream().mapToLong(context -> BatchResponder.key(context, 0)).toArray();
        List<Response> drawn = generator.respondToIds(ids, keys, PLAIN, 7);
        List<Answer> answers = BatchResponder.answers(generator, contexts, PLAIN, 7, 0);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).logProbability()).isCloseTo(drawn.get(i).logProbability(), within(1e-3));
            assertThat(answers.get(i).tokens()).isEqualTo(drawn.get(i).ids().length);
        }
    }
}
