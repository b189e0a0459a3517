package org.empathyworkbench.evaluation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.EvidenceReport.Kind;
import org.empathyworkbench.evaluation.PostBootstrap.Sample;
import org.jspecify.annotations.Nullable;

/** What one way got on every response: the sum over sets of identifiers until it is divided. */
final class EvidenceValues {
    static final int PRECISION = 0;
    static final int RECALL = 1;
    static final int TOKEN_F1 = 2;
    static final int IOU_F1 = 3;
    static final int AVERAGE_PRECISION = 4;
    static final int MEASURES = 5;

    private final String key;
    private final String title;
    private final Kind kind;
    private final Map<Mechanism, double[][]> values = new EnumMap<>(Mechanism.class);   // (MEASURES, responses)
    private int sets;

    EvidenceValues(String key, String title, Kind kind) {
        this.key = key;
        this.title = title;
        this.kind = kind;
    }

    static void put(double[][] values, int at, Agreement agreement, double averagePrecision) {
        values[PRECISION][at] = agreement.precision();
        values[RECALL][at] = agreement.recall();
        values[TOKEN_F1][at] = agreement.tokenF1();
        values[IOU_F1][at] = agreement.iouF1();
        values[AVERAGE_PRECISION][at] = averagePrecision;
    }

    String key() { return key; }

    String title() { return title; }

    Kind kind() { return kind; }

    /** How often something was added, mechanisms counted each. */
    int sets() { return sets; }

    void add(Mechanism mechanism, double[][] more) {
        sets++;
        double[][] sum = values.computeIfAbsent(mechanism, m -> new double[MEASURES][more[0].length]);
        for (int m = 0; m < MEASURES; m++) for (int i = 0; i < sum[m].length; i++) sum[m][i] += more[m][i];
    }

    void divide(int by) {
        for (double[][] of : values.values()) for (double[] measure : of) for (int i = 0; i < measure.length; i++) measure[i] /= by;
    }

    double mean(Mechanism mechanism, int measure) {
        return Arrays.stream(Objects.requireNonNull(values.get(mechanism))[measure]).average().orElse(Double.NaN);
    }

    /** Of one mechanism, or with null of all. */
    List<Sample> samples(@Nullable Mechanism only, int measure, Map<Mechanism, int[]> posts) {
        return values.entrySet().stream().filter(entry -> only == null || Objects.equals(entry.getKey(), only))
                .map(entry -> new Sample(Objects.requireNonNull(posts.get(entry.getKey())), entry.getValue()[measure])).toList();
    }
}
