package org.empathyworkbench.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.numbers.gamma.Digamma;

/**
 * Learns a unigram vocabulary (Kudo 2018, "Subword Regularization", section 3.2; what SentencePiece and T5 use):
 * 1. begin with the most valuable substrings, 2. EM for their probabilities, 3. drop the quarter whose loss costs the likelihood least,
 * 4. repeat until the vocabulary is small enough. Every order is fixed, so equal texts give an equal vocabulary.
 */
final class UnigramTraining {
    private static final int LONGEST_PIECE = 16;
    private static final int SEEDS_A_PIECE = 10;
    private static final int FEWEST_SEEDS = 20_000;
    private static final int EM_ROUNDS = 2;
    private static final double KEPT = 0.75;
    /** Pruning stops a little above the target; the last cut is by probability. */
    private static final double SLACK = 1.1;
    private static final double RAREST = 0.5;

    /** A piece and log p(piece). */
    record Piece(String text, double score) { }

    private final String[] runs;
    private final double[] counts;
    private final Set<String> characters;
    private List<String> pieces;
    private double[] scores = {};

    UnigramTraining(TextRuns texts) {
        runs = texts.counts().keySet().toArray(String[]::new);
        counts = texts.counts().values().stream().mapToDouble(Long::doubleValue).toArray();
        characters = new HashSet<>(texts.characters());
        pieces = new ArrayList<>(texts.characters());
    }

    /** @return at most {@code target} pieces, every character among them, the most probable first */
    List<Piece> train(int target, ProgressListener progress) {
        seed(Math.max(SEEDS_A_PIECE * target, FEWEST_SEEDS));
        int began = pieces.size();
        int goal = Math.max((int) (SLACK * target), characters.size());
        while (true) {
            for (int round = 0; round < EM_ROUNDS; round++) expectAndMaximise();
            progress.at(began <= goal ? 0.9 : 0.1 + 0.8 * (Math.log(began) - Math.log(Math.max(goal, pieces.size())))
                    / (Math.log(began) - Math.log(goal)), "learning " + target + " pieces");
            if (pieces.size() <= goal) break;
            prune(Math.max(goal, (int) (KEPT * pieces.size())));
        }
        return mostProbable(target);
    }

    /** The substrings with the largest count times length, beside the characters. */
    private void seed(int most) {
        Map<String, double[]> substrings = new HashMap<>();
        for (int r = 0; r < runs.length; r++) {
            int[] at = boundaries(runs[r]);
            for (int i = 0; i < at.length - 1; i++) {
                for (int j = i + 2; j < at.length && j - i <= LONGEST_PIECE; j++) {
                    substrings.computeIfAbsent(runs[r].substring(at[i], at[j]), s -> new double[1])[0] += counts[r];
                }
            }
        }
        List<Piece> seeds = new ArrayList<>();
        substrings.forEach((text, count) -> {
            if (count[0] >= 2) seeds.add(new Piece(text, count[0] * text.codePointCount(0, text.length())));
        });
        seeds.sort(Comparator.comparingDouble(Piece::score).reversed().thenComparing(Piece::text));
        Map<String, double[]> singles = new HashMap<>();
        for (int r = 0; r < runs.length; r++) {
            double count = counts[r];
            runs[r].codePoints().forEach(c -> singles.computeIfAbsent(Character.toString(c), s -> new double[1])[0] += count);
        }
        List<Piece> chosen = new ArrayList<>();
        for (String character : pieces) chosen.add(new Piece(character, singles.getOrDefault(character, new double[] {1})[0]));
        chosen.addAll(seeds.subList(0, Math.min(most, seeds.size())));
        pieces = new ArrayList<>(chosen.stream().map(Piece::text).toList());
        double total = chosen.stream().mapToDouble(Piece::score).sum();
        scores = chosen.stream().mapToDouble(piece -> Math.log(piece.score() / total)).toArray();
    }

    /** One EM round; the M-step is the Bayesian one, exp(digamma(count)), which starves pieces that are hardly used. */
    private void expectAndMaximise() {
        double[] expected = new double[pieces.size()];
        Segmentation model = new Segmentation(pieces, scores);
        for (int r = 0; r < runs.length; r++) model.expect(runs[r], counts[r], expected);
        List<String> kept = new ArrayList<>();
        double[] use = new double[pieces.size()];
        double total = 0;
        for (int i = 0; i < expected.length; i++) {
            boolean character = characters.contains(pieces.get(i));
            if (expected[i] < RAREST && !character) continue;
            use[kept.size()] = Math.max(expected[i], RAREST);
            total += use[kept.size()];
            kept.add(pieces.get(i));
        }
        double logTotal = Digamma.value(total);
        pieces = kept;
        scores = new double[kept.size()];
        for (int i = 0; i < scores.length; i++) scores[i] = Digamma.value(use[i]) - logTotal;
    }

    /** Keeps the pieces whose removal would cost the most likelihood, were their uses given to the next best segmentation. */
    private void prune(int most) {
        Segmentation model = new Segmentation(pieces, scores);
        double[] uses = new double[pieces.size()];
        for (int r = 0; r < runs.length; r++) {
            for (int piece : model.best(runs[r], -1)) uses[piece] += counts[r];
        }
        double sum = Arrays.stream(uses).sum();
        double[] loss = new double[pieces.size()];
        Integer[] order = new Integer[pieces.size()];
        for (int i = 0; i < loss.length; i++) {
            order[i] = i;
            loss[i] = characters.contains(pieces.get(i)) ? Double.POSITIVE_INFINITY : loss(i, model.best(pieces.get(i), i), uses, sum);
        }
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -loss[i]).thenComparing(i -> i));
        Integer[] kept = Arrays.stream(order).limit(most).filter(i -> loss[i] > Double.NEGATIVE_INFINITY).sorted().toArray(Integer[]::new);
        pieces = new ArrayList<>(Arrays.stream(kept).map(List.copyOf(pieces)::get).toList());
        double[] before = scores;
        scores = Arrays.stream(kept).mapToDouble(i -> before[i]).toArray();
    }

    private double loss(int piece, int[] alternative, double[] uses, double sum) {
        double score = Arrays.stream(alternative).mapToDouble(a -> scores[a]).sum();
        if (uses[piece] == 0 || alternative.length > 0 && score > scores[piece]) return Double.NEGATIVE_INFINITY;
        double logSumWithout = Math.log(sum + uses[piece] * (alternative.length - 1));
        double without = 0;
        for (int a : alternative) without += Math.log(uses[a] + uses[piece]) - logSumWithout;
        return uses[piece] / sum * (Math.log(uses[piece]) - Math.log(sum) - without);
    }

    private List<Piece> mostProbable(int target) {
        List<Piece> all = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) all.add(new Piece(pieces.get(i), scores[i]));
        Comparator<Piece> byScore = Comparator.comparingDouble(Piece::score).reversed().thenComparing(Piece::text);
        Comparator<Piece> charactersFirst = Comparator.comparing(piece -> !characters.contains(piece.text()));
        all.sort(charactersFirst.thenComparing(byScore));
        List<Piece> chosen = new ArrayList<>(all.subList(0, Math.min(target, all.size())));
        chosen.sort(byScore);
        return chosen;
    }

    private static int[] boundaries(String run) {
        int[] at = new int[run.codePointCount(0, run.length()) + 1];
        for (int i = 1; i < at.length; i++) at[i] = run.offsetByCodePoints(at[i - 1], 1);
        return at;
    }
}
