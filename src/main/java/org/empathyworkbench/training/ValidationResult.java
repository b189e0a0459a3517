package org.empathyworkbench.training;

import org.empathyworkbench.evaluation.ClassificationReport;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.text.LengthBuckets;

/**
 * Metrics of an identifier on labelled pairs.
 *
 * @param loss mean cross-entropy, without class weights or smoothing
 */
record ValidationResult(ClassificationReport report, double loss) {
    private static final int BATCH = 64;

    static ValidationResult of(Identifier identifier, EncodedPairs pairs) {
        int[] predicted = new int[pairs.size()];
        double loss = 0;
        for (int[] rows : LengthBuckets.longestFirst(pairs.lengths(), BATCH)) {
            float[][] logits = identifier.logits(pairs.batch(rows));
            for (int i = 0; i < rows.length; i++) {
                int best = 0;
                double sum = 0;
                for (int level = 0; level < logits[i].length; level++) {
                    if (logits[i][level] > logits[i][best]) best = level;
                    sum += Math.exp(logits[i][level] - logits[i][pairs.levels()[rows[i]]]);
                }
                predicted[rows[i]] = best;
                loss += Math.log(sum);          // -log softmax of the correct level
            }
        }
        return new ValidationResult(ClassificationReport.of(pairs.levels(), predicted, 3), loss / pairs.size());
    }

    /** Greater is better. */
    double score(IdentifierSettings.ChosenBy by) {
        return switch (by) {
            case WEIGHTED_F1 -> report.weightedF1();
            case MACRO_F1 -> report.macroF1();
            case LOSS -> -loss;
        };
    }
}
