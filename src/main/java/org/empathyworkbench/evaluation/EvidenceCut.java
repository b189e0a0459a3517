package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceUnit;

/**
 * How scores become marks: each score is averaged with those of {@code window} words on either side, and a word is marked from
 * {@code threshold} on, a share of the response's greatest average.
 */
public record EvidenceCut(int window, double threshold) {
    private static final int[] WINDOWS = {0, 1, 2, 4, 8};
    private static final int PARTS = 20;

    /** All that may be chosen: sentences are not averaged any more. */
    static List<EvidenceCut> all(EvidenceUnit unit) {
        List<EvidenceCut> all = new ArrayList<>();
        for (int window : WINDOWS) {
            if (unit == EvidenceUnit.SENTENCE && window > 0) continue;
            for (int part = 1; part < PARTS; part++) all.add(new EvidenceCut(window, (double) part / PARTS));
        }
        return all;
    }

    boolean[] marks(Evidence evidence) { return marks(evidence, averages(evidence, window)); }

    /** @param averages of this window, so that they are worked out once for all thresholds */
    boolean[] marks(Evidence evidence, double[] averages) {
        double greatest = 0;
        for (double one : averages) greatest = Math.max(greatest, one);
        boolean[] marks = new boolean[averages.length];
        for (int i = 0; i < marks.length; i++)
            marks[i] = evidence.words().get(i).read() && averages[i] > 0 && averages[i] >= threshold * greatest;
        return marks;
    }

    /** (n) scores averaged over words that were read; 0 for a word that was not. */
    static double[] averages(Evidence evidence, int window) {
        int n = evidence.words().size();
        double[] smooth = new double[n];
        for (int i = 0; i < n; i++) {
            if (!evidence.words().get(i).read()) continue;
            int count = 0;
            for (int j = Math.max(0, i - window); j <= Math.min(n - 1, i + window); j++) {
                if (!evidence.words().get(j).read()) continue;
                smooth[i] += evidence.words().get(j).score();
                count++;
            }
            smooth[i] /= count;
        }
        return smooth;
    }
}
