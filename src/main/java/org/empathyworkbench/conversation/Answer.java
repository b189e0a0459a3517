package org.empathyworkbench.conversation;

import java.time.Instant;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer, or the user's replacement of it.
 *
 * @param system      display name; empty if the user wrote it
 * @param facts       provenance by name: seed, settings, model, tokens
 * @param prompt      an outside model's prompt; empty for others
 * @param identifiers that computed the profile; empty if not scored
 * @param profile     null if not scored
 */
public record Answer(String text, String system, Map<String, String> facts,
        String prompt, Instant at, String identifiers, @Nullable EmpathyProfile profile) {
    public Answer { facts = Map.copyOf(facts); }

    /** Not read yet. */
    public static Answer by(String system, String text, Map<String, String> facts, String prompt, Instant at) {
        return new Answer(text, system, facts, prompt, at, "", null);
    }

    public static Answer written(String text, Instant at) { return by("", text, Map.of(), "", at); }

    public Answer read(String by, EmpathyProfile what) { return new Answer(text, system, facts, prompt, at, by, what); }

    /** The user's own text in place of the model's. */
    public boolean byHand() { return system.isEmpty(); }
}
