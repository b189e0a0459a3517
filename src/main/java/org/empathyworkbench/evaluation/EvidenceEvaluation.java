package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.evaluation.EvidenceReport.Kind;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceUnit;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextSpan;
import org.empathyworkbench.torch.RandomStream;

/**
 * Compares evidence methods with human rationales. Measured are the responses whose human level is above none and whose
 * rationale stands in them. Nothing is chosen on what it is measured on: the seeker posts are dealt into folds, and what turns scores into
 * marks is chosen for each way, mechanism, fold and set of identifiers by mean token F1 on the other folds. Several sets of identifiers
 * (seeds) are averaged response by response.
 */
public final class EvidenceEvaluation {
    private static final int DRAWS = 20;

    private final EvidenceSettings settings;
    private final int folds;
    private final long seed;
    private final ProgressListener progress;

    /**
     * @param folds of seeker posts, 2 at least
     * @param seed  of folds, draws and intervals
     */
    public EvidenceEvaluation(EvidenceSettings settings, int folds, long seed, ProgressListener progress) {
        if (folds < 2) throw new IllegalArgumentException("Cuts are chosen on other folds, so there are two at least, not " + folds + ".");
        this.settings = settings;
        this.folds = folds;
        this.seed = seed;
        this.progress = progress;
    }

    /** A response of one mechanism with its human rationale. @param post number of its seeker post */
    record Case(LabelledPair pair, RationaleMarks human, int post, int fold) {
        int words() { return human.words().size(); }
    }

    /**
     * @param identifiers names of the sets, one at least
     * @param open        opens a set; it is closed here
     * @param data        display name of the pairs
     * @param limit       most responses a mechanism, drawn by the seed; 0 for all
     * @throws UserInputException when no response of the pairs has a rationale, or all are answers to fewer posts than there are folds
     */
    public EvidenceReport run(List<String> identifiers, Function<String, EmpathyScorer> open,
            String data, List<LabelledPair> pairs, int limit) {
        Map<String, Integer> posts = new HashMap<>();
        Map<Mechanism, List<Case>> cases = cases(pairs, limit, posts);
        if (cases.isEmpty()) {
            throw new UserInputException("The " + data + " pairs have no response with a rationale. Nothing was measured. "
                    + "Choose a dataset whose pairs carry rationales, such as Mental Health Subreddits.");
        }
        if (cases.values().stream().anyMatch(some -> some.stream().mapToInt(Case::fold).distinct().count() < 2)) {
            throw new UserInputException("The " + data + " pairs with a rationale answer too few posts to "
                    + "choose on some what is measured on others. Nothing was measured. Choose more pairs.");
        }
        Map<String, EvidenceValues> rows = new LinkedHashMap<>();
        EvidenceValues chosen = new EvidenceValues("chosen", "Best on the other folds", Kind.CHOSEN);
        int done = 0;
        for (String name : identifiers) {
            try (EmpathyScorer scorer = open.apply(name)) {
                measure(scorer, cases, rows, chosen, done++, identifiers.size());
            }
        }
        // a method that one of the sets does not have is left out
        rows.values().removeIf(row -> row.sets() < identifiers.size() * cases.size());
        List<EvidenceValues> all = new ArrayList<>(rows.values());
        all.add(chosen);
        all.addAll(trivial(cases));
        all.forEach(row -> row.divide(row.kind() == Kind.TRIVIAL ? 1 : identifiers.size()));
        Map<Mechanism, Integer> sizes = new EnumMap<>(Mechanism.class);
        Map<Mechanism, int[]> postOf = new EnumMap<>(Mechanism.class);
        cases.forEach((mechanism, some) -> {
            sizes.put(mechanism, some.size());
            postOf.put(mechanism, some.stream().mapToInt(Case::post).toArray());
        });
        int left = (int) pairs.stream().mapToLong(pair -> Arrays.stream(Mechanism.values()).filter(mechanism -> aboveNone(pair, mechanism)
                && !marks(pair, mechanism).any()).count()).sum();
        return EvidenceReport.of(identifiers, data, folds, sizes, left, all, postOf, new PostBootstrap(posts.size(), seed));
    }

    private void measure(EmpathyScorer scorer, Map<Mechanism, List<Case>> cases,
            Map<String, EvidenceValues> rows, EvidenceValues chosen, int set, int sets) {
        List<EvidenceMethod> methods = scorer.evidenceMethods().stream().filter(EvidenceMethod::overResponse).toList();
        long total = cases.values().stream().mapToLong(List::size).sum();
        long done = 0;
        for (Map.Entry<Mechanism, List<Case>> one : cases.entrySet()) {
            List<Case> some = one.getValue();
            Map<EvidenceMethod, List<Evidence>> found = new EnumMap<>(EvidenceMethod.class);
            for (Case each : some) {
                for (EvidenceMethod method : methods) {
                    found.computeIfAbsent(method, m -> new ArrayList<>()).add(scorer.reading(List.of(each.pair().context()))
                            .evidence(one.getKey(), each.pair().response(), method, settings, () -> false));
                }
                progress.at((set + (double) ++done / total) / sets, "finding evidence");
            }
            List<CrossFit> fits = new ArrayList<>();
            for (EvidenceUnit unit : EvidenceUnit.values()) {
                for (EvidenceMethod method : methods) {
                    CrossFit fit = CrossFit.of(some, Objects.requireNonNull(found.get(method)), unit, folds);
                    fits.add(fit);
                    rows.computeIfAbsent(method.key() + "/" + unit.title(),
                            key -> new EvidenceValues(key, method.title() + ", " + unit.title(), Kind.METHOD))
                            .add(one.getKey(), fit.values());
                }
            }
            chosen.add(one.getKey(), CrossFit.best(fits, some));
        }
    }

    private List<EvidenceValues> trivial(Map<Mechanism, List<Case>> cases) {
        EvidenceValues words = new EvidenceValues("random-words", "Random words", Kind.TRIVIAL);
        EvidenceValues sentences = new EvidenceValues("random-sentences", "Random sentences", Kind.TRIVIAL);
        EvidenceValues first = new EvidenceValues("first-sentence", "First sentence", Kind.TRIVIAL);
        EvidenceValues whole = new EvidenceValues("whole-response", "Whole response", Kind.TRIVIAL);
        cases.forEach((mechanism, some) -> {
            words.add(mechanism, random(mechanism, some, false));
            sentences.add(mechanism, random(mechanism, some, true));
            first.add(mechanism, each(some, one -> sentenceOf(one, sentence -> sentence == 0 ? 1.0 : 0.0)));
            whole.add(mechanism, each(some, one -> sentenceOf(one, sentence -> 1.0)));
        });
        return List.of(words, sentences, first, whole);
    }

    /** Each word or sentence marked with the share of human-marked words on the other folds; mean over draws. */
    private double[][] random(Mechanism mechanism, List<Case> cases, boolean whole) {
        double[] share = new double[folds];
        for (int fold = 0; fold < folds; fold++) {
            int of = fold;
            share[fold] = cases.stream().filter(one -> one.fold() != of).mapToDouble(one -> one.human().share()).average().orElse(0);
        }
        double[][] mean = new double[EvidenceValues.MEASURES][cases.size()];
        for (int draw = 0; draw < DRAWS; draw++) {
            SplittableRandom random = RandomStream.of(seed, whole ? "random sentences" : "random evidence", mechanism.ordinal(), draw);
            double[][] drawn = each(cases, one -> {
                // at least 1 is marked: 1 - u + share >= 1 exactly where u <= share
                double[] scores = new double[one.words()];
                if (whole) return sentenceOf(one, sentence -> 1 - random.nextDouble() + share[one.fold()]);
                for (int i = 0; i < scores.length; i++) scores[i] = 1 - random.nextDouble() + share[one.fold()];
                return scores;
            });
            for (int m = 0; m < mean.length; m++) for (int i = 0; i < mean[m].length; i++) mean[m][i] += drawn[m][i] / DRAWS;
        }
        return mean;
    }

    private static double[] sentenceOf(Case one, Function<Integer, Double> score) {
        List<TextSpan> sentences = TextSpan.sentences(one.pair().response());
        double[] of = new double[sentences.size()];
        for (int s = 0; s < of.length; s++) of[s] = score.apply(s);
        return one.human().words().stream().mapToDouble(word -> of[Math.max(0, TextSpan.at(sentences, word.from()))]).toArray();
    }

    /** Words are marked from a score of 1 on. */
    private static double[][] each(List<Case> cases, Function<Case, double[]> scores) {
        double[][] values = new double[EvidenceValues.MEASURES][cases.size()];
        for (int i = 0; i < cases.size(); i++) {
            double[] of = scores.apply(cases.get(i));
            boolean[] marks = new boolean[of.length];
            for (int w = 0; w < marks.length; w++) marks[w] = of[w] >= 1;
            boolean[] human = cases.get(i).human().marks();
            EvidenceValues.put(values, i, Agreement.of(marks, human), Agreement.averagePrecision(of, human));
        }
        return values;
    }

    private Map<Mechanism, List<Case>> cases(List<LabelledPair> pairs, int limit, Map<String, Integer> posts) {
        for (LabelledPair pair : pairs) posts.putIfAbsent(pair.seekerId(), posts.size());
        int[] place = new int[posts.size()];
        int at = 0;
        for (int post : shuffled(posts.size())) place[post] = at++;
        Map<Mechanism, List<Case>> cases = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            List<Case> of = new ArrayList<>();
            for (LabelledPair pair : pairs) {
                if (!aboveNone(pair, mechanism)) continue;
                RationaleMarks human = marks(pair, mechanism);
                int post = Objects.requireNonNull(posts.get(pair.seekerId()));
                if (human.any()) of.add(new Case(pair, human, post, place[post] % folds));
            }
            if (limit > 0) of = RandomStream.chosen(of, limit, seed, "evidence " + mechanism.key());
            if (!of.isEmpty()) cases.put(mechanism, of);
        }
        return cases;
    }

    private int[] shuffled(int n) {
        int[] order = new int[n];
        SplittableRandom random = RandomStream.of(seed, "folds");
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static boolean aboveNone(LabelledPair pair, Mechanism mechanism) {
        return pair.levels().getOrDefault(mechanism, Level.NONE) != Level.NONE;
    }

    private static RationaleMarks marks(LabelledPair pair, Mechanism mechanism) {
        return RationaleMarks.of(pair.response(), pair.rationales().getOrDefault(mechanism, List.of()));
    }
}
