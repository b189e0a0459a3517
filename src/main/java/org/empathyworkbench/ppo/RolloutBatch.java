package org.empathyworkbench.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.empathyworkbench.t5.TokenBatch;

/**
 * Contexts and responses as token ids. Flat arrays have N elements, the real tokens of all responses row after row; they contain no
 * padding, so nothing has to be masked.
 *
 * @param contexts (B) ids, each with its end token
 * @param answers  (B) y1..yT of each row, at least one token
 */
record RolloutBatch(int[][] contexts, int[][] answers) {
    RolloutBatch {
        for (int[] answer : answers) {
            if (answer.length == 0) throw new IllegalArgumentException("An answer has one token at least.");
        }
    }

    /** B. */
    int size() { return answers.length; }

    /** N. */
    int tokens() { return TokenBatch.tokens(answers); }

    RolloutBatch only(int[] rows) {
        return new RolloutBatch(Arrays.stream(rows).mapToObj(r -> contexts[r]).toArray(int[][]::new),
                Arrays.stream(rows).mapToObj(r -> answers[r]).toArray(int[][]::new));
    }

    /** Indices of the tokens of some rows in a flat array over all rows. */
    long[] flatPlaces(int[] rows) {
        long[] starts = new long[size()];
        for (int r = 1; r < starts.length; r++) starts[r] = starts[r - 1] + answers[r - 1].length;
        return Arrays.stream(rows).boxed().flatMapToLong(r -> LongStream.range(starts[r], starts[r] + answers[r].length)).toArray();
    }

    /** A flat (N) array split into one array per row. */
    double[][] ragged(float[] flat, int from) {
        double[][] rows = new double[size()][];
        int at = from;
        for (int b = 0; b < rows.length; b++) {
            rows[b] = new double[answers[b].length];
            for (int t = 0; t < rows[b].length; t++) rows[b][t] = flat[at++];
        }
        return rows;
    }

    /**
     * (B, S), (B, S), (B, T): context ids, their mask, the decoder's input [start, y1 .. yT-1] (METHOD section 6, rule 1); (N): indices of
     * real tokens in (B * T).
     */
    Object[] tensors(NDManager manager, int startId) {
        int width = TokenBatch.width(answers);
        long[] at = new long[tokens()];
        int n = 0;
        for (int b = 0; b < size(); b++) {
            for (int t = 0; t < answers[b].length; t++) at[n++] = (long) b * width + t;
        }
        return new Object[] {TokenBatch.ids(manager, contexts), TokenBatch.mask(manager, contexts),
                TokenBatch.decoderInput(manager, answers, startId), manager.create(at)};
    }

    /** (N) y_t. */
    NDArray picked(NDManager manager) {
        return manager.create(Arrays.stream(answers).flatMapToInt(Arrays::stream).asLongStream().toArray());
    }

    /** (N) true where the minimum length, the start token counted, excluded the end token. */
    NDArray early(NDManager manager, int minimumLength) {
        boolean[] early = new boolean[tokens()];
        int n = 0;
        for (int[] answer : answers) {
            for (int t = 0; t < answer.length; t++) early[n++] = t + 1 < minimumLength;
        }
        return manager.create(early);
    }
}
