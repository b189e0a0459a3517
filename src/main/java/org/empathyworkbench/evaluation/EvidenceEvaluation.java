package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.EvidenceReport.Row;
import org.empathyworkbench.evaluation.EvidenceReport.Score;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceWord;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextSpan;
import org.empathyworkbench.torch.RandomStream;

/**
 * Holds ways to find evidence against the words that people marked. What turns scores into marks is chosen for each way and mechanism on other pairs than
 * those that are measured, by mean token F1. Measured are the responses whose human level is above none and whose rationale stands in them.
 */
public final class EvidenceEvaluation {
    private static final int[] WINDOWS = {0, 1, 2, 4, 8};
    private static final int DRAWS = 20;

    private final EmpathyScorer scorer;
    private final EvidenceSettings settings;
    private final ProgressListener progress;
    private final BooleanSupplier stop;

    /** @param stop asked before each response; when it says yes the report is of what was seen by then */
    public EvidenceEvaluation(EmpathyScorer scorer, EvidenceSettings settings, ProgressListener progress, BooleanSupplier stop) {
        this.scorer = scorer;
        this.settings = settings;
        this.progress = progress;
        this.stop = stop;
    }

    /** A response of one mechanism with what people marked in it and what each method says. */
    private record Case(LabelledPair pair, Mechanism mechanism, RationaleMarks human, Map<EvidenceMethod, Evidence> evidence) { }

    /**
     * @param tuning   pairs that cuts are chosen on
     * @param heldOut  pairs that are measured; none of them among the others
     * @param limit    most responses a mechanism and part, drawn by the seed; 0 for all
     * @param seed     of the draws and the random baseline
     * @throws BadInput when no response of the held-out pairs has a rationale
     */
    public EvidenceReport run(String identifiers, String data, List<LabelledPair> heldOut, String tuningData, List<LabelledPair> tuning, int limit, long seed) {
        List<EvidenceMethod> methods = scorer.evidenceMethods().stream().filter(EvidenceMethod::overResponse).toList();
        Map<Mechanism, List<Case>> measured = cases(heldOut, limit, seed);
        Map<Mechanism, List<Case>> chosen = cases(tuning, limit, seed);
        for (Map<Mechanism, List<Case>> part : List.of(measured, chosen)) {
            if (part.values().stream().allMatch(List::isEmpty)) {
                throw new BadInput("The " + (part == measured ? data : tuningData) + " pairs have no response with a rationale. Nothing was measured. "
                        + "Choose a dataset whose pairs carry rationales, such as Mental Health Subreddits.");
            }
        }
        measured.keySet().retainAll(chosen.keySet());
        int left = (int) heldOut.stream().mapToLong(pair -> Arrays.stream(Mechanism.values()).filter(mechanism -> aboveNone(pair, mechanism)
                && !marks(pair, mechanism).any()).count()).sum();
        long total = count(measured) + count(chosen);
        long done = 0;
        for (Map<Mechanism, List<Case>> part : List.of(chosen, measured)) {
            for (List<Case> cases : part.values()) {
                for (Case one : cases) {
                    if (stop.getAsBoolean()) break;
                    for (EvidenceMethod method : methods) {
                        one.evidence().put(method, scorer.reading(List.of(one.pair().context())).evidence(one.mechanism(), one.pair().response(), method, settings, () -> false));
                    }
                    progress.at((double) ++done / total, "finding evidence");
                }
                cases.removeIf(one -> one.evidence().size() < methods.size());
            }
        }
        List<Row> rows = new ArrayList<>();
        for (EvidenceMethod method : methods) rows.add(row(method, measured, chosen));
        Map<Mechanism, Double> shares = new EnumMap<>(Mechanism.class);
        chosen.forEach((mechanism, cases) -> shares.put(mechanism, cases.stream().mapToDouble(one -> one.human().share()).average().orElse(0)));
        rows.add(random(measured, shares, seed));
        rows.add(baseline("first-sentence", "First sentence", measured, EvidenceEvaluation::firstSentence));
        rows.add(baseline("whole-response", "Whole response", measured, one -> {
            boolean[] all = new boolean[one.human().words().size()];
            Arrays.fill(all, true);
            return all;
        }));
        return new EvidenceReport(identifiers, data, tuningData, sizes(measured), sizes(chosen), left, rows);
    }

    private static Row row(EvidenceMethod method, Map<Mechanism, List<Case>> measured, Map<Mechanism, List<Case>> chosen) {
        Map<Mechanism, Score> scores = new EnumMap<>(Mechanism.class);
        Map<Mechanism, EvidenceCut> cuts = new EnumMap<>(Mechanism.class);
        measured.forEach((mechanism, cases) -> {
            EvidenceCut best = null;
            double bestF1 = -1;
            for (int window : WINDOWS) {
                for (int part = 1; part < 20; part++) {
                    EvidenceCut cut = new EvidenceCut(window, part * 0.05);
                    double f1 = score(chosen.get(mechanism), one -> cut.marks(one.evidence().get(method))).tokenF1();
                    if (f1 <= bestF1) continue;
                    bestF1 = f1;
                    best = cut;
                }
            }
            EvidenceCut cut = best;
            cuts.put(mechanism, cut);
            Score score = score(cases, one -> cut.marks(one.evidence().get(method)));
            scores.put(mechanism, new Score(score.precision(), score.recall(), score.tokenF1(), score.iouF1(),
                    mean(cases, one -> Agreement.averagePrecision(one.evidence().get(method).words().stream().mapToDouble(EvidenceWord::score).toArray(), one.human().marks()))));
        });
        return new Row(method.key(), method.title(), scores, cuts);
    }

    /** Each word with the share of words that people mark; mean over draws. */
    private static Row random(Map<Mechanism, List<Case>> measured, Map<Mechanism, Double> shares, long seed) {
        Map<Mechanism, Score> scores = new EnumMap<>(Mechanism.class);
        measured.forEach((mechanism, cases) -> {
            List<Score> draws = new ArrayList<>();
            for (int draw = 0; draw < DRAWS; draw++) {
                SplittableRandom random = RandomStream.of(seed, "random evidence", mechanism.ordinal(), draw);
                draws.add(score(cases, one -> {
                    boolean[] marks = new boolean[one.human().words().size()];
                    for (int i = 0; i < marks.length; i++) marks[i] = random.nextDouble() < shares.get(mechanism);
                    return marks;
                }));
            }
            scores.put(mechanism, new Score(mean(draws, Score::precision), mean(draws, Score::recall), mean(draws, Score::tokenF1), mean(draws, Score::iouF1), Double.NaN));
        });
        return new Row("random", "Random words", scores, Map.of());
    }

    private static Row baseline(String key, String title, Map<Mechanism, List<Case>> measured, Function<Case, boolean[]> marks) {
        Map<Mechanism, Score> scores = new EnumMap<>(Mechanism.class);
        measured.forEach((mechanism, cases) -> scores.put(mechanism, score(cases, marks)));
        return new Row(key, title, scores, Map.of());
    }

    private static boolean[] firstSentence(Case one) {
        TextSpan first = TextSpan.sentences(one.pair().response()).get(0);
        boolean[] marks = new boolean[one.human().words().size()];
        for (int i = 0; i < marks.length; i++) marks[i] = one.human().words().get(i).to() <= first.to();
        return marks;
    }

    private static Score score(List<Case> cases, Function<Case, boolean[]> marks) {
        List<Agreement> all = cases.stream().map(one -> Agreement.of(marks.apply(one), one.human().marks())).toList();
        return new Score(mean(all, Agreement::precision), mean(all, Agreement::recall), mean(all, Agreement::tokenF1), mean(all, Agreement::iouF1), Double.NaN);
    }

    private static <T> double mean(List<T> all, java.util.function.ToDoubleFunction<T> value) { return all.stream().mapToDouble(value).average().orElse(Double.NaN); }

    private static Map<Mechanism, List<Case>> cases(List<LabelledPair> pairs, int limit, long seed) {
        Map<Mechanism, List<Case>> cases = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            List<Case> of = new ArrayList<>();
            for (LabelledPair pair : pairs) {
                if (!aboveNone(pair, mechanism)) continue;
                RationaleMarks human = marks(pair, mechanism);
                if (human.any()) of.add(new Case(pair, mechanism, human, new LinkedHashMap<>()));
            }
            if (limit > 0 && of.size() > limit) {
                List<Case> some = new ArrayList<>();
                for (int at : RandomStream.choose(of.size(), limit, seed, "evidence " + mechanism.key())) some.add(of.get(at));
                of = some;
            }
            if (!of.isEmpty()) cases.put(mechanism, of);
        }
        return cases;
    }

    private static boolean aboveNone(LabelledPair pair, Mechanism mechanism) { return pair.levels().getOrDefault(mechanism, Level.NONE) != Level.NONE; }

    private static RationaleMarks marks(LabelledPair pair, Mechanism mechanism) {
        return RationaleMarks.of(pair.response(), pair.rationales().getOrDefault(mechanism, List.of()));
    }

    private static long count(Map<Mechanism, List<Case>> cases) { return cases.values().stream().mapToLong(List::size).sum(); }

    private static Map<Mechanism, Integer> sizes(Map<Mechanism, List<Case>> cases) {
        Map<Mechanism, Integer> sizes = new EnumMap<>(Mechanism.class);
        cases.forEach((mechanism, of) -> sizes.put(mechanism, of.size()));
        return sizes;
    }
}
