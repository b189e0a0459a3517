package org.empathyworkbench.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.generation.EncodedExamples;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.LengthBuckets;
import org.empathyworkbench.text.ProgressListener;

/** What a model thinks of given responses: -log p of every token, without dropout. */
public final class TeacherForced {
    /** Rows computed in one call. */
    private static final int ROWS = 32;

    private TeacherForced() {}

    /**
     * The sum over a response's tokens of -log p, in nats, of each example. Rows are computed in batches of like length.
     *
     * @param stop asked before each batch; when it says yes the rest stays not-a-number
     * @return (N)
     */
    public static double[] nll(T5Model model, EncodedExamples examples, BooleanSupplier stop, ProgressListener progress) {
        double[] nll = new double[examples.size()];
        Arrays.fill(nll, Double.NaN);
        int done = 0;
        for (int[] batch : LengthBuckets.longestFirst(examples.lengths(), ROWS)) {
            if (stop.getAsBoolean()) return nll;
            int[][] contexts = examples.contexts(batch);
            int[][] responses = examples.responses(batch);
            try (NDManager call = model.manager().newSubManager()) {
                NDArray tokens = model.program()
                        .run(call, "token_nll", model.weights(), TokenBatch.ids(call, contexts), TokenBatch.mask(call, contexts),
                                // (B, T)
                                TokenBatch.decoderInput(call, responses, model.config().startId()), TokenBatch.labels(call, responses))
                        .singletonOrThrow();
                float[] values = tokens.toFloatArray();
                int width = values.length / batch.length;
                for (int b = 0; b < batch.length; b++) {
                    double sum = 0;
                    for (int t = 0; t < responses[b].length; t++) sum += values[b * width + t];
                    nll[batch[b]] = sum;
                }
            }
            done += batch.length;
            progress.at((double) done / examples.size(), "measuring perplexity");
        }
        return nll;
    }

    /** @param batch the batch size that the authors' mean of batch means is taken over, in the examples' own order */
    public static Perplexity perplexity(double[] nll, EncodedExamples examples, int batch) {
        Perplexity perplexity = new Perplexity();
        for (int from = 0; from < nll.length; from += batch) {
            int to = Math.min(from + batch, nll.length);
            double sum = 0;
            long tokens = 0;
            long words = 0;
            for (int i = from; i < to; i++) {
                sum += nll[i];
                tokens += examples.responses()[i].length;
                words += examples.words()[i];
            }
            perplexity.add(sum, tokens, words, to - from);
        }
        return perplexity;
    }
}
