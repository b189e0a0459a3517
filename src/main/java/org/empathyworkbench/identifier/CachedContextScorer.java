package org.empathyworkbench.identifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.text.PlacedTokens;
import org.empathyworkbench.text.TextSpan;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.Truncate;
import org.jspecify.annotations.Nullable;

/**
 * Scores and explains responses to one context, whose encodings are cached. Equal to {@link EmpathyScorer#score(List, String)} for a single
 * response. Owned by its scorer; valid until that is closed or given another context.
 */
public final class CachedContextScorer {
    private final Map<Mechanism, IdentifierInference> identifiers;
    private final TextTokenizer tokenizer;
    private final IdentifierConfig config;
    private final List<String> turns;
    private final PlacedTokens context;
    private final Map<Mechanism, ContextStates> states = new EnumMap<>(Mechanism.class);

    CachedContextScorer(Map<Mechanism, IdentifierInference> identifiers,
            TextTokenizer tokenizer, IdentifierConfig config, List<String> turns) {
        this.identifiers = identifiers;
        this.tokenizer = tokenizer;
        this.config = config;
        this.turns = List.copyOf(turns);
        this.context = tokenizer.encodePlaced(config.contextText(turns), config.contextTokens(), Truncate.LEFT);
        identifiers.forEach((mechanism, identifier) -> states.put(mechanism, identifier.read(context.ids())));
    }

    List<String> turns() { return turns; }

    public EmpathyProfile score(String response) { return profiles(new int[][] {ids(response)}).get(0); }

    /** Number of responses scored in about a tenth of a second, 32 at most. */
    int atOnce() { return Objects.requireNonNull(identifiers.get(Mechanism.EMOTIONAL_REACTION)).rowsAtOnce(); }

    /**
     * One profile per response, in the given order, computed in batches of similar length (within 1e-5 of scoring each alone).
     *
     * @param stop polled between batches; once true, the remaining profiles are null
     */
    public List<EmpathyProfile> score(List<String> responses, BooleanSupplier stop) {
        int[][] ids = new int[responses.size()][];
        Integer[] order = new Integer[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = ids(responses.get(i));
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingInt(i -> ids[i].length));
        EmpathyProfile[] profiles = new EmpathyProfile[ids.length];
        for (int from = 0; from < order.length && !stop.getAsBoolean(); from += atOnce()) {
            int to = Math.min(order.length, from + atOnce());
            int[][] batch = new int[to - from][];
            for (int i = from; i < to; i++) batch[i - from] = ids[order[i]];
            List<EmpathyProfile> scored = profiles(batch);
            for (int i = from; i < to; i++) profiles[order[i]] = scored.get(i - from);
        }
        return Arrays.asList(profiles);
    }

    /**
     * Evidence methods available for these identifiers (learnt rationales only if trained); the one with the best measured agreement first.
     */
    public List<EvidenceMethod> methods() { return methods(identifiers); }

    static List<EvidenceMethod> methods(Map<Mechanism, IdentifierInference> identifiers) {
        boolean taught = identifiers.values().stream().allMatch(IdentifierInference::knowsRationales);
        return Arrays.stream(EvidenceMethod.values()).filter(method -> taught || method != EvidenceMethod.RATIONALE_HEAD).toList();
    }

    /**
     * Evidence for the level of one mechanism.
     *
     * @param stop polled between computations; once true, null is returned
     */
    public @Nullable Evidence evidence(Mechanism mechanism, String response,
            EvidenceMethod method, EvidenceSettings settings, BooleanSupplier stop) {
        String text = response.strip();
        int shift = response.indexOf(text);
        PlacedTokens tokens = tokenizer.encodePlaced(text, config.responseTokens(), Truncate.RIGHT);
        IdentifierInference identifier = Objects.requireNonNull(identifiers.get(mechanism));
        ContextStates read = states(mechanism);
        if (method == EvidenceMethod.INTEGRATED_GRADIENTS) {
            double[] ends = identifier.ends(read, tokens.ids(), settings.baseline());
            IdentifierInference.@Nullable Integrated integrated = identifier.integrate(read, tokens.ids(), settings, stop);
            return integrated == null ? null
                    : new Evidence(mechanism, method, words(text, shift, tokens, integrated.scores(), false), ends[1], ends[0]);
        }
        if (stop.getAsBoolean()) return null;
        IdentifierInference.Looked looked = identifier.lookAt(read, tokens.ids());
        List<EvidenceWord> words = switch (method) {
            case RATIONALE_HEAD -> words(text, shift, tokens, wide(looked.told()), true);
            case ATTENTION_ROLLOUT -> words(text, shift, tokens, wide(looked.rollout()), false);
            default -> contextWords(wide(looked.context()));
        };
        double present = IdentifierInference.present(identifier.logits(read, new int[][] {tokens.ids()})[0]);
        return new Evidence(mechanism, method, words, present, Double.NaN);
    }

    /** For each mechanism in turn; null if stopped. */
    public @Nullable Map<Mechanism, Evidence> evidence(String response,
            EvidenceMethod method, EvidenceSettings settings, BooleanSupplier stop) {
        Map<Mechanism, Evidence> all = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            Evidence evidence = evidence(mechanism, response, method, settings, stop);
            if (evidence == null) return null;
            all.put(mechanism, evidence);
        }
        return all;
    }

    private ContextStates states(Mechanism mechanism) { return Objects.requireNonNull(states.get(mechanism)); }

    void close() { states.values().forEach(ContextStates::close); }

    private int[] ids(String response) { return tokenizer.encode(response.strip(), config.responseTokens(), Truncate.RIGHT); }

    private List<EmpathyProfile> profiles(int[][] responses) {
        Map<Mechanism, float[][]> logits = new EnumMap<>(Mechanism.class);
        identifiers.forEach((mechanism, identifier) -> logits.put(mechanism, identifier.logits(states(mechanism), responses)));
        return EmpathyScorer.profiles(logits, responses.length);
    }

    /**
     * Aggregates token scores to words: mean or sum.
     *
     * @param shift offset of the text in the encoded string
     */
    private static List<EvidenceWord> words(String text, int shift, PlacedTokens tokens, double[] scores, boolean mean) {
        List<TextSpan> spans = TextSpan.words(text);
        double[] sums = new double[spans.size()];
        int[] counts = new int[spans.size()];
        int[] wordOf = TextSpan.wordOf(spans, text, tokens);
        for (int t = 0; t < wordOf.length; t++) {
            if (wordOf[t] < 0) continue;
            sums[wordOf[t]] += scores[t];
            counts[wordOf[t]]++;
        }
        List<EvidenceWord> words = new ArrayList<>();
        for (int w = 0; w < sums.length; w++) {
            TextSpan span = spans.get(w);
            words.add(new EvidenceWord(-1, span.of(text), shift + span.from(), shift + span.to(),
                    counts[w] == 0 ? 0 : mean ? sums[w] / counts[w] : sums[w], counts[w] > 0));
        }
        return words;
    }

    /** The same over the context, whose turns are encoded as one text; the separators between turns are left out. */
    private List<EvidenceWord> contextWords(double[] scores) {
        List<EvidenceWord> all = words(config.contextText(turns), 0, context, scores, false);
        List<EvidenceWord> words = new ArrayList<>();
        int begin = 0;
        for (int turn = 0; turn < turns.size(); turn++) {
            int end = begin + turns.get(turn).strip().length();
            for (EvidenceWord word : all) {
                if (word.from() >= begin && word.to() <= end)
                    words.add(new EvidenceWord(turn, word.text(), word.from() - begin, word.to() - begin, word.score(), word.read()));
            }
            begin = end + config.between().length();
        }
        return words;
    }

    private static double[] wide(float[] narrow) {
        double[] wide = new double[narrow.length];
        for (int i = 0; i < wide.length; i++) wide[i] = narrow[i];
        return wide;
    }
}
