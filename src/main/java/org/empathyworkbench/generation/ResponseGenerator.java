package org.empathyworkbench.generation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.text.LengthBuckets;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.torch.TensorThreads;

/**
 * A T5 with its tokenizer that answers contexts. Rows are processed in batches sorted by length and returned in the caller's order; the
 * noise of a row is a function of (seed, position, the row's key), so neither order, padding nor other rows change its response. Not
 * thread-safe, like its model.
 */
public final class ResponseGenerator implements AutoCloseable {
    /** Rows per call. */
    public static final int BATCH = 32;
    /** The same of a small model, whose calls run beside each other. */
    private static final int SMALL_BATCH = 16;

    private final T5Model model;
    private final TextTokenizer tokenizer;
    private final ContextLimits limits;

    /**
     * Takes ownership of both: closing this closes them.
     *
     * @param limits token limits of contexts and responses
     */
    public ResponseGenerator(T5Model model, TextTokenizer tokenizer, ContextLimits limits) {
        tokenizer.requireFits(model.config().vocabularySize());
        if (model.config().eosId() != TextTokenizer.EOS) {
            throw new UserInputException("The model ends a response with token " + model.config().eosId() + " but the tokenizer with "
                    + TextTokenizer.EOS + ". Nothing was loaded. Choose the tokenizer that came with this model.");
        }
        this.model = model;
        this.tokenizer = tokenizer;
        this.limits = limits;
    }

    /**
     * As above; contexts keep their newest tokens, given responses 50 tokens.
     *
     * @param contextTokens maximum tokens of a context
     */
    public ResponseGenerator(T5Model model, TextTokenizer tokenizer, int contextTokens) {
        this(model, tokenizer, ContextLimits.PAPER.withContextTokens(contextTokens));
    }

    /**
     * Reads config.json, model.safetensors, tokenizer.json and, if present, workbench.json of a folder, which has the token limits of the
     * model's training.
     *
     * @throws UserInputException naming the file and the error, including another model's tokenizer
     */
    public static ResponseGenerator load(Path modelFolder, Device device) {
        return load(modelFolder, device, ContextLimits.read(modelFolder));
    }

    /** As {@link #load(Path, Device)}, with limits chosen by the user. */
    public static ResponseGenerator load(Path modelFolder, Device device, ContextLimits limits) {
        T5Model model = T5Model.load(modelFolder, device);
        TextTokenizer tokenizer = null;
        boolean loaded = false;
        try {
            tokenizer = TextTokenizer.load(modelFolder.resolve("tokenizer.json"), model.config().vocabularySize());
            ResponseGenerator generator = new ResponseGenerator(model, tokenizer, limits);
            loaded = true;
            return generator;
        } finally {
            if (!loaded) {                                         // also if the tokenizer's library fails
                if (tokenizer != null) tokenizer.close();
                model.close();
            }
        }
    }

    /**
     * One response per context, in the contexts' order; a row's key is its index.
     *
     * @param contexts turns, oldest first, the last one by the speaker
     * @param position position in the random stream, such as the training step
     */
    public List<Response> respond(List<List<String>> contexts, SamplingSettings settings, long seed, long... position) {
        long[] keys = new long[contexts.size()];
        Arrays.setAll(keys, i -> i);
        return respondToIds(contexts.stream().map(this::contextIds).toList(), keys, settings, seed, position);
    }

    /**
     * One response per tokenized context, in the caller's order.
     *
     * @param contexts ids with the end token, as returned by {@link #contextIds}
     * @param keys     per-row input of the noise beside seed and position; equal keys and contexts give equal responses
     */
    public List<Response> respondToIds(List<int[]> contexts, long[] keys, SamplingSettings settings, long seed, long... position) {
        Response[] responses = new Response[contexts.size()];
        int[] lengths = contexts.stream().mapToInt(ids -> ids.length).toArray();
        boolean small = TensorThreads.small(model.parameterCount(), model.device());
        List<Supplier<Response[]>> calls = new ArrayList<>();
        int[][] batches = LengthBuckets.longestFirst(lengths, small ? SMALL_BATCH : BATCH);
        for (int[] batch : batches) calls.add(() -> respond(contexts, keys, batch, settings, seed, position));
        List<Response[]> answered = TensorThreads.run(small, calls);
        for (int i = 0; i < answered.size(); i++) {
            for (int b = 0; b < answered.get(i).length; b++) responses[batches[i][b]] = answered.get(i)[b];
        }
        return List.of(responses);
    }

    /** The ids of a context, truncated according to {@link #limits}. */
    public int[] contextIds(List<String> turns) {
        return tokenizer.encode(ContextText.join(turns), limits.contextTokens(), limits.contextSide());
    }

    /** Whether a context is over the token limit. */
    public boolean cuts(List<String> turns) { return tokenizer.encode(ContextText.join(turns)).length > limits.contextTokens(); }

    public T5Model model() { return model; }

    public TextTokenizer tokenizer() { return tokenizer; }

    /** Token limits of contexts and responses, and their origin. */
    public ContextLimits limits() { return limits; }

    @Override
    public void close() {
        tokenizer.close();
        model.close();
    }

    /** One response a row of the batch. */
    private Response[] respond(List<int[]> contexts, long[] keys, int[] batch, SamplingSettings settings, long seed, long[] position) {
        Response[] responses = new Response[batch.length];
        int[][] rows = new int[batch.length][];
        for (int b = 0; b < batch.length; b++) rows[b] = contexts.get(batch[b]);
        int steps = settings.maximumNewTokens();
        try (NDManager call = model.manager().newSubManager()) {
            NDArray noise = call.create(noise(keys, batch, steps, seed, position), new Shape(steps, batch.length));      // (T, B) in [0, 1)
            NDList out = model.program().run(call, "generate", model.weights(),
                    TokenBatch.ids(call, rows), TokenBatch.mask(call, rows), noise, steps,
                    settings.minimumLength(), settings.topKOf(model.config().vocabularySize()), settings.topP(), settings.temperature(),
                    settings.greedy(), true);
            long[] tokens = out.get(0).toLongArray();                       // (B, T)
            long[] lengths = out.get(1).toLongArray();                      // (B)
            float[] logProbabilities = out.get(2).toFloatArray();           // (B, T)
            for (int b = 0; b < batch.length; b++) {
                int[] ids = new int[(int) lengths[b]];
                double sum = 0;
                for (int t = 0; t < ids.length; t++) {
                    ids[t] = (int) tokens[b * steps + t];
                    sum += logProbabilities[b * steps + t];
                }
                boolean ended = ids.length > 0 && ids[ids.length - 1] == model.config().eosId();
                responses[b] = new Response(tokenizer.decode(ids).strip(), ids, ended, sum);
            }
        }
        return responses;
    }

    /** u(t, row) in [0, 1), a function of (seed, position, the row's key) and t. */
    private static float[] noise(long[] keys, int[] batch, int steps, long seed, long[] position) {
        float[] noise = new float[steps * batch.length];
        for (int b = 0; b < batch.length; b++) {
            long[] at = Arrays.copyOf(position, position.length + 1);
            at[position.length] = keys[batch[b]];
            SplittableRandom random = RandomStream.of(seed, "sampling", at);
            // 24 bits: exact, below 1
            for (int t = 0; t < steps; t++) noise[t * batch.length + b] = (random.nextLong() >>> 40) * 0x1p-24f;
        }
        return noise;
    }
}
