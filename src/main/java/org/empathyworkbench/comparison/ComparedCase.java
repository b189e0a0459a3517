package org.empathyworkbench.comparison;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Immutable snapshot of one context with the systems' responses: everything needed to save, display or export it after the comparison is
 * closed.
 *
 * @param context          with the reference
 * @param identifiers      name of the set that computed the profiles; empty if none did
 * @param referenceProfile profile of the reference; null if not scored or there is none
 * @param responses        in the columns' order; one entry per sample
 */
public record ComparedCase(ComparedContext context, String identifiers, EmpathyProfile referenceProfile, List<CaseResponse> responses) {
    public ComparedCase { responses = List.copyOf(responses); }

    /**
     * One response of a case.
     *
     * @param system  as the column is named; a letter while the columns are blinded
     * @param sample  index from 0 among the system's responses to this context
     * @param answer  text, log-probability and profile
     * @param origin provenance by name: {@code model}, {@code run}, {@code step}, {@code seed}, the sampling settings, {@code set}, {@code
     *               source}...
     */
    public record CaseResponse(String system, int sample, Answer answer, Map<String, String> origin) {
        public CaseResponse { origin = Map.copyOf(origin); }
    }

    /** Levels of the reference; empty if unknown. */
    public Map<Mechanism, Level> targets() { return referenceProfile == null ? Map.of() : referenceProfile.levels(); }

    /** A copy with only one response. */
    public ComparedCase only(CaseResponse response) { return new ComparedCase(context, identifiers, referenceProfile, List.of(response)); }
}
