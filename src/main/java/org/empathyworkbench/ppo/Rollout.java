package org.empathyworkbench.ppo;

import java.util.List;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;

/**
 * Responses y^ drawn from the present policy, without dropout. Row b's noise is a function of (seed, step, b).
 *
 * @param contexts  (B) token ids of each context
 * @param responses (B) y1..yT, the end token among them when it was drawn; never empty
 */
public record Rollout(List<Example> examples, List<int[]> contexts, List<Response> responses) {
    public static Rollout of(ResponseGenerator policy, List<Example> examples, SamplingSettings settings, long seed, int step) {
        List<int[]> contexts = examples.stream().map(e -> policy.contextIds(e.context())).toList();
        long[] rows = new long[contexts.size()];
        for (int b = 0; b < rows.length; b++) rows[b] = b;
        return new Rollout(examples, contexts, policy.respondToIds(contexts, rows, settings, seed, step));
    }

    public List<String> texts() { return responses.stream().map(Response::text).toList(); }

    /** The rows as the model reads them. */
    public AnswerRows rows() { return new AnswerRows(contexts.toArray(int[][]::new), responses.stream().map(Response::ids).toArray(int[][]::new)); }

    /** Tokens of all responses, end tokens counted. */
    public int tokens() { return responses.stream().mapToInt(r -> r.ids().length).sum(); }
}
