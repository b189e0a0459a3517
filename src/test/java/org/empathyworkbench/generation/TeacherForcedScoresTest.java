package org.empathyworkbench.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherForcedScoresTest {
    private static final List<String> CONTEXT = TinyGenerator.SENTENCES.subList(0, 1);
    @TempDir Path folder;

    @BeforeAll
    static void start() { Torch.start(1); }

    @Test
    void probabilitiesOfWhatStandsThereAreThoseOfTheTrainingLoss() {
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(220), folder)) {
            String response = "I am so sorry, that must hurt a lot.";
            TeacherForcedScores reading = TeacherForcedScores.of(generator, CONTEXT, response, 10);
            int[][] ids = {generator.tokenizer().encode(response)};
            int[][] context = {generator.contextIds(CONTEXT)};
            try (NDManager call = generator.model().manager().newSubManager()) {
                float[] nll = generator.model().program()
                        .run(call, "token_nll", generator.model().weights(), TokenBatch.ids(call, context), TokenBatch.mask(call, context),
                                TokenBatch.decoderInput(call, ids, 0), TokenBatch.labels(call, ids)).singletonOrThrow().toFloatArray();
                assertThat(reading.places()).hasSize(nll.length);
                for (int t = 0; t < nll.length; t++) assertThat(reading.logProbabilities()[t]).isCloseTo(-nll[t], within(1e-4));
            }
            for (TokenPosition place : reading.places()) {
                assertThat(place.likeliest()).hasSize(10).extracting(TokenCandidate::rank).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
                assertThat(place.likeliest()).isSortedAccordingTo((a, b) -> Double.compare(b.logProbability(), a.logProbability()));
                TokenCandidate actual = place.actual();
                if (actual.rank() <= 10)
                    assertThat(place.likeliest().get(actual.rank() - 1).logProbability()).isEqualTo(actual.logProbability());
                else assertThat(actual.logProbability()).isLessThanOrEqualTo(place.likeliest().get(9).logProbability());
                assertThat(place.likeliest().stream().mapToDouble(TokenCandidate::probability).sum()).isLessThanOrEqualTo(1 + 1e-9);
            }
            assertThat(reading.places().get(reading.places().size() - 1).actual().ends()).isTrue();
            double whole = TeacherForcedScores.of(generator, CONTEXT, response, 1_000).places()
                    .get(2).likeliest().stream().mapToDouble(TokenCandidate::probability).sum();
            assertThat(whole).as("the whole vocabulary").isCloseTo(1, within(1e-6));
        }
    }

    /** Greedy decoding is the oracle: what it draws after a beginning is the likeliest piece there. */
    @Test
    void theLikeliestPieceIsTheOneThatGreedyDecodingTakes() {
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(220), folder)) {
            Response greedy = generator.respond(List.of(CONTEXT), new SamplingSettings(true, 1, 0, 1, 12, 0), 1).get(0);
            TeacherForcedScores empty = TeacherForcedScores.of(generator, CONTEXT, "", 3);
            assertThat(empty.places()).hasSize(1);
            assertThat(empty.places().get(0).likeliest().get(0).id()).isEqualTo(greedy.ids()[0]);
            TeacherForcedScores reading = TeacherForcedScores.of(generator, CONTEXT, greedy.text(), 3);
            int[] again = reading.places().stream().mapToInt(place -> place.actual().id()).toArray();
            int same = 0;
            while (same < Math.min(again.length, greedy.ids().length) && again[same] == greedy.ids()[same]) {
                assertThat(reading.places().get(same).actual().rank()).isEqualTo(1);
                same++;
            }
        }
    }

    @Test
    void aModelHasNoKlFromItselfAndOneFromAnotherIsTheDifferenceOfTheLogProbabilities() {
        try (ResponseGenerator one = TinyGenerator.of(TinyGenerator.first(220), folder);
             ResponseGenerator two = new ResponseGenerator(T5Model.random(TinyGenerator.first(220), 9, Device.cpu()),
                     TextTokenizer.load(folder.resolve("tokenizer.json")), 200)) {
            TeacherForcedScores a = TeacherForcedScores.of(one, CONTEXT, "That is wonderful news.", 2);
            TeacherForcedScores b = TeacherForcedScores.of(two, CONTEXT, "That is wonderful news.", 2);
            assertThat(new KlScores(a, TeacherForcedScores.of(one, CONTEXT, "That is wonderful news.", 2)).kl()).containsOnly(0);
            double expected = Arrays.stream(a.logProbabilities()).sum() - Arrays.stream(b.logProbabilities()).sum();
            assertThat(new KlScores(a, b).total()).isCloseTo(expected, within(1e-9));
            Path other = folder.resolve("other.json");
            TokenizerTrainer.train(List.of("tha at is wo won der ful ne ws . new"), 200, other, ProgressListener.none());
            try (ResponseGenerator three = new ResponseGenerator(T5Model.random(TinyGenerator.first(220), 9, Device.cpu()),
                    TextTokenizer.load(other), 200)) {
                assertThatThrownBy(() -> new KlScores(a, TeacherForcedScores.of(three, CONTEXT, "That is wonderful news.", 2)))
                        .isInstanceOf(UserInputException.class).hasMessageContaining("tokenize the response differently");
            }
        }
    }
}
