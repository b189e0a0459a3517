package org.empathyworkbench.identifier;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.Parameters;
import org.empathyworkbench.t5.Safetensors;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Weights.Weight;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.BatchParts;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.HyperParameter;
import org.empathyworkbench.torch.HyperParameters;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.TensorCopy;
import org.empathyworkbench.torch.Torch;

/**
 * The network of one mechanism with its weights in memory: two T5 encoders, attention from response to context, residual, pooling, three
 * levels. Weights are changed by {@link #step} and {@link #set} only; while they are not, several threads may call {@link #logits}.
 */
public final class Identifier implements AutoCloseable {
    private static final String[] READING = {"adamw", "t5", "identifier", "evidence"};
    private static final String[] LEARNING = {"adamw", "t5", "gradient", "identifier", "identifier_gradient"};
    /** Evidence label of an unlabelled token. */
    public static final int UNKNOWN_EVIDENCE = -1;
    private static final int LEVELS = Level.values().length;

    /**
     * Inputs of a training step beside the pairs.
     *
     * @param dropout        of the encoders, of the attention, before the last layer
     * @param labelSmoothing share of the target spread over all levels
     * @param evidenceWeight weight of the per-token evidence loss; 0 for none
     * @param classWeights   (3) weight of each level in the loss
     * @param tokensAtOnce a batch with more tokens than this, padding included, is split into micro-batches whose gradients are
     *                     accumulated; 0 for no limit
     */
    public record StepSettings(double dropout, double attentionDropout, double headDropout,
            double labelSmoothing, double evidenceWeight, float[] classWeights,
            int tokensAtOnce, Precision precision) {
        /** No micro-batches, float32. */
        public StepSettings(double dropout, double attentionDropout, double headDropout,
                double labelSmoothing, double evidenceWeight, float[] classWeights) {
            this(dropout, attentionDropout, headDropout, labelSmoothing, evidenceWeight, classWeights, 0, Precision.FP32);
        }
    }

    /**
     * Targets of a batch.
     *
     * @param levels   (B) the correct level of each pair
     * @param evidence (B, length of the response) 1 for a marked token, 0 for others, -1 for unlabelled
     */
    public record Targets(int[] levels, int[][] evidence) {
        private Targets part(int from, int to) {
            return new Targets(Arrays.copyOfRange(levels, from, to), Arrays.copyOfRange(evidence, from, to));
        }

        private long knownEvidence() {
            return Arrays.stream(evidence).flatMapToInt(Arrays::stream).filter(mark -> mark != UNKNOWN_EVIDENCE).count();
        }
    }

    /** @param gradientNorm before clipping; undefined if the loss is not finite, which leaves the weights unchanged */
    public record StepResult(double loss, double gradientNorm) { }

    private final IdentifierConfig config;
    private final NDManager manager;
    private final List<NDArray> weights;
    private final Program program;
    private final Map<Precision, Program> learning = new EnumMap<>(Precision.class);    // created when a step first uses it
    private List<NDArray> sums = List.of();             // accumulated gradients, allocated for the first split batch

    private Identifier(IdentifierConfig config, NDManager manager, List<NDArray> weights) {
        this(config, manager, weights, Precision.FP32);
    }

    private Identifier(IdentifierConfig config, NDManager manager, List<NDArray> weights, Precision precision) {
        this.config = config;
        this.manager = manager;
        this.weights = List.copyOf(weights);
        this.program = Program.compile(config.constants(precision), READING);
    }

    /** Random weights, the embeddings as T5's; equal seeds give equal weights. */
    public static Identifier random(IdentifierConfig config, long seed, Device device) { return random(config, 1, seed, device); }

    /** @param embeddingDeviation standard deviation of the embeddings; T5's is 1 */
    public static Identifier random(IdentifierConfig config, double embeddingDeviation, long seed, Device device) {
        NDManager manager = Torch.newManager(device);
        return new Identifier(config, manager, IdentifierWeights.random(manager, IdentifierWeights.of(config), embeddingDeviation, seed));
    }

    /**
     * Reads {@code config.json} and {@code model.safetensors} of one mechanism's folder.
     *
     * @param set the set's {@link IdentifierSetFile}
     * @throws UserInputException naming the file and the error
     */
    public static Identifier load(Path folder, IdentifierSetFile set, Device device) { return load(folder, set, device, Precision.FP32); }

    /**
     * As above.
     *
     * @param precision of the matrix products for inference; training has its own
     */
    public static Identifier load(Path folder, IdentifierSetFile set, Device device, Precision precision) {
        if (!Files.isDirectory(folder)) {
            throw new UserInputException("There is no folder " + folder + ". Nothing was loaded. Choose a complete set of identifiers.");
        }
        IdentifierConfig config = new IdentifierConfig(T5Config.read(folder.resolve("config.json")),
                set.head(), set.attention(), set.contextTokens(), set.responseTokens(), set.readsSeparator());
        return read(folder.resolve("model.safetensors"), config, device, precision);
    }

    /** @throws UserInputException if a weight of the configuration is missing or has another shape */
    public static Identifier read(Path safetensors, IdentifierConfig config, Device device) {
        return read(safetensors, config, device, Precision.FP32);
    }

    private static Identifier read(Path safetensors, IdentifierConfig config, Device device, Precision precision) {
        NDManager manager = Torch.newManager(device);
        boolean loaded = false;
        try {
            Identifier identifier = new Identifier(config, manager,
                    IdentifierWeights.read(manager, safetensors, IdentifierWeights.of(config)), precision);
            loaded = true;
            return identifier;
        } finally {
            if (!loaded) manager.close();                          // also if a GPU's memory ran out
        }
    }

    /** Writes config.json and model.safetensors; the folder must exist. */
    public void save(Path folder) throws IOException {
        config.encoder().write(folder.resolve("config.json"));
        Path beside = folder.resolve("model.safetensors.part");
        Safetensors.write(beside, named(), Map.of("format", "pt"));
        Safetensors.replace(beside, folder.resolve("model.safetensors"));
    }

    /** The weights by name, in order. */
    public Map<String, NDArray> named() { return Parameters.named(IdentifierWeights.of(config), weights); }

    /** (B, 3) logits without dropout. */
    public float[][] logits(PairBatch batch) {
        if (batch.size() == 0) return new float[0][];
        try (NDManager step = manager.newSubManager()) {
            List<NDArray> pairs = batch.tensors(step);
            NDArray logits = program.run(step, "levels", weights, pairs.get(0), pairs.get(1), pairs.get(2), pairs.get(3), pairs.get(4),
                    HyperParameters.zeros(HyperParameter.Group.IDENTIFIER).float32(step)).singletonOrThrow();
            float[] flat = logits.toFloatArray();
            float[][] rows = new float[batch.size()][LEVELS];
            for (int row = 0; row < rows.length; row++) System.arraycopy(flat, row * LEVELS, rows[row], 0, LEVELS);
            return rows;
        }
    }

    /** One complete step: loss, gradients, clip, AdamW. A non-finite loss or gradient changes nothing. */
    public StepResult step(PairBatch batch, Targets targets, StepSettings settings, AdamW adamW, double learningRate) {
        List<int[]> parts = BatchParts.of(batch.contextOfEach(), batch.responses(), settings.tokensAtOnce());
        if (parts.size() > 1) return inParts(batch, targets, parts, settings, adamW, learningRate);
        try (NDManager step = manager.newSubManager()) {
            List<NDArray> pairs = batch.tensors(step);
            NDList out = program(settings).runWithGrad(step, "identify_step", weights, adamW.firstMoments(), adamW.secondMoments(),
                    adamW.steps(),
                    adamW.decayed(), adamW.hyper(step, learningRate), pairs.get(0), pairs.get(1), pairs.get(2), pairs.get(3), pairs.get(4),
                    labels(step, targets), evidence(step, targets), step.create(settings.classWeights()), hyper(step, settings, targets));
            return new StepResult(out.get(0).getFloat(), out.get(1).getFloat());
        }
    }

    private StepResult inParts(PairBatch batch, Targets targets, List<int[]> parts,
            StepSettings settings, AdamW adamW, double learningRate) {
        if (sums.isEmpty()) sums = weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
        double loss = 0;
        try (NDManager step = manager.newSubManager()) {
            NDArray hyper = hyper(step, settings, targets);
            for (int[] part : parts) {
                try (NDManager call = step.newSubManager()) {
                    loss += accumulate(call, batch.part(part[0], part[1]), targets.part(part[0], part[1]), settings, hyper);
                }
            }
            if (!Double.isFinite(loss)) {
                sums.forEach(NDArray::close);
                sums = List.of();
                return new StepResult(loss, Double.NaN);
            }
            NDArray norm = program(settings).run(step, "update", weights, sums, adamW.firstMoments(), adamW.secondMoments(),
                    adamW.steps(), adamW.decayed(), adamW.hyper(step, learningRate)).singletonOrThrow();
            return new StepResult(loss, norm.getFloat());
        }
    }

    private double accumulate(NDManager call, PairBatch part, Targets targets, StepSettings settings, NDArray hyper) {
        List<NDArray> pairs = part.tensors(call);
        return program(settings)
                .runWithGrad(call, "identify_accumulate", weights, sums, pairs.get(0), pairs.get(1), pairs.get(2), pairs.get(3),
                        pairs.get(4),
                        labels(call, targets), evidence(call, targets), call.create(settings.classWeights()), hyper)
                .singletonOrThrow().getFloat();
    }

    /** The loss and its gradient with respect to every weight, in their order; attached to {@code step}. */
    NDList gradients(NDManager step, PairBatch batch, Targets targets, StepSettings settings) {
        return program(settings).runWithGrad(step, "identify_gradients", arguments(step, weights, batch, targets, settings));
    }

    /** What {@code identify_gradients} takes. */
    Object[] arguments(NDManager step, List<NDArray> weights, PairBatch batch, Targets targets, StepSettings settings) {
        List<NDArray> pairs = batch.tensors(step);
        return new Object[] {weights, pairs.get(0), pairs.get(1), pairs.get(2), pairs.get(3), pairs.get(4), labels(step, targets),
                evidence(step, targets), step.create(settings.classWeights()), hyper(step, settings, targets)};
    }

    /** A copy of the weights attached to {@code parent}. */
    public List<NDArray> copyOfWeights(NDManager parent) {
        List<NDArray> copies = new ArrayList<>();
        for (NDArray weight : weights) {
            NDArray copy = weight.duplicate();
            copy.attach(parent);
            copies.add(copy);
        }
        return copies;
    }

    /** {@code averages <- decay * averages + (1 - decay) * weights}, in place. */
    public void average(List<NDArray> averages, double decay) {
        try (NDManager step = manager.newSubManager()) {
            program.run(step, "average", averages, weights, decay);
        }
    }

    /** Sets the weights to other values, one tensor per weight. */
    public void set(List<NDArray> values) {
        if (values.size() != weights.size())
            throw new IllegalArgumentException(values.size() + " values for " + weights.size() + " weights.");
        TensorCopy.copy(values, weights);
    }

    /**
     * Initialises both encoders from a trained T5's encoder.
     *
     * @param values the encoder's weights in T5's order
     */
    public void setEncoders(List<NDArray> values) {
        TensorCopy.copy(values, weights.subList(0, values.size()));
        TensorCopy.copy(values, weights.subList(values.size(), 2 * values.size()));
    }

    public AdamW adamW(AdamW.Hyper hyper) {
        List<Weight> layout = IdentifierWeights.of(config);
        boolean[] decays = new boolean[layout.size()];
        for (int i = 0; i < decays.length; i++) decays[i] = layout.get(i).decays();
        return new AdamW(manager, weights, decays, hyper);
    }

    /** The same network for scoring many responses to one context and explaining the scores. */
    IdentifierInference reading() { return new IdentifierInference(config, manager, weights, program); }

    public IdentifierConfig config() { return config; }

    public NDManager manager() { return manager; }

    public long parameterCount() { return Parameters.count(weights); }

    public String hash() { return Parameters.hash(weights); }

    @Override
    public void close() {
        program.close();
        learning.values().forEach(Program::close);
        manager.close();
    }

    private Program program(StepSettings settings) {
        return learning.computeIfAbsent(settings.precision(), precision -> Program.compile(config.constants(precision), LEARNING));
    }

    private static NDArray labels(NDManager step, Targets targets) {
        return step.create(Arrays.stream(targets.levels()).asLongStream().toArray());
    }

    private static NDArray evidence(NDManager step, Targets targets) {
        return TokenBatch.ids(step, targets.evidence(), TokenBatch.width(targets.evidence()), UNKNOWN_EVIDENCE);
    }

    /** @param whole targets of the whole batch, whose total weight divides the loss */
    private static NDArray hyper(NDManager step, StepSettings s, Targets whole) {
        double weight = Arrays.stream(whole.levels()).mapToDouble(level -> s.classWeights()[level]).sum();
        return HyperParameters.of(HyperParameter.Group.IDENTIFIER).set(HyperParameter.IDENTIFIER_DROPOUT, s.dropout())
                .set(HyperParameter.IDENTIFIER_ATTENTION_DROPOUT, s.attentionDropout())
                .set(HyperParameter.IDENTIFIER_HEAD_DROPOUT, s.headDropout())
                .set(HyperParameter.IDENTIFIER_LABEL_SMOOTHING, s.labelSmoothing())
                .set(HyperParameter.IDENTIFIER_EVIDENCE_WEIGHT, s.evidenceWeight())
                .set(HyperParameter.IDENTIFIER_CLASS_WEIGHT_SUM, weight)
                .set(HyperParameter.IDENTIFIER_KNOWN_TOKENS, whole.knownEvidence()).float32(step);
    }
}
