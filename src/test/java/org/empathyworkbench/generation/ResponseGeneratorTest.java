package org.empathyworkbench.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.T5Weights;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class ResponseGeneratorTest {
    private static final SamplingSettings PLAIN = new SamplingSettings(false, 1, 0, 1, 20, 0);

    @TempDir
    Path folder;

    @BeforeAll
    static void start() { Torch.start(1); }

    static Stream<T5Config> families() { return Stream.of(TinyGenerator.first(256), TinyGenerator.second(256)); }

    @Test
    void orderAndCompanyOfARowDoNotChangeItsResponse() {
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(256), folder)) {
            List<int[]> contexts = new ArrayList<>(TinyGenerator.contexts().stream().map(generator::contextIds).toList());
            for (int i = 0; i < 40; i++) contexts.add(contexts.get(i % 5));      // more rows than one batch
            long[] keys = new long[contexts.size()];
            Arrays.setAll(keys, i -> i);
            List<Response> together = generator.respondToIds(contexts, keys, SamplingSettings.paper(), 7, 2);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < keys.length; i++) order.add(i);
            Collections.shuffle(order, new Random(1));
            List<Response> shuffled = generator.respondToIds(order.stream().map(contexts::get).toList(),
                    order.stream().mapToLong(i -> i).toArray(), SamplingSettings.paper(), 7, 2);
            for (int i = 0; i < order.size(); i++) assertThat(shuffled.get(i).ids()).isEqualTo(together.get(order.get(i)).ids());
            for (int i = 0; i < 8; i++) {
                Response alone = generator.respondToIds(List.of(contexts.get(i)), new long[] {i}, SamplingSettings.paper(), 7, 2).get(0);
                assertThat(alone.ids()).isEqualTo(together.get(i).ids());
                assertThat(alone.logProbability()).isCloseTo(together.get(i).logProbability(), within(1e-4));
            }
        }
    }

    @Test
    void equalSeedsGiveEqualResponsesAndOtherSeedsOrPositionsOthers() {
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(256), folder)) {
            List<Response> first = generator.respond(TinyGenerator.contexts(), SamplingSettings.paper(), 1, 5);
            assertThat(texts(generator.respond(TinyGenerator.contexts(), SamplingSettings.paper(), 1, 5))).isEqualTo(texts(first));
            assertThat(texts(generator.respond(TinyGenerator.contexts(), SamplingSettings.paper(), 2, 5))).isNotEqualTo(texts(first));
            assertThat(texts(generator.respond(TinyGenerator.contexts(), SamplingSettings.paper(), 1, 6))).isNotEqualTo(texts(first));
        }
    }

    /** METHOD section 6, rule 11: every token's log-probability from the cache equals the one of a whole teacher-forced pass. */
    @ParameterizedTest
    @MethodSource("families")
    void cachedSamplingHasTheTeacherForcedLogProbabilities(T5Config config) {
        try (ResponseGenerator generator = TinyGenerator.of(config, folder); NDManager call = generator.model().manager().newSubManager()) {
            List<Response> responses = generator.respond(TinyGenerator.contexts(), PLAIN, 11);
            NDArray nll = generator.model().program().run(call, "token_nll", generator.model().weights(),
                    TokenBatch.ids(call, contextRows(generator)), TokenBatch.mask(call, contextRows(generator)),
                    TokenBatch.decoderInput(call, rows(responses), 0), TokenBatch.labels(call, rows(responses)))
                    .singletonOrThrow();
            float[] sums = nll.sum(new int[] {1}).toFloatArray();
            for (int i = 0; i < sums.length; i++)
                assertThat(responses.get(i).logProbability()).isCloseTo(-sums[i], within(1e-4 * responses.get(i).ids().length));
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void cachedGreedyTokensAreTheTeacherForcedArgmax(T5Config config) {
        try (ResponseGenerator generator = TinyGenerator.of(config, folder); NDManager call = generator.model().manager().newSubManager()) {
            List<Response> responses = generator.respond(TinyGenerator.contexts(), SamplingSettings.greedyDecoding(), 0);
            NDArray logits = generator.model().program()
                    .run(call, "teacher", generator.model().weights(), TokenBatch.ids(call, contextRows(generator)),
                            TokenBatch.mask(call, contextRows(generator)), TokenBatch.decoderInput(call, rows(responses), 0)).get(1);
            long[] best = logits.argMax(-1).toLongArray();                  // (B, T)
            int width = TokenBatch.width(rows(responses));
            for (int b = 0; b < responses.size(); b++) {
                int[] ids = responses.get(b).ids();
                for (int t = 0; t < ids.length; t++) assertThat(ids[t]).isEqualTo((int) best[b * width + t]);
            }
        }
    }

    @Test
    void topPKeepsTheSmallestSetThatReachesIt() {
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(256), folder);
                NDManager call = generator.model().manager().newSubManager()) {
            float[] logits = firstLogits(generator, call);
            for (double p : new double[] {0.05, 0.4, 0.8, 0.97, 1}) {
                float[] given = generator.model().program()
                        .run(call, "distribution", call.create(logits).reshape(1, logits.length), 1, 0, 200, p, 0.7)
                        .singletonOrThrow().toFloatArray();
                double[] expected = expected(logits, 200, p, 0.7);
                for (int i = 0; i < expected.length; i++) assertThat((double) given[i]).isCloseTo(expected[i], within(1e-6));
            }
        }
    }

    @Test
    void drawnTokensFollowTheDistribution() {
        int draws = 4_000;
        SamplingSettings settings = new SamplingSettings(false, 1.3, 12, 0.95, 1, 0);
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(256), folder);
                NDManager call = generator.model().manager().newSubManager()) {
            double[] expected = expected(firstLogits(generator, call), 12, 0.95, 1.3);
            Map<Integer, Long> counts = new HashMap<>();
            for (Response response : generator.respond(Collections.nCopies(draws, TinyGenerator.contexts().get(0)), settings, 20)) {
                counts.merge(response.ids()[0], 1L, Long::sum);
            }
            List<Integer> possible = new ArrayList<>();
            for (int i = 0; i < expected.length; i++) {
                if (expected[i] > 0) possible.add(i);
            }
            assertThat(possible).containsAll(counts.keySet()).hasSizeGreaterThan(3);
            double mass = possible.stream().mapToDouble(i -> expected[i]).sum();
            long drawn = counts.values().stream().mapToLong(Long::longValue).sum();
            double chiSquared = 0;
            for (int i : possible) {
                double share = expected[i] / mass * drawn;
                chiSquared += Math.pow(counts.getOrDefault(i, 0L) - share, 2) / share;
            }
            double p = ChiSquaredDistribution.of(possible.size() - 1.0).survivalProbability(chiSquared);
            assertThat(p).isGreaterThan(0.01);
        }
    }

    @Test
    void aResponsesLogProbabilityIsThatOfTheDistributionItIsDrawnFrom() {
        SamplingSettings settings = new SamplingSettings(false, 1.3, 12, 0.6, 1, 0);
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(256), folder);
             NDManager call = generator.model().manager().newSubManager()) {
            double[] expected = expected(firstLogits(generator, call), 12, 0.6, 1.3);
            List<Response> responses = generator.respond(Collections.nCopies(100, TinyGenerator.contexts().get(0)), settings, 20);
            assertThat(responses.stream().map(response -> response.ids()[0]).distinct()).hasSizeGreaterThan(2);
            for (Response response : responses) {
                assertThat(response.logProbability()).isCloseTo(Math.log(expected[response.ids()[0]]), within(1e-5));
            }
        }
    }

    @Test
    void theEndTokenEndsARowAndAShortestResponseForbidsItBefore() {
        List<List<String>> contexts = Collections.nCopies(300, TinyGenerator.contexts().get(0));
        try (ResponseGenerator generator = indifferent()) {
            assertThat(generator.respond(contexts, PLAIN, 4)).allSatisfy(response -> {
                int ends = (int) Arrays.stream(response.ids()).filter(id -> id == 1).count();
                assertThat(ends).isEqualTo(response.ended() ? 1 : 0);
                if (response.ended()) assertThat(response.ids()).endsWith(1);
                else assertThat(response.ids()).hasSize(20);
            }).anyMatch(Response::ended);
            SamplingSettings long15 = new SamplingSettings(false, 1, 0, 1, 40, 15);
            assertThat(generator.respond(contexts, long15, 4)).allMatch(response -> response.ids().length >= 15).anyMatch(Response::ended);
            assertThat(generator.respond(Collections.nCopies(2_000, contexts.get(0)), long15, 4)).as("no longer than it must be")
                    .anyMatch(response -> response.ended() && response.ids().length == 15);
        }
    }

    @Test
    void anAnswerWithoutWordsIsTheEmptyText() {
        try (ResponseGenerator generator = indifferent()) {
            List<Response> responses = generator.respond(Collections.nCopies(2_000, TinyGenerator.contexts().get(0)),
                    PLAIN.withMaximumNewTokens(1), 4);
            assertThat(responses)
                    .filteredOn(Response::ended).isNotEmpty().allMatch(response -> response.text().isEmpty() && response.ids().length == 1);
        }
    }

    @Test
    void noContextsGiveNoResponses() {
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(256), folder)) {
            assertThat(generator.respond(List.of(), SamplingSettings.paper(), 1)).isEmpty();
        }
    }

    @Test
    void aTokenizerOfAnotherModelIsRefusedInOneSentence() throws IOException {
        int pieces;
        try (T5Model model = T5Model.random(TinyGenerator.first(64), 1, Device.cpu()); var tokenizer = TinyGenerator.tokenizer(folder)) {
            pieces = tokenizer.vocabularySize();
            model.save(folder);
        }
        assertThatThrownBy(() -> ResponseGenerator.load(folder, Device.cpu())).isInstanceOf(UserInputException.class)
                .hasMessageContaining(pieces + " pieces but the model expects at most 64")
                .hasMessageContaining("Choose the tokenizer that came with this model.");
    }

    @Test
    void aSavedGeneratorAnswersAsBefore() throws IOException {
        List<String> before;
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.second(256), folder)) {
            generator.model().save(folder);
            before = texts(generator.respond(TinyGenerator.contexts(), SamplingSettings.paper(), 3));
        }
        try (ResponseGenerator generator = ResponseGenerator.load(folder, Device.cpu())) {
            assertThat(texts(generator.respond(TinyGenerator.contexts(), SamplingSettings.paper(), 3))).isEqualTo(before);
        }
    }

    /** A generator to which every token is equally likely: its final norm is 0. */
    private ResponseGenerator indifferent() {
        ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(210), folder);
        List<NDArray> weights = generator.model().weights();
        int finalNorm = new T5Weights(generator.model().config()).encoderSize() + 1;
        weights.get(finalNorm).muli(0);
        return generator;
    }

    /** The logits of the first token after the first context. */
    private static float[] firstLogits(ResponseGenerator generator, NDManager call) {
        int[][] row = {generator.contextIds(TinyGenerator.contexts().get(0))};
        NDList out = generator.model().program().run(call, "teacher", generator.model().weights(),
                TokenBatch.ids(call, row), TokenBatch.mask(call, row), TokenBatch.decoderInput(call, new int[][] {{1}}, 0));
        return out.get(1).toFloatArray();
    }

    /** Temperature, then top-k, then top-p, by sorting in plain Java. */
    private static double[] expected(float[] logits, int topK, double topP, double temperature) {
        Integer[] order = new Integer[logits.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Float.compare(logits[b], logits[a]));
        double[] q = new double[logits.length];
        double sum = 0;
        for (int r = 0; r < topK; r++) sum += q[order[r]] = Math.exp((logits[order[r]] - logits[order[0]]) / temperature);
        double before = 0;
        double kept = 0;
        for (int r = 0; r < topK; r++) {
            double p = q[order[r]] / sum;
            q[order[r]] = before < topP ? p : 0;
            kept += q[order[r]];
            before += p;
        }
        for (int i = 0; i < q.length; i++) q[i] /= kept;
        return q;
    }

    private static int[][] contextRows(ResponseGenerator generator) {
        return TinyGenerator.contexts().stream().map(generator::contextIds).toArray(int[][]::new);
    }

    private static int[][] rows(List<Response> responses) { return responses.stream().map(Response::ids).toArray(int[][]::new); }

    private static List<String> texts(List<Response> responses) { return responses.stream().map(Response::text).toList(); }
}
