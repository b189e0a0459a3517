package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.text.TextTokenizer;
import org.junit.jupiter.api.Test;

class RolloutTest extends WithTinyActorCritic {
    private static final List<Example> EXAMPLES = TinyTask.examples('o').subList(0, 9);
    private static final SamplingSettings SAMPLING = TinyTask.SETTINGS.sampling();

    @Test
    void everyStepDrawsNoiseOfItsOwnAndTheSameStepTheSame() {
        List<String> first = Rollout.of(tiny.generator, EXAMPLES, SAMPLING, 5, 1).texts();
        assertThat(Rollout.of(tiny.generator, EXAMPLES, SAMPLING, 5, 1).texts()).isEqualTo(first);
        assertThat(Rollout.of(tiny.generator, EXAMPLES, SAMPLING, 5, 2).texts()).doesNotContainAnyElementsOf(first);
        assertThat(Rollout.of(tiny.generator, EXAMPLES, SAMPLING, 6, 1).texts()).doesNotContainAnyElementsOf(first);
    }

    @Test
    void oneContextTwiceInABatchIsAnsweredWithDifferentNoise() {
        List<Example> twice = List.of(EXAMPLES.get(0), EXAMPLES.get(0));
        assertThat(Rollout.of(tiny.generator, twice, SAMPLING, 5, 1).texts()).doesNotHaveDuplicates();
    }

    @Test
    void rowsStandFromTheShortestToTheLongestAndKeepTheirExampleContextAndResponseTogether() {
        Rollout rollout = Rollout.of(tiny.generator, EXAMPLES, SAMPLING, 5, 1);
        assertThat(rollout.examples()).containsExactlyInAnyOrderElementsOf(EXAMPLES);
        List<Integer> lengths = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        for (int b = 0; b < 9; b++) {
            assertThat(rollout.contexts().get(b)).isEqualTo(tiny.generator.contextIds(rollout.examples().get(b).context()));
            lengths.add(rollout.contexts().get(b).length + rollout.responses().get(b).ids().length);
            texts.put(rollout.examples().get(b).id(), rollout.responses().get(b).text());
        }
        assertThat(lengths).isSortedAccordingTo(Comparator.naturalOrder());
        List<Response> asked = tiny.generator.respondToIds(EXAMPLES.stream().map(e -> tiny.generator.contextIds(e.context())).toList(),
                new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, SAMPLING, 5, 1);
        for (int b = 0; b < 9; b++) assertThat(texts.get(EXAMPLES.get(b).id())).isEqualTo(asked.get(b).text());
        assertThat(rollout.tokens()).isEqualTo(asked.stream().mapToInt(r -> r.ids().length).sum());
    }

    /** A model that would end at once: a minimum of n, the start token counted, forbids the end as the first n - 1 tokens and no longer. */
    @Test
    void aModelThatAlwaysWantsToEndEndsAtTheMinimumLengthExactly() {
        NDArray embeddings = tiny.generator.model().named().get("shared.weight");
        float[] rows = embeddings.toFloatArray();
        // the first number of every state is then large
        for (int id = 0; id < 256; id++) rows[16 * id] = id == TextTokenizer.EOS ? 100 : 50;
        embeddings.set(rows);
        for (int minimum : new int[] {0, 1, 2, 5}) {
            Rollout rollout = Rollout.of(tiny.generator, EXAMPLES, TinyTask.SETTINGS.with("minimumLength", minimum).sampling(), 5, 1);
            assertThat(Arrays.stream(rollout.rows().answers())).as("minimum " + minimum)
                    .allMatch(ids -> ids.length == Math.max(1, minimum) && ids[ids.length - 1] == TextTokenizer.EOS);
            assertThat(rollout.responses()).allMatch(Response::ended);
        }
    }

    @Test
    void theEndWasForbiddenBelowTheMinimumLengthAndNowhereElse() {
        RolloutBatch rows = new RolloutBatch(new int[][] {{1}, {1}}, new int[][] {{7, 8, 9, 1}, {5}});
        try (NDManager call = tiny.generator.model().manager().newSubManager()) {
            assertThat(rows.early(call, 3).toBooleanArray()).containsExactly(true, true, false, false, true);
            assertThat(rows.early(call, 0).toBooleanArray()).containsOnly(false);
        }
    }
}
