package org.empathyworkbench.ppo;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;

/**
 * Responses y^ sampled from the current policy, without dropout. The noise of a row is a function of (seed, step, original index in the
 * batch). Rows are then sorted by length, so that micro-batches need little padding.
 *
 * @param contexts  (B) token ids of each context
 * @param responses (B) y1..yT, including the end token if it was sampled; never empty
 */
public record Rollout(List<Example> examples, List<int[]> contexts, List<Response> responses) {
    /** Samples one response per example, then sorts the rows by length. */
    public static Rollout of(ResponseGenerator policy, List<Example> examples, SamplingSettings settings, long seed, int step) {
        List<int[]> contexts = examples.stream().map(e -> policy.contextIds(e.context())).toList();
        long[] keys = LongStream.range(0, contexts.size()).toArray();
        List<Response> responses = policy.respondToIds(contexts, keys, settings, seed, step);
        List<Integer> order = IntStream.range(0, keys.length).boxed()
                .sorted(Comparator.comparingInt(b -> contexts.get(b).length + responses.get(b).ids().length)).toList();
        return new Rollout(order.stream().map(examples::get).toList(),
                order.stream().map(contexts::get).toList(), order.stream().map(responses::get).toList());
    }

    public List<String> texts() { return responses.stream().map(Response::text).toList(); }

    /** The rows as model input. */
    public RolloutBatch rows() {
        return new RolloutBatch(contexts.toArray(int[][]::new), responses.stream().map(Response::ids).toArray(int[][]::new));
    }

    /** Number of tokens of all responses, end tokens included. */
    public int tokens() { return responses.stream().mapToInt(r -> r.ids().length).sum(); }
}
