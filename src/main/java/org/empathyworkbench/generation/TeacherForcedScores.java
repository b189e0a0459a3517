package org.empathyworkbench.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.PlacedTokens;
import org.empathyworkbench.text.Truncate;

/**
 * Token probabilities of a given response under a generator: at every position of the actual token and of the most probable ones. The raw
 * distribution, before temperature and truncation (METHOD section 6, rule 5: {@code raw}).
 *
 * @param places one per token y1..yT, the end token last
 */
public record TeacherForcedScores(List<TokenPosition> places) {
    public TeacherForcedScores { places = List.copyOf(places); }

    /**
     * Context and response are truncated at the generator's training limits ({@link ResponseGenerator#limits}); a longer response loses its
     * end.
     *
     * @param most candidates per position
     */
    public static TeacherForcedScores of(ResponseGenerator generator, List<String> context, String response, int most) {
        PlacedTokens tokens = generator.tokenizer().encodePlaced(response, generator.limits().responseTokens(), Truncate.RIGHT);
        int[][] ids = {tokens.ids()};
        int[][] contexts = {generator.contextIds(context)};
        List<TokenPosition> places = new ArrayList<>();
        try (NDManager call = generator.model().manager().newSubManager()) {
            NDArray logits = generator.model().program()
                    .run(call, "teacher", generator.model().weights(), TokenBatch.ids(call, contexts), TokenBatch.mask(call, contexts),
                            TokenBatch.decoderInput(call, ids, generator.model().config().startId())).get(1);      // (1, T, V)
            float[] flat = logits.toFloatArray();
            int vocabulary = flat.length / tokens.size();
            for (int t = 0; t < tokens.size(); t++) places.add(place(generator, tokens, t, flat, t * vocabulary, vocabulary, most));
        }
        return new TeacherForcedScores(places);
    }

    /** Log-probabilities of y1..yT. */
    public double[] logProbabilities() { return places.stream().mapToDouble(place -> place.actual().logProbability()).toArray(); }

    private static TokenPosition place(ResponseGenerator generator, PlacedTokens tokens,
            int t, float[] logits, int from, int vocabulary, int most) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < vocabulary; v++) greatest = Math.max(greatest, logits[from + v]);
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) sum += Math.exp(logits[from + v] - greatest);
        double normaliser = greatest + Math.log(sum);
        int[] best = new int[Math.min(most, vocabulary)];
        int found = 0;
        for (int v = 0; v < vocabulary; v++) {
            if (found == best.length && logits[from + v] <= logits[from + best[found - 1]]) continue;
            int at = found < best.length ? found++ : found - 1;
            while (at > 0 && logits[from + best[at - 1]] < logits[from + v]) best[at] = best[--at];
            best[at] = v;
        }
        List<TokenCandidate> likeliest = new ArrayList<>();
        for (int i = 0; i < found; i++) likeliest.add(piece(generator, best[i], logits[from + best[i]] - normaliser, i + 1));
        int actual = tokens.ids()[t];
        int rank = 1;
        for (int v = 0; v < vocabulary; v++) if (logits[from + v] > logits[from + actual]) rank++;
        return new TokenPosition(tokens.from()[t], tokens.to()[t],
                piece(generator, actual, logits[from + actual] - normaliser, rank), likeliest);
    }

    private static TokenCandidate piece(ResponseGenerator generator, int id, double logProbability, int rank) {
        return new TokenCandidate(id, generator.tokenizer().piece(id), logProbability, rank);
    }
}
