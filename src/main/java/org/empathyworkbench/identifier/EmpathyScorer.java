package org.empathyworkbench.identifier;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.Truncate;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.TensorThreads;
import org.jspecify.annotations.Nullable;

/**
 * Three frozen identifiers with their tokenizer: maps (context, response) to a profile of probabilities. Batches have similar length; a
 * context scored with several responses in one call is encoded once per batch. The result of a pair does not depend on the other pairs
 * (within 1e-5). Not thread-safe.
 */
public final class EmpathyScorer implements AutoCloseable {
    private static final int BATCH = 32;
    /** Pairs in one call of a small network, whose calls run beside each other. */
    private static final int SMALL_BATCH = 16;

    private final Map<Mechanism, Identifier> identifiers;
    private final TextTokenizer tokenizer;
    private final IdentifierConfig config;
    private final Map<Mechanism, IdentifierInference> readings = new EnumMap<>(Mechanism.class);
    private @Nullable CachedContextScorer reading;     // of the most recent context

    private EmpathyScorer(Map<Mechanism, Identifier> identifiers, TextTokenizer tokenizer) {
        this.identifiers = identifiers;
        this.tokenizer = tokenizer;
        this.config = Objects.requireNonNull(identifiers.get(Mechanism.EMOTIONAL_REACTION)).config();
        identifiers.forEach((mechanism, identifier) -> readings.put(mechanism, identifier.reading()));
    }

    /** @throws UserInputException if the folder is not a complete set, naming the file and the error */
    public static EmpathyScorer load(Path identifierSetFolder, Device device) { return load(identifierSetFolder, device, Precision.FP32); }

    /** As above. @param precision of the matrix products */
    public static EmpathyScorer load(Path identifierSetFolder, Device device, Precision precision) {
        IdentifierSetFile set = IdentifierSetFile.read(identifierSetFolder);
        for (Mechanism mechanism : Mechanism.values()) {
            if (!set.mechanisms().contains(mechanism)) {
                throw new UserInputException(identifierSetFolder + " has no identifier for " + mechanism.title().toLowerCase(Locale.ROOT)
                        + ". Nothing was loaded. Train all three mechanisms into this set, or choose another.");
            }
        }
        TextTokenizer tokenizer = TextTokenizer.load(identifierSetFolder.resolve(set.tokenizer()));
        Map<Mechanism, Identifier> identifiers = new EnumMap<>(Mechanism.class);
        boolean loaded = false;
        try {
            for (Mechanism mechanism : Mechanism.values()) {
                Identifier identifier = Identifier.load(identifierSetFolder.resolve(mechanism.fileName()), set, device, precision);
                identifiers.put(mechanism, identifier);
                tokenizer.requireFits(identifier.config().encoder().vocabularySize());
            }
            EmpathyScorer scorer = new EmpathyScorer(identifiers, tokenizer);
            loaded = true;
            return scorer;
        } finally {
            if (!loaded) {                                         // also if a GPU's memory ran out
                identifiers.values().forEach(Identifier::close);
                tokenizer.close();
            }
        }
    }

    /** Scores one pair. */
    public EmpathyProfile score(List<String> context, String response) { return score(List.of(context), List.of(response)).get(0); }

    /**
     * @param contexts  turns before each response, oldest first
     * @param responses as many
     * @return one profile per response, in the given order
     */
    public List<EmpathyProfile> score(List<List<String>> contexts, List<String> responses) {
        if (contexts.size() != responses.size())
            throw new IllegalArgumentException(contexts.size() + " contexts but " + responses.size() + " responses.");
        Map<List<String>, int[]> encoded = new HashMap<>();
        int[][] contextIds = new int[contexts.size()][];
        int[][] responseIds = new int[contexts.size()][];
        for (int i = 0; i < contextIds.length; i++) {
            contextIds[i] = encoded.computeIfAbsent(contexts.get(i), this::contextIds);
            responseIds[i] = tokenizer.encode(responses.get(i).strip(), config.responseTokens(), Truncate.RIGHT);
        }
        return score(contextIds, responseIds);
    }

    /** As {@link #score(List, List)}, with ids from this scorer's own tokenizer. Rows that share a context share the array. */
    private List<EmpathyProfile> score(int[][] contexts, int[][] responses) {
        EmpathyProfile[] profiles = new EmpathyProfile[responses.length];
        Identifier one = Objects.requireNonNull(identifiers.get(Mechanism.EMOTIONAL_REACTION));
        boolean small = TensorThreads.small(one.parameterCount(), one.manager().getDevice());
        List<Integer[]> batches = batches(contexts, responses, small ? SMALL_BATCH : BATCH);
        List<Supplier<float[][]>> calls = new ArrayList<>();
        for (Integer[] rows : batches) {
            int[][] batchContexts = Arrays.stream(rows).map(row -> contexts[row]).toArray(int[][]::new);
            int[][] batchResponses = Arrays.stream(rows).map(row -> responses[row]).toArray(int[][]::new);
            PairBatch batch = PairBatch.of(batchContexts, batchResponses);
            for (Mechanism mechanism : Mechanism.values())
                calls.add(() -> Objects.requireNonNull(identifiers.get(mechanism)).logits(batch));
        }
        Iterator<float[][]> found = TensorThreads.run(small, calls).iterator();
        for (Integer[] rows : batches) {
            Map<Mechanism, float[][]> logits = new EnumMap<>(Mechanism.class);
            for (Mechanism mechanism : Mechanism.values()) logits.put(mechanism, found.next());
            List<EmpathyProfile> scored = profiles(logits, rows.length);
            for (int i = 0; i < rows.length; i++) profiles[rows[i]] = scored.get(i);
        }
        return List.of(profiles);
    }

    /** @param logits (count, 3) of each mechanism */
    static List<EmpathyProfile> profiles(Map<Mechanism, float[][]> logits, int count) {
        List<EmpathyProfile> profiles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
            for (Mechanism mechanism : Mechanism.values())
                probabilities.put(mechanism, softmax(Objects.requireNonNull(logits.get(mechanism))[i]));
            profiles.add(new EmpathyProfile(probabilities));
        }
        return profiles;
    }

    /** A scorer for many responses to one context. The most recent one is cached: the same turns return it, other turns close it. */
    public CachedContextScorer reading(List<String> context) {
        if (reading != null && reading.turns().equals(context)) return reading;
        if (reading != null) reading.close();
        reading = null;
        return reading = new CachedContextScorer(readings, tokenizer, config, context);
    }

    /** Evidence methods of these identifiers; the one with the best measured agreement first. */
    public List<EvidenceMethod> evidenceMethods() { return CachedContextScorer.methods(readings); }

    /** Ids of a context as given to the identifiers. */
    public int[] contextIds(List<String> turns) {
        return tokenizer.encode(config.contextText(turns), config.contextTokens(), Truncate.LEFT);
    }

    /**
     * SHA-256 of each network's weights, marked if turns are separated by a space; equal before and after any scoring. Key of cached
     * profiles.
     */
    public String hash() {
        StringBuilder hashes = new StringBuilder();
        identifiers.values().forEach(identifier -> hashes.append(hashes.isEmpty() ? "" : "-").append(identifier.hash()));
        return config.readsSeparator() ? hashes.toString() : hashes + "-" + IdentifierSetFile.BLANK;
    }

    public IdentifierConfig config() { return config; }

    public TextTokenizer tokenizer() { return tokenizer; }

    @Override
    public void close() {
        if (reading != null) reading.close();
        identifiers.values().forEach(Identifier::close);
        tokenizer.close();
    }

    /** Keeps rows of one context together; otherwise sorts by length. */
    private static List<Integer[]> batches(int[][] contexts, int[][] responses, int size) {
        Map<int[], Integer> first = new HashMap<>(); // arrays compare by identity, as intended
        Integer[] order = new Integer[contexts.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            first.putIfAbsent(contexts[i], i);
        }
        Arrays.sort(order, Comparator.comparingInt((Integer i) -> contexts[i].length)
                .thenComparing(i -> first.get(contexts[i])).thenComparingInt(i -> responses[i].length));
        List<Integer[]> batches = new ArrayList<>();
        for (int from = 0; from < order.length; from += size) {
            batches.add(Arrays.copyOfRange(order, from, Math.min(order.length, from + size)));
        }
        return batches;
    }

    /** In double precision, so that the product of three small factors keeps its digits. */
    static double[] softmax(float[] logits) {
        double greatest = Math.max(logits[0], Math.max(logits[1], logits[2]));
        double[] p = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < p.length; i++) sum += p[i] = Math.exp(logits[i] - greatest);
        for (int i = 0; i < p.length; i++) p[i] /= sum;
        return p;
    }
}
