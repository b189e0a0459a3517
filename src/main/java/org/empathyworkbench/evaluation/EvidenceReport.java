package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.PostBootstrap.Sample;

/**
 * Agreement of evidence methods with human rationales; 95 % intervals over seeker posts.
 *
 * @param identifiers sets that were averaged
 * @param responses   for each mechanism the responses measured: a level above none, with a rationale found in their text
 * @param notFound    responses with a level above none left out because no part of their rationale is found in their text, or there is none
 */
public record EvidenceReport(List<String> identifiers, String data, int folds,
        Map<Mechanism, Integer> responses, int notFound, List<Row> rows) {
    /** What a row is. */
    public enum Kind {
        /** A method with words or sentences. */
        METHOD,
        /** On each fold the method that is best on the others: what choosing by measurement gives. */
        CHOSEN,
        /** Looks at no model. */
        TRIVIAL
    }

    /**
     * One way.
     *
     * @param scores by mechanism
     * @param mean   over the mechanisms
     * @param behind how much less its mean token F1 is than that of the leading method, on the same responses; 0 for that one itself
     */
    public record Row(String key, String title, Kind kind, Map<Mechanism, Score> scores, Score mean, Interval behind) { }

    /**
     * Means over responses.
     *
     * @param averagePrecision of the words in the order of their scores, without any cut (DeYoung et al. 2020: area under the
     *     precision-recall curve)
     * @param over             token F1 less that of the best trivial way of the mechanism, on the same responses
     * @param rankedOver       average precision likewise
     */
    public record Score(double precision, double recall, Interval tokenF1, Interval iouF1,
            Interval averagePrecision, Interval over, Interval rankedOver) { }

    public EvidenceReport {
        identifiers = List.copyOf(identifiers);
        rows = List.copyOf(rows);
        responses = new EnumMap<>(responses);
    }

    static EvidenceReport of(List<String> identifiers, String data, int folds,
            Map<Mechanism, Integer> responses, int notFound, List<EvidenceValues> all,
            Map<Mechanism, int[]> posts, PostBootstrap draws) {
        List<Mechanism> mechanisms = List.copyOf(new EnumMap<>(responses).keySet());
        EvidenceValues leading = all.stream().filter(row -> row.kind() == Kind.METHOD)
                .max(Comparator.comparingDouble(row -> mechanisms.stream()
                        .mapToDouble(mechanism -> row.mean(mechanism, EvidenceValues.TOKEN_F1)).average().orElse(0))).orElseThrow();
        Map<Mechanism, Sample> marked = best(all, mechanisms, EvidenceValues.TOKEN_F1, posts);
        Map<Mechanism, Sample> ranked = best(all, mechanisms, EvidenceValues.AVERAGE_PRECISION, posts);
        List<Row> rows = new ArrayList<>();
        for (EvidenceValues row : all) {
            Map<Mechanism, Score> scores = new EnumMap<>(Mechanism.class);
            for (Mechanism mechanism : mechanisms) scores.put(mechanism, score(row, List.of(mechanism), posts, marked, ranked, draws));
            List<Sample> behind = mechanisms.stream().map(mechanism -> sample(leading, mechanism, EvidenceValues.TOKEN_F1, posts)
                    .minus(sample(row, mechanism, EvidenceValues.TOKEN_F1, posts))).toList();
            rows.add(new Row(row.key(), row.title(), row.kind(), scores,
                    score(row, mechanisms, posts, marked, ranked, draws), draws.of(behind)));
        }
        return new EvidenceReport(identifiers, data, folds, responses, notFound, rows);
    }

    private static Map<Mechanism, Sample> best(List<EvidenceValues> all,
            List<Mechanism> mechanisms, int measure, Map<Mechanism, int[]> posts) {
        Map<Mechanism, Sample> best = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : mechanisms) {
            best.put(mechanism, all.stream().filter(row -> row.kind() == Kind.TRIVIAL).map(row -> sample(row, mechanism, measure, posts))
                    .max(Comparator.comparingDouble(Sample::mean)).orElseThrow());
        }
        return best;
    }

    private static Sample sample(EvidenceValues row, Mechanism mechanism, int measure, Map<Mechanism, int[]> posts) {
        return row.samples(mechanism, measure, posts).get(0);
    }

    private static Score score(EvidenceValues row, List<Mechanism> mechanisms, Map<Mechanism, int[]> posts,
            Map<Mechanism, Sample> marked, Map<Mechanism, Sample> ranked, PostBootstrap draws) {
        List<Sample> f1 = mechanisms.stream().map(mechanism -> sample(row, mechanism, EvidenceValues.TOKEN_F1, posts)).toList();
        List<Sample> iou = mechanisms.stream().map(mechanism -> sample(row, mechanism, EvidenceValues.IOU_F1, posts)).toList();
        List<Sample> order = mechanisms.stream().map(mechanism -> sample(row, mechanism, EvidenceValues.AVERAGE_PRECISION, posts)).toList();
        List<Sample> over = new ArrayList<>();
        List<Sample> rankedOver = new ArrayList<>();
        for (int m = 0; m < mechanisms.size(); m++) {
            over.add(f1.get(m).minus(Objects.requireNonNull(marked.get(mechanisms.get(m)))));
            rankedOver.add(order.get(m).minus(Objects.requireNonNull(ranked.get(mechanisms.get(m)))));
        }
        double precision = mechanisms.stream()
                .mapToDouble(mechanism -> row.mean(mechanism, EvidenceValues.PRECISION)).average().orElse(Double.NaN);
        double recall = mechanisms.stream()
                .mapToDouble(mechanism -> row.mean(mechanism, EvidenceValues.RECALL)).average().orElse(Double.NaN);
        return new Score(precision, recall, draws.of(f1), draws.of(iou), draws.of(order), draws.of(over), draws.of(rankedOver));
    }

    /** The method, no baseline, of greatest mean token F1. */
    public Optional<Row> best() { return methods().max(Comparator.comparingDouble(row -> row.mean().tokenF1().value())); }

    /** The methods with words and with sentences. */
    public Stream<Row> methods() { return rows.stream().filter(row -> row.kind() == Kind.METHOD); }
}
