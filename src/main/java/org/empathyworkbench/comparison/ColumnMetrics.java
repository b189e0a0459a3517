package org.empathyworkbench.comparison;

import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Aggregate metrics of one column over the displayed contexts.
 *
 * @param key       of the column
 * @param responses number of responses, all samples
 * @param judged    number of them with levels
 * @param levels    for each mechanism the number of responses at each level, in the order of {@link Level}
 * @param empF1 mean over mechanisms of the support-weighted F1 between the references' levels and the responses', x 100; NaN if nothing can
 *              be compared, and for the reference itself
 * @param floor     Emp-F1 of the majority baseline
 * @param reward    mean R_emp (eq. 5); NaN if unknown
 * @param dist1     Dist-1 of whitespace tokens, x 100
 * @param dist2     Dist-2 of whitespace tokens, x 100
 * @param words     mean length
 * @param perToken  mean log-probability per token under the system's own model; NaN if unknown
 * @param wins      contexts in which its mean reward is greater than every other system's
 * @param ties      contexts in which it shares the greatest
 * @param contested contexts in which at least two systems have a reward
 * @param noAnswers requests of the displayed contexts without an answer; excluded from all other metrics
 */
public record ColumnMetrics(String key, int responses, int judged, Map<Mechanism, int[]> levels,
        double empF1, double floor, double reward, double dist1, double dist2, double words,
        double perToken, int wins, int ties, int contested, int noAnswers) {
    /** Share of the scored responses, 0 to 1. */
    public double share(Mechanism mechanism, Level level) {
        return judged == 0 ? 0 : (double) levels.get(mechanism)[level.ordinal()] / judged;
    }

    /** Share of the contested contexts that it wins alone, 0 to 1; NaN if there are none. */
    public double winShare() { return contested == 0 ? Double.NaN : (double) wins / contested; }

    /** Share of the contested contexts in which it shares the greatest reward. */
    public double tieShare() { return contested == 0 ? Double.NaN : (double) ties / contested; }
}
