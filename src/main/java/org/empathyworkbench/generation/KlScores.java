package org.empathyworkbench.generation;

import org.empathyworkbench.dialogue.UserInputException;

/**
 * One response scored by a policy and by its reference.
 *
 * @param policy    positions of y1..yT
 * @param reference the same positions
 */
public record KlScores(TeacherForcedScores policy, TeacherForcedScores reference) {
    /** @throws UserInputException if the two tokenize the response differently */
    public KlScores {
        boolean same = policy.places().size() == reference.places().size();
        for (int t = 0; same && t < policy.places().size(); t++)
            same = policy.places().get(t).actual().id() == reference.places().get(t).actual().id();
        if (!same) {
            throw new UserInputException("The two generators tokenize the response differently, so there is no "
                    + "KL between them. Nothing was changed. Choose a model and the one that it was aligned from.");
        }
    }

    /** KL_t = log pi(y_t) - log rho(y_t) of each token, the k1 estimator of eq. 6; (T), each may be below 0. */
    public double[] kl() {
        double[] pi = policy.logProbabilities();
        double[] rho = reference.logProbabilities();
        for (int t = 0; t < pi.length; t++) pi[t] -= rho[t];
        return pi;
    }

    /** The sum over the response. */
    public double total() {
        double sum = 0;
        for (double kl : kl()) sum += kl;
        return sum;
    }
}
