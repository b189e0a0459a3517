package org.empathyworkbench.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.Sha256;
import org.empathyworkbench.torch.RandomStream;

/** Creates, reads and hashes lists of weights. */
public final class Parameters {
    private Parameters() {}

    /**
     * T5's initialisation as in transformers' T5PreTrainedModel, except for the output matrix of an untied model: normal with each weight's
     * own scale, norms at 1. The output matrix has standard deviation d_model^-0.5 instead of 1, so that initial logits have a deviation of
     * about 1 instead of sqrt(d_model). Deterministic in the seed.
     */
    public static List<NDArray> random(NDManager manager, List<T5Weights.Weight> weights, long seed) {
        List<NDArray> tensors = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) tensors.add(random(manager, weights.get(i).shape(), weights.get(i).scale(), seed, i));
        return tensors;
    }

    /** Normal numbers of a given standard deviation, or ones if it is 0. */
    public static NDArray random(NDManager manager, Shape shape, double scale, long seed, long stream) {
        float[] values = new float[(int) shape.size()];
        SplittableRandom random = RandomStream.of(seed, "initialisation", stream);
        for (int i = 0; i < values.length; i++) values[i] = scale == 0 ? 1 : (float) (scale * random.nextGaussian());
        return manager.create(values, shape);
    }

    /**
     * @param source a Hugging Face folder, sharded or not, or one safetensors file
     * @throws UserInputException if a weight is missing or has another shape
     */
    public static List<NDArray> read(NDManager manager, Path source, List<T5Weights.Weight> weights) {
        try (WeightFiles tensors = WeightFiles.open(source)) {
            WeightNames names = new WeightNames(source, weights, tensors.entries());
            names.require();
            List<NDArray> read = new ArrayList<>();
            for (T5Weights.Weight weight : weights) {
                String name = names.stored(weight);
                read.add(finite(tensors.read(manager, name), source, name));
            }
            for (String copy : names.copiesOfTheEmbedding()) requireEqual(manager, tensors, source, read.get(0), copy);
            return read;
        }
    }

    /**
     * Tensors of a file that the model does not use, such as a value head's.
     *
     * @return names, sorted
     * @throws UserInputException as {@link #read}
     */
    public static List<String> unused(Path source, List<T5Weights.Weight> weights) {
        try (WeightFiles tensors = WeightFiles.open(source)) {
            return new WeightNames(source, weights, tensors.entries()).unused();
        }
    }

    /** Checks that copies of the embedding are equal; otherwise the file is damaged or belongs to another model. */
    private static void requireEqual(NDManager manager, WeightFiles tensors, Path source, NDArray embedding, String name) {
        boolean same = false;
        if (Objects.requireNonNull(tensors.entries().get(name)).shape().equals(embedding.getShape())) {
            try (NDArray copy = tensors.read(manager, name); NDArray equal = copy.eq(embedding); NDArray all = equal.all()) {
                same = all.getBoolean();
            }
        }
        if (same) return;
        throw new UserInputException(source + ": \"" + name + "\" differs from the embedding \"shared.weight\", "
                + "but config.json ties them" + (name.equals("lm_head.weight") ? " (tie_word_embeddings true)" : "")
                + ". Nothing was imported. Choose the config.json and weights of one model.");
    }

    /** Rejects non-finite weights, which would corrupt every response. */
    private static NDArray finite(NDArray weight, Path source, String name) {
        try (NDArray sizes = weight.abs(); NDArray greatest = sizes.max()) {
            if (Float.isFinite(greatest.getFloat())) return weight;
        }
        throw new UserInputException(source + ": \"" + name + "\" holds values that are not numbers or infinite. Nothing "
                + "was imported. Copy or download the weights again; if a training run wrote them, that run failed.");
    }

    public static Map<String, NDArray> named(List<T5Weights.Weight> weights, List<NDArray> tensors) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) named.put(weights.get(i).name(), tensors.get(i));
        return named;
    }

    public static long count(List<NDArray> tensors) { return tensors.stream().mapToLong(NDArray::size).sum(); }

    /** SHA-256 over all bytes in order: equal weights, equal hash. */
    public static String hash(List<NDArray> tensors) {
        MessageDigest digest = Sha256.digest();
        for (NDArray tensor : tensors) digest.update(tensor.toByteBuffer(true));
        return Sha256.hex(digest.digest());
    }
}
