package org.empathyworkbench.identifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.t5.TokenBatch;

/**
 * Pairs of a context and a response as token ids. A context shared by several responses is stored and encoded once.
 *
 * @param contexts  (C, any) ids of the distinct contexts
 * @param contextOf (B) index of each pair's context
 * @param responses (B, any) ids of the responses
 */
public record PairBatch(int[][] contexts, int[] contextOf, int[][] responses) {
    public PairBatch {
        if (contextOf.length != responses.length)
            throw new IllegalArgumentException(contextOf.length + " contexts but " + responses.length + " responses.");
    }

    /** One context per response; equal contexts are merged. */
    public static PairBatch of(int[][] contexts, int[][] responses) {
        Map<List<Integer>, Integer> positions = new LinkedHashMap<>();
        List<int[]> distinct = new ArrayList<>();
        int[] contextOf = new int[contexts.length];
        for (int i = 0; i < contexts.length; i++) {
            Integer known = positions.putIfAbsent(Arrays.stream(contexts[i]).boxed().toList(), distinct.size());
            if (known == null) distinct.add(contexts[i]);
            contextOf[i] = known == null ? distinct.size() - 1 : known;
        }
        return new PairBatch(distinct.toArray(int[][]::new), contextOf, responses);
    }

    /** Pairs [from, to) with their contexts. */
    PairBatch part(int from, int to) {
        return of(Arrays.copyOfRange(contextOfEach(), from, to), Arrays.copyOfRange(responses, from, to));
    }

    /** (B, any) the context of each pair. */
    int[][] contextOfEach() {
        int[][] ofEach = new int[size()][];
        Arrays.setAll(ofEach, i -> contexts[contextOf[i]]);
        return ofEach;
    }

    /** B. */
    public int size() { return responses.length; }

    /** Program inputs between weights and hyper-parameters: ids and mask of contexts, context of each pair, ids and mask of responses. */
    List<NDArray> tensors(NDManager step) {
        return List.of(TokenBatch.ids(step, contexts), TokenBatch.mask(step, contexts),
                step.create(Arrays.stream(contextOf).asLongStream().toArray()),
                TokenBatch.ids(step, responses), TokenBatch.mask(step, responses));
    }
}
