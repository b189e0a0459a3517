package org.empathyworkbench.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.empathyworkbench.Golden;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.verification.Check;
import org.empathyworkbench.verification.Verification;
import org.empathyworkbench.verification.VerificationReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
    /** Five words and an end: few enough to look at every answer. */
    private static final int WORDS = 6;
    private static final int[][] CONTEXTS = {{3, 4, 1}, {5, 2, 2, 3, 4, 1}, {1}};

    private T5Model model;

    @BeforeEach
    void make() {
        Torch.start(1);
        model = T5Model.random(new T5Config(WORDS, 16, 8, 24, 1, 2, 2, 32, 128, 0, 1e-6, true, false, 0, 1, 0), 9, Device.cpu());
    }

    @AfterEach
    void close() { model.close(); }

    @Test
    void answersAndScoresEqualHuggingFacesForBeamsPenaltiesAndEarlyStopping() {
        try (T5Model golden = T5Model.load(Golden.folder(), Device.cpu())) {
            VerificationReport report = Verification.run(golden, Golden.file("beam.json"));
            assertThat(report.checks()).hasSizeGreaterThan(20).allMatch(Check::passed);
            assertThat(report.worst(Verification.BEAM_SCORES).difference()).isLessThan(2e-4);            // scores reach -442
        }
    }

    @Test
    void withABeamForEveryAnswerTheBestOfAllIsFound() {
        int longest = 3;
        for (double penalty : new double[] {0, 1, 2}) {
            try (BeamSearch search = new BeamSearch(model)) {
                List<BeamSearch.Answer> answers = search.search(CONTEXTS,
                        new BeamSettings(WORDS * WORDS * WORDS, penalty, false, longest, 0));
                for (int b = 0; b < CONTEXTS.length; b++) {
                    double best = Double.NEGATIVE_INFINITY;
                    for (int[] answer : everyAnswer(longest))
                        best = Math.max(best, logProbability(CONTEXTS[b], answer) / Math.pow(answer.length, penalty));
                    assertThat(answers.get(b).score()).isCloseTo(best, within(1e-5));
                    assertThat(logProbability(CONTEXTS[b], answers.get(b).ids()) / Math.pow(answers.get(b).ids().length, penalty))
                            .isCloseTo(best, within(1e-5));
                }
            }
        }
    }

    @Test
    void oneBeamIsGreedyDecoding() {
        int steps = 9;
        try (BeamSearch search = new BeamSearch(model); NDManager call = model.manager().newSubManager()) {
            List<BeamSearch.Answer> answers = search.search(CONTEXTS, BeamSettings.of(1, steps));
            NDList greedy = model.program().run(call, "generate", model.weights(), TokenBatch.ids(call, CONTEXTS),
                    TokenBatch.mask(call, CONTEXTS), call.zeros(new Shape(steps, CONTEXTS.length)), steps, 0, 1, 1.0, 1.0, true, true);
            long[] tokens = greedy.get(0).toLongArray();
            long[] lengths = greedy.get(1).toLongArray();
            for (int b = 0; b < CONTEXTS.length; b++) {
                int row = b;
                int[] wanted = IntStream.range(0, (int) lengths[b]).map(t -> (int) tokens[row * steps + t]).toArray();
                assertThat(answers.get(b).ids()).isEqualTo(wanted);
            }
        }
    }

    @Test
    void aContextAloneAndAmongOthersHasTheSameAnswer() {
        try (BeamSearch search = new BeamSearch(model)) {
            BeamSettings settings = BeamSettings.of(3, 8);
            List<BeamSearch.Answer> together = search.search(CONTEXTS, settings);
            for (int b = 0; b < CONTEXTS.length; b++) {
                BeamSearch.Answer alone = search.search(new int[][] {CONTEXTS[b]}, settings).get(0);
                assertThat(alone.ids()).isEqualTo(together.get(b).ids());
                assertThat(alone.score()).isCloseTo(together.get(b).score(), within(1e-5));
            }
        }
    }

    @Test
    void aShortestLengthForbidsTheEndBeforeIt() {
        try (BeamSearch search = new BeamSearch(model)) {
            for (BeamSearch.Answer answer : search.search(CONTEXTS, new BeamSettings(4, 0, false, 8, 6)))
                assertThat(answer.ids()).hasSizeGreaterThanOrEqualTo(5);
        }
    }

    private double logProbability(int[] context, int[] answer) {
        try (NDManager call = model.manager().newSubManager()) {
            int[][] rows = {answer};
            NDArray nll = model.program().run(call, "token_nll", model.weights(),
                    TokenBatch.ids(call, new int[][] {context}), TokenBatch.mask(call, new int[][] {context}),
                    TokenBatch.decoderInput(call, rows, 0), TokenBatch.labels(call, rows)).singletonOrThrow();
            return -nll.sum().getFloat();
        }
    }

    /** Every row of words with one end at its end, and every row of the greatest length without one. */
    private static List<int[]> everyAnswer(int longest) {
        List<int[]> all = new ArrayList<>();
        for (int length = 1; length <= longest; length++) {
            for (int number = 0; number < Math.pow(WORDS, length); number++) {
                int[] answer = new int[length];
                for (int i = 0, rest = number; i < length; i++, rest /= WORDS) answer[i] = rest % WORDS;
                int end = IntStream.range(0, length).filter(i -> answer[i] == 1).findFirst().orElse(-1);
                if (end == length - 1 || end < 0 && length == longest) all.add(answer);
            }
        }
        assertThat(all.stream().map(Arrays::toString)).doesNotHaveDuplicates();
        return all;
    }
}
