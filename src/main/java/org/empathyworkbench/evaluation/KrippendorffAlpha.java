package org.empathyworkbench.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/**
 * Krippendorff's alpha (2011, "Computing Krippendorff's alpha-reliability"): agreement of any number of raters, values may be missing. 1 is
 * full agreement, 0 chance. Items with one value say nothing and drop out, of the categories' marginals too.
 */
public final class KrippendorffAlpha {
    /** How far apart two values are; of squared differences. */
    public enum Scale {
        /** Categories without an order: equal or not. */
        NOMINAL,
        /** Ordered categories: how many values lie between them, by the marginals. */
        ORDINAL,
        /** Numbers: their difference. */
        INTERVAL
    }

    private KrippendorffAlpha() { }

    /**
     * @param ratings (items, raters) not-a-number where a rater gave none
     * @return alpha; not-a-number when no item has two values or all values are equal, for then there is nothing to disagree on
     */
    public static double of(double[][] ratings, Scale scale) {
        double[][] units = Arrays.stream(ratings).map(row -> Arrays.stream(row).filter(value -> !Double.isNaN(value)).toArray())
                .filter(row -> row.length > 1).toArray(double[][]::new);
        double[] values = Arrays.stream(units).flatMapToDouble(Arrays::stream).distinct().sorted().toArray();
        double[][] coincidences = new double[values.length][values.length];
        for (double[] unit : units) {
            for (int i = 0; i < unit.length; i++) {
                for (int j = 0; j < unit.length; j++) {
                    if (i == j) continue;
                    coincidences[Arrays.binarySearch(values, unit[i])][Arrays.binarySearch(values, unit[j])] += 1.0 / (unit.length - 1);
                }
            }
        }
        double[] marginals = Arrays.stream(coincidences).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
        ToDoubleBiFunction<Integer, Integer> distance = distance(values, marginals, scale);
        double total = Arrays.stream(marginals).sum();
        double observed = 0;
        double expected = 0;
        for (int c = 0; c < values.length; c++) {
            for (int k = 0; k < values.length; k++) {
                if (c == k) continue;
                observed += coincidences[c][k] * distance.applyAsDouble(c, k);
                expected += marginals[c] * marginals[k] * distance.applyAsDouble(c, k);
            }
        }
        return expected == 0 ? Double.NaN : 1 - (total - 1) * observed / expected;
    }

    private static ToDoubleBiFunction<Integer, Integer> distance(double[] values, double[] marginals, Scale scale) {
        return switch (scale) {
            case NOMINAL -> (c, k) -> 1;
            case INTERVAL -> (c, k) -> (values[c] - values[k]) * (values[c] - values[k]);
            case ORDINAL -> (c, k) -> {
                double between = -(marginals[c] + marginals[k]) / 2;
                for (int g = Math.min(c, k); g <= Math.max(c, k); g++) between += marginals[g];
                return between * between;
            };
        };
    }
}
