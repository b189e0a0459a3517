package org.empathyworkbench.comparison;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * One context with what systems answered, as it stood: everything that is needed to keep it, show it or write it out, long after the
 * comparison is closed.
 *
 * @param context          with the reference
 * @param identifiers      name of the set that gave the profiles; empty when none did
 * @param referenceProfile what they see in the reference; null when they have not looked or there is none
 * @param responses        in the columns' order; one entry a sample
 */
public record ComparedCase(ComparedContext context, String identifiers, EmpathyProfile referenceProfile, List<CaseResponse> responses) {
    public ComparedCase { responses = List.copyOf(responses); }

    /**
     * One response of a case.
     *
     * @param system  as the column calls it; a letter while the columns are blinded
     * @param sample  from 0, which of the system's responses to this context
     * @param answer  the words, their likelihood and their profile
     * @param origin how it came to be, by name: {@code model}, {@code run}, {@code step}, {@code seed}, the settings of the draw,
     *     {@code set}, {@code source}...
     */
    public record CaseResponse(String system, int sample, Answer answer, Map<String, String> origin) {
        public CaseResponse { origin = Map.copyOf(origin); }
    }

    /** Levels of the reference; empty when they are unknown. */
    public Map<Mechanism, Level> targets() { return referenceProfile == null ? Map.of() : referenceProfile.levels(); }

    /** The same with one response alone. */
    public ComparedCase only(CaseResponse response) { return new ComparedCase(context, identifiers, referenceProfile, List.of(response)); }
}
