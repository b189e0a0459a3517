package org.empathyworkbench.comparison;

import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * One response of one system to one context.
 *
 * @param text           empty when the system said nothing
 * @param logProbability sum over its tokens of their log-probability (nats) under the model that wrote it, before temperature and
 *                       truncation; not-a-number when unknown
 * @param tokens         that the sum is of, the end token among them when it was drawn; 0 when unknown
 * @param profile        what the identifiers see in it; null while they have not looked
 * @param noAnswer why an outside model that was asked gave no answer, a message; empty for an answer. It counts as asked and in no figure.
 */
public record Answer(String text, double logProbability, int tokens, EmpathyProfile profile, String noAnswer) {
    public Answer(String text, double logProbability, int tokens, EmpathyProfile profile) {
        this(text, logProbability, tokens, profile, "");
    }


    /** A response of which only the words are known. */
    public static Answer of(String text) { return new Answer(text, Double.NaN, 0, null); }

    /** Of a system that was asked and gave no answer. @param why message, not empty */
    public static Answer none(String why) { return new Answer("", Double.NaN, 0, null, why); }

    public boolean answered() { return noAnswer.isEmpty(); }

    public Answer with(EmpathyProfile seen) { return new Answer(text, logProbability, tokens, seen, noAnswer); }

    /** Mean log-probability a token, in nats; not-a-number when unknown. */
    public double perToken() { return tokens == 0 ? Double.NaN : logProbability / tokens; }

    /** Between blanks. */
    public int words() { return text.isBlank() ? 0 : text.strip().split("\\s+").length; }

    /** R_emp against the target levels (eq. 5); not-a-number without a profile or targets. */
    public double reward(Map<Mechanism, Level> targets) {
        return profile == null || targets.isEmpty() ? Double.NaN : profile.reward(targets);
    }
}
