package org.empathyworkbench.evaluation;

import java.util.Locale;
import org.empathyworkbench.identifier.Evidence;

/**
 * How scores become marks: each score is averaged with those of {@code window} words on either side, and a word is marked from {@code threshold} on, a
 * share of the response's greatest average.
 */
public record EvidenceCut(int window, double threshold) {
    boolean[] marks(Evidence evidence) {
        int n = evidence.words().size();
        double[] smooth = new double[n];
        double greatest = 0;
        for (int i = 0; i < n; i++) {
            if (!evidence.words().get(i).read()) continue;
            int count = 0;
            for (int j = Math.max(0, i - window); j <= Math.min(n - 1, i + window); j++) {
                if (!evidence.words().get(j).read()) continue;
                smooth[i] += evidence.words().get(j).score();
                count++;
            }
            smooth[i] /= count;
            greatest = Math.max(greatest, smooth[i]);
        }
        boolean[] marks = new boolean[n];
        for (int i = 0; i < n; i++) marks[i] = evidence.words().get(i).read() && smooth[i] > 0 && smooth[i] >= threshold * greatest;
        return marks;
    }

    String words() { return String.format(Locale.ROOT, "%.0f %% of the greatest score on, %s", 100 * threshold, window == 0 ? "each word alone" : "averaged over " + (2 * window + 1) + " words"); }
}
