package org.empathyworkbench.casestudy;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response of a case. Its text, where it comes from and what was read in it never change;
 * ratings, note and marks can be changed by the user.
 *
 * @param id      in the workspace; 0 before it is stored
 * @param system  display name: the model's name unless the user changed it
 * @param reading null when no identifiers read it
 * @param reward  R_emp against the case's reference in (0, 1]; null without one
 * @param renews  id of the response that this one was generated anew of; 0 for none
 */
public record CaseResponse(long id, String system, Provenance from, String text, @Nullable LevelScores reading,
        @Nullable Double reward, Ratings ratings, String note, List<Mark> marks, long renews) {
    public CaseResponse {
        Objects.requireNonNull(system);
        Objects.requireNonNull(from);
        Objects.requireNonNull(text);
        Objects.requireNonNull(ratings);
        Objects.requireNonNull(note);
        marks = Marks.checked(text, marks);
    }

    /** A response without scores and ratings. */
    public static CaseResponse of(String system, Provenance from, String text) {
        return new CaseResponse(0, system, from, text, null, null, Ratings.NONE, "", List.of(), 0);
    }

    /** @param against R_emp; null without a reference */
    public CaseResponse read(@Nullable LevelScores by, @Nullable Double against) {
        return new CaseResponse(id, system, from, text, by, against, ratings, note, marks, renews);
    }

    public CaseResponse from(Provenance other) {
        return new CaseResponse(id, system, other, text, reading, reward, ratings, note, marks, renews);
    }

    public CaseResponse judged(Ratings ratings, String note, List<Mark> marks) {
        return new CaseResponse(id, system, from, text, reading, reward, ratings, note, marks, renews);
    }

    /** The same with its place in the workspace. */
    public CaseResponse stored(long id, long renews) {
        return new CaseResponse(id, system, from, text, reading, reward, ratings, note, marks, renews);
    }

    public boolean isReference() { return from.kind() == Provenance.Kind.REFERENCE; }
}
