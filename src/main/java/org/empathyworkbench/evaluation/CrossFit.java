package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.evaluation.EvidenceEvaluation.Case;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceUnit;
import org.empathyworkbench.identifier.EvidenceWord;

/**
 * One way on one mechanism's responses, each marked by the cut that is best on the other folds.
 *
 * @param values  (measures, responses)
 * @param chosen  one cut a fold
 * @param promise (folds) token F1 of a fold's cut on the other folds, on which it was chosen
 */
record CrossFit(double[][] values, List<EvidenceCut> chosen, double[] promise) {
    static CrossFit of(List<Case> cases, List<Evidence> found, EvidenceUnit unit, int folds) {
        List<EvidenceCut> cuts = EvidenceCut.all(unit);
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) evidence.add(found.get(i).by(unit, cases.get(i).pair().response()));
        Agreement[][] agreements = new Agreement[cuts.size()][cases.size()];
        double[][] sums = new double[cuts.size()][folds];
        for (int i = 0; i < cases.size(); i++) {
            double[] averages = new double[0];
            int window = -1;
            for (int c = 0; c < agreements.length; c++) {
                EvidenceCut cut = cuts.get(c);
                if (cut.window() != window) averages = EvidenceCut.averages(evidence.get(i), window = cut.window());
                agreements[c][i] = Agreement.of(cut.marks(evidence.get(i), averages), cases.get(i).human().marks());
                sums[c][cases.get(i).fold()] += agreements[c][i].tokenF1();
            }
        }
        int[] chosen = new int[folds];
        double[] promise = new double[folds];
        for (int fold = 0; fold < folds; fold++) {
            int of = fold;
            long others = Math.max(1, cases.stream().filter(one -> one.fold() != of).count());
            for (int c = 0; c < sums.length; c++) {
                double sum = 0;
                for (int other = 0; other < folds; other++) if (other != fold) sum += sums[c][other];
                if (sum / others <= promise[fold]) continue;
                promise[fold] = sum / others;
                chosen[fold] = c;
            }
        }
        double[][] values = new double[EvidenceValues.MEASURES][cases.size()];
        for (int i = 0; i < cases.size(); i++) {
            double[] scores = evidence.get(i).words().stream().mapToDouble(EvidenceWord::score).toArray();
            EvidenceValues.put(values, i, agreements[chosen[cases.get(i).fold()]][i],
                    Agreement.averagePrecision(scores, cases.get(i).human().marks()));
        }
        return new CrossFit(values, Arrays.stream(chosen).mapToObj(cuts::get).toList(), promise);
    }

    /** Each fold's responses by the way that promises most there. */
    static double[][] best(List<CrossFit> ways, List<Case> cases) {
        double[][] values = new double[EvidenceValues.MEASURES][cases.size()];
        for (int i = 0; i < cases.size(); i++) {
            int fold = cases.get(i).fold();
            CrossFit best = ways.get(0);
            for (CrossFit way : ways) if (way.promise[fold] > best.promise[fold]) best = way;
            for (int m = 0; m < values.length; m++) values[m][i] = best.values[m][i];
        }
        return values;
    }
}
