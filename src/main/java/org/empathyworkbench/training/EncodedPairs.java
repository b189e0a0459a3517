package org.empathyworkbench.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.empathyworkbench.checkpoint.Fingerprint;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.PairBatch;
import org.empathyworkbench.journal.FailedBatch;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.Truncate;

/**
 * Labelled pairs of one mechanism as ids.
 *
 * @param levels   (N) 0, 1 or 2
 * @param evidence (N, length of the response) 1 for a token inside a rationale, 0 outside, -1 where no rationale is known
 */
record EncodedPairs(List<LabelledPair> pairs, int[][] contexts, int[][] responses, int[] levels, int[][] evidence) {

    /** Skips pairs without a label for the mechanism. */
    static EncodedPairs of(List<LabelledPair> pairs, Mechanism mechanism, TextTokenizer tokenizer, int contextTokens, int responseTokens) {
        List<LabelledPair> labelled = pairs.stream().filter(pair -> pair.levels().containsKey(mechanism)).toList();
        int[][] contexts = new int[labelled.size()][];
        int[][] responses = new int[labelled.size()][];
        int[] levels = new int[labelled.size()];
        int[][] evidence = new int[labelled.size()][];
        for (int i = 0; i < levels.length; i++) {
            contexts[i] = context(labelled.get(i), tokenizer, contextTokens);
            responses[i] = tokenizer.encode(labelled.get(i).response().strip(), responseTokens, Truncate.RIGHT);
            levels[i] = Objects.requireNonNull(labelled.get(i).levels().get(mechanism)).ordinal();
            evidence[i] = evidence(labelled.get(i), mechanism, responses[i], tokenizer);
        }
        return new EncodedPairs(labelled, contexts, responses, levels, evidence);
    }

    /** Token ids of a pair's context; if it is longer than the limit, the newest tokens are kept. */
    static int[] context(LabelledPair pair, TextTokenizer tokenizer, int contextTokens) {
        return tokenizer.encode(ContextText.join(List.of(pair.context())), contextTokens, Truncate.LEFT);
    }

    /**
     * Matches rationales to token spans, the last of which may be truncated; a level above none without a matched rationale has no evidence
     * labels.
     */
    private static int[] evidence(LabelledPair pair, Mechanism mechanism, int[] response, TextTokenizer tokenizer) {
        int[] marks = new int[response.length];
        List<String> rationales = pair.rationales().getOrDefault(mechanism, List.of());
        if (pair.levels().get(mechanism) == Level.NONE) return marks;
        int[] whole = tokenizer.encode(pair.response().strip());
        boolean found = false;
        for (String rationale : rationales) {
            int[] run = tokenizer.encode(rationale.strip());
            int length = run.length - 1;            // without EOS
            int at = length == 0 ? -1 : indexOf(whole, run, length);
            found |= at >= 0;
            for (int i = Math.max(0, at); at >= 0 && i < Math.min(at + length, marks.length - 1); i++) marks[i] = 1;
        }
        if (!found) Arrays.fill(marks, Identifier.UNKNOWN_EVIDENCE);
        return marks;
    }

    private static int indexOf(int[] whole, int[] run, int length) {
        for (int from = 0; from + length <= whole.length; from++) {
            if (Arrays.equals(whole, from, from + length, run, 0, length)) return from;
        }
        return -1;
    }

    int size() { return levels.length; }

    /** (N) number of tokens of context and response together. */
    int[] lengths() {
        int[] lengths = new int[size()];
        Arrays.setAll(lengths, i -> contexts[i].length + responses[i].length);
        return lengths;
    }

    /** (3) number of pairs of each level. */
    int[] counts() {
        int[] counts = new int[Level.values().length];
        for (int level : levels) counts[level]++;
        return counts;
    }

    /** The pairs of a batch, for a stored failed batch. */
    List<FailedBatch.Row> rows(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> new FailedBatch.Row(pairs.get(row).id(), List.of(pairs.get(row).context()),
                pairs.get(row).response(), Level.values()[levels[row]].word(), Map.of())).toList();
    }

    /** Fingerprint by which a resumed run checks that these pairs are unchanged. */
    void addTo(Fingerprint fingerprint) { fingerprint.add(contexts).add(responses).add(levels).add(evidence); }

    Identifier.Targets targets(int[] rows) {
        return new Identifier.Targets(Arrays.stream(rows).map(row -> levels[row]).toArray(), pick(evidence, rows));
    }

    PairBatch batch(int[] rows) { return PairBatch.of(pick(contexts, rows), pick(responses, rows)); }

    /**
     * As {@link #batch}, replacing each token but the last (EOS) by the unknown token with a given probability. Equal contexts stay equal.
     */
    PairBatch batch(int[] rows, double tokenDropout, SplittableRandom random) {
        PairBatch whole = batch(rows);
        if (tokenDropout == 0) return whole;
        return new PairBatch(veil(whole.contexts(), tokenDropout, random),
                whole.contextOf(), veil(whole.responses(), tokenDropout, random));
    }

    private static int[][] pick(int[][] all, int[] rows) { return Arrays.stream(rows).mapToObj(row -> all[row]).toArray(int[][]::new); }

    private static int[][] veil(int[][] rows, double share, SplittableRandom random) {
        int[][] veiled = new int[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            veiled[row] = rows[row].clone();
            for (int i = 0; i < veiled[row].length - 1; i++) {
                if (random.nextDouble() < share) veiled[row][i] = TextTokenizer.UNKNOWN;
            }
        }
        return veiled;
    }
}
