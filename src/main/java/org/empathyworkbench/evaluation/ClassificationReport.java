package org.empathyworkbench.evaluation;

import java.util.Arrays;
import java.util.Collection;

/**
 * How well predicted classes agree with true ones: the confusion matrix and all that follows from it. A class that is never predicted has
 * precision 0, one that never occurs recall 0, as in scikit-learn with {@code zero_division=0}.
 *
 * @param confusion (C, C) counts, rows true, columns predicted
 */
public record ClassificationReport(int[][] confusion) {

    /** @param gold (N) and {@code predicted} (N) classes 0..classes-1 */
    public static ClassificationReport of(int[] gold, int[] predicted, int classes) {
        if (gold.length != predicted.length) {
            throw new IllegalArgumentException(gold.length + " true classes but " + predicted.length + " predicted ones.");
        }
        int[][] confusion = new int[classes][classes];
        for (int i = 0; i < gold.length; i++) confusion[gold[i]][predicted[i]]++;
        return new ClassificationReport(confusion);
    }

    public int classes() { return confusion.length; }

    /** True members of a class. */
    public int support(int c) { return Arrays.stream(confusion[c]).sum(); }

    public int total() { return Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum(); }

    public double precision(int c) { return ratio(confusion[c][c], Arrays.stream(confusion).mapToInt(row -> row[c]).sum()); }

    public double recall(int c) { return ratio(confusion[c][c], support(c)); }

    public double f1(int c) {
        int predicted = Arrays.stream(confusion).mapToInt(row -> row[c]).sum();
        return ratio(2.0 * confusion[c][c], support(c) + predicted);
    }

    public double accuracy() {
        int right = 0;
        for (int c = 0; c < classes(); c++) right += confusion[c][c];
        return ratio(right, total());
    }

    /** F1 of each class weighted by its support, 0 to 1: the F1 of the tables. */
    public double weightedF1() {
        double sum = 0;
        for (int c = 0; c < classes(); c++) sum += support(c) * f1(c);
        return ratio(sum, total());
    }

    /** Mean F1 of the classes that occur or are predicted, as scikit-learn's macro average over present labels. */
    public double macroF1() {
        double sum = 0;
        int present = 0;
        for (int c = 0; c < classes(); c++) {
            int column = c;
            if (support(c) == 0 && Arrays.stream(confusion).allMatch(row -> row[column] == 0)) continue;
            sum += f1(c);
            present++;
        }
        return ratio(sum, present);
    }

    /** Weighted F1 of always saying the most frequent class: what a score has to beat. */
    public double majorityFloor() {
        double most = 0;
        for (int c = 0; c < classes(); c++) most = Math.max(most, support(c));
        double share = ratio(most, total());
        return share == 0 ? 0 : share * (2 * share / (1 + share));
    }

    /** Emp-F1: the mean over mechanisms of the weighted F1 between target levels (gold) and generated ones (predicted), times 100. */
    public static double empF1(Collection<ClassificationReport> mechanisms) {
        return 100 * mechanisms.stream().mapToDouble(ClassificationReport::weightedF1).average().orElse(0);
    }

    private static double ratio(double part, double whole) { return whole == 0 ? 0 : part / whole; }
}
