package org.empathyworkbench.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.LengthBuckets;
import org.empathyworkbench.torch.Program;

/**
 * Beam search as in Hugging Face: at each position the best 2 K continuations of K beams; an end token among the best K finishes a
 * hypothesis, the others continue. Slower than {@link ResponseGenerator}, which is used to generate responses; for comparison with
 * published results. Closing it leaves the model open.
 */
public final class BeamSearch implements AutoCloseable {
    /** Contexts per call. */
    private static final int CONTEXTS = 8;
    /** Offset that makes the initially equal beams differ. */
    private static final float NOT_YET = -1e9f;

    /**
     * The best hypothesis.
     *
     * @param ids   y1..yT, with the end token unless it was truncated
     * @param score log-probability divided by the length to the power of the penalty
     */
    public record Answer(int[] ids, double score) {}

    private final T5Model model;
    private final Program program;

    public BeamSearch(T5Model model) {
        this.model = model;
        this.program = Program.compile(model.config().constants(), "adamw", "t5", "beam");
    }

    /** @param contexts (N) token ids with the end token; results are in their order */
    public List<Answer> search(int[][] contexts, BeamSettings settings) {
        Answer[] answers = new Answer[contexts.length];
        for (int[] batch : LengthBuckets.longestFirst(Arrays.stream(contexts).mapToInt(ids -> ids.length).toArray(), CONTEXTS)) {
            List<Hypotheses> found = searchBatch(Arrays.stream(batch).mapToObj(i -> contexts[i]).toArray(int[][]::new), settings);
            for (int b = 0; b < batch.length; b++) answers[batch[b]] = answer(found.get(b).best(), settings);
        }
        return List.of(answers);
    }

    private Answer answer(Hypotheses.Finished best, BeamSettings settings) {
        if (best.ids().length == settings.maximumNewTokens()) return new Answer(best.ids(), best.score());
        int[] ended = Arrays.copyOf(best.ids(), best.ids().length + 1);
        ended[best.ids().length] = model.config().eosId();
        return new Answer(ended, best.score());
    }

    private List<Hypotheses> searchBatch(int[][] contexts, BeamSettings settings) {
        Open open = new Open(contexts.length, settings, model.config());
        try (NDManager call = model.manager().newSubManager()) {
            NDList cross = program.run(call, "beam_memory", model.weights(),
                    TokenBatch.ids(call, contexts), TokenBatch.mask(call, contexts), settings.beams());
            NDArray mask = TokenBatch.mask(call,
                    Arrays.stream(contexts).flatMap(row -> Collections.nCopies(settings.beams(), row).stream()).toArray(int[][]::new));
            List<NDArray> own = memory(call, contexts.length * settings.beams(), settings.maximumNewTokens());
            for (int t = 0; t < settings.maximumNewTokens() && !open.allDone(); t++) {
                try (NDManager step = call.newSubManager()) {
                    NDList best = program.run(step, "beam_step", model.weights(), cross,
                            own, mask, step.create(open.current), step.create(open.source),
                            step.create(open.sums, new Shape(contexts.length, settings.beams())), t, settings.minimumLength());
                    open.advance(best.get(0).toFloatArray(), best.get(1).toLongArray(), t + 1);
                }
            }
        }
        return open.finished();
    }

    private List<NDArray> memory(NDManager call, int rows, int steps) {
        T5Config config = model.config();
        List<NDArray> own = new ArrayList<>();
        for (int i = 0; i < 2 * config.decoderLayers(); i++)
            own.add(call.zeros(new Shape(rows, config.heads(), steps, config.dKv()), DataType.FLOAT32));
        return own;
    }

    @Override
    public void close() { program.close(); }

    /** The open beams; arrays are (B * K). */
    private static final class Open {
        private final BeamSettings settings;
        private final T5Config config;
        private final Hypotheses[] hypotheses;
        private final boolean[] done;
        private final long[] current;
        private final long[] source;
        private final float[] sums;
        private int[][] written;

        Open(int contexts, BeamSettings settings, T5Config config) {
            int rows = contexts * settings.beams();
            this.settings = settings;
            this.config = config;
            hypotheses = new Hypotheses[contexts];
            Arrays.setAll(hypotheses, b -> new Hypotheses(settings));
            done = new boolean[contexts];
            current = new long[rows];
            Arrays.fill(current, config.startId());
            source = new long[rows];
            Arrays.setAll(source, row -> row);
            sums = new float[rows];
            for (int row = 0; row < rows; row++) sums[row] = row % settings.beams() == 0 ? 0 : NOT_YET;
            written = new int[rows][0];
        }

        boolean allDone() {
            for (boolean one : done) if (!one) return false;
            return true;
        }

        /**
         * @param best   (B * 2 K) log-probabilities, the greatest of each context first
         * @param at     (B * 2 K) beam * V + token
         * @param length generated tokens, this one counted
         */
        void advance(float[] best, long[] at, int length) {
            int k = settings.beams();
            int[][] before = written;
            written = before.clone();
            for (int b = 0; b < hypotheses.length; b++) {
                if (done[b]) continue;
                int taken = 0;
                for (int rank = 0; rank < 2 * k && taken < k; rank++) {
                    int candidate = b * 2 * k + rank;
                    int token = (int) (at[candidate] % config.vocabularySize());
                    int from = b * k + (int) (at[candidate] / config.vocabularySize());
                    if (token == config.eosId()) {
                        if (rank < k) hypotheses[b].add(before[from], best[candidate], length);
                        continue;
                    }
                    int row = b * k + taken++;
                    written[row] = Arrays.copyOf(before[from], length);
                    written[row][length - 1] = token;
                    current[row] = token;
                    source[row] = from;
                    sums[row] = best[candidate];
                }
                done[b] = hypotheses[b].done(best[b * 2 * k], length);
            }
        }

        /** Adds the hypotheses still open at the maximum length. */
        List<Hypotheses> finished() {
            for (int b = 0; b < hypotheses.length; b++) {
                for (int row = b * settings.beams(); row < (b + 1) * settings.beams() && !done[b]; row++) {
                    hypotheses[b].add(written[row], sums[row], written[row].length);
                }
            }
            return List.of(hypotheses);
        }
    }
}
