package org.empathyworkbench.casestudy;

import java.util.Objects;
import org.empathyworkbench.dialogue.EmpathyProfile;

/**
 * A set of identifiers' profile of a response.
 *
 * @param identifiers the set's name
 * @param weights     SHA-256 of its three networks' weight files, joined by "-"; empty if unknown
 */
public record LevelScores(String identifiers, String weights, EmpathyProfile profile) {
    public LevelScores {
        Objects.requireNonNull(identifiers);
        Objects.requireNonNull(weights);
        Objects.requireNonNull(profile);
    }

    public static LevelScores of(String identifiers, EmpathyProfile profile) { return new LevelScores(identifiers, "", profile); }

    public LevelScores withWeights(String hashes) { return new LevelScores(identifiers, hashes, profile); }
}
