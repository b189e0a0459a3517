package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.text.TextSpan;

/**
 * Agreement of predicted with human marks of words, for one response (DeYoung et al. 2020, section 5, as Sharma et al. 2020 use it).
 *
 * @param precision words marked by both over predicted words
 * @param recall    words marked by both over human-marked words
 * @param tokenF1   harmonic mean of both
 * @param iouF1 the same over spans: a span counts if its intersection over union with a human span is at least one half
 */
record Agreement(double precision, double recall, double tokenF1, double iouF1) {
    private static final double ENOUGH = 0.5;

    /** @param human with one mark at least */
    static Agreement of(boolean[] predicted, boolean[] human) {
        int both = 0;
        int marked = 0;
        int wanted = 0;
        for (int i = 0; i < human.length; i++) {
            if (predicted[i]) marked++;
            if (human[i]) wanted++;
            if (predicted[i] && human[i]) both++;
        }
        double precision = marked == 0 ? 0 : (double) both / marked;
        double recall = wanted == 0 ? 0 : (double) both / wanted;
        return new Agreement(precision, recall, harmonic(precision, recall), iouF1(runs(predicted), runs(human)));
    }

    /**
     * Average precision: mean of the precision at each human-marked word, words in descending order of score. Words of equal score count as
     * one step.
     *
     * @param human with at least one mark
     */
    static double averagePrecision(double[] scores, boolean[] human) {
        Integer[] order = new Integer[scores.length];
        for (int i = 0; i < order.length; i++) order[i] = i;
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        double sum = 0;
        int found = 0;
        int total = 0;
        for (int from = 0; from < order.length;) {
            int to = from;
            int here = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) if (human[order[to++]]) here++;
            found += here;
            sum += here * (double) found / to;
            total += here;
            from = to;
        }
        return sum / total;
    }

    private static double iouF1(List<TextSpan> predicted, List<TextSpan> human) {
        if (predicted.isEmpty() || human.isEmpty()) return 0;
        return harmonic((double) matched(predicted, human) / predicted.size(), (double) matched(human, predicted) / human.size());
    }

    private static long matched(List<TextSpan> runs, List<TextSpan> others) {
        return runs.stream().filter(run -> others.stream().anyMatch(other -> {
            double shared = run.shared(other);
            return shared / (run.length() + other.length() - shared) >= ENOUGH;
        })).count();
    }

    /** Unbroken runs of marks, as spans of word numbers. */
    static List<TextSpan> runs(boolean[] marks) {
        List<TextSpan> runs = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i <= marks.length; i++) {
            boolean on = i < marks.length && marks[i];
            if (on && begin < 0) begin = i;
            if (!on && begin >= 0) {
                runs.add(new TextSpan(begin, i));
                begin = -1;
            }
        }
        return runs;
    }

    private static double harmonic(double a, double b) { return a + b == 0 ? 0 : 2 * a * b / (a + b); }
}
