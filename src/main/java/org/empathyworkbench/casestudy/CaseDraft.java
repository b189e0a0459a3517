package org.empathyworkbench.casestudy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A case to be saved, as displayed when the user pressed the button.
 *
 * @param context   the turns, oldest first
 * @param emotion   empty if unknown
 * @param source    display text of its origin; may be empty
 * @param responses the reference first if there is one; empty texts are left out on saving
 */
public record CaseDraft(List<String> context, String emotion, String source, List<CaseResponse> responses) {
    public CaseDraft {
        context = List.copyOf(context);
        responses = List.copyOf(responses);
    }

    public static CaseDraft of(List<String> context) { return new CaseDraft(context, "", "", List.of()); }

    public CaseDraft emotion(String word) { return new CaseDraft(context, word, source, responses); }

    public CaseDraft source(String words) { return new CaseDraft(context, emotion, words, responses); }

    /**
     * The corpus's own response; nothing is added when it is blank.
     *
     * @param reading null when no identifiers read it; then its reward against its own levels goes with it
     */
    public CaseDraft reference(String text, LevelScores reading, Instant at) {
        if (text.isBlank()) return this;
        CaseResponse one = CaseResponse.of("Reference", Provenance.of(Provenance.Kind.REFERENCE, "", at), text.strip());
        return response(reading == null ? one : one.read(reading, reading.profile().reward(reading.profile().levels())));
    }

    public CaseDraft response(CaseResponse one) {
        List<CaseResponse> all = new ArrayList<>(responses);
        all.add(one);
        return new CaseDraft(context, emotion, source, all);
    }

    /** Whether there is anything to keep: a context. */
    public boolean whole() { return !context.isEmpty(); }

    /** As it is stored. */
    public CaseStudy study(Instant keptAt) {
        return new CaseStudy(0, "", emotion, context, List.of(), source, "", keptAt,
                responses.stream().filter(one -> !one.text().isBlank()).toList());
    }
}
