package org.empathyworkbench.conversation;

import java.time.Instant;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered, or what the person wrote in its place.
 *
 * @param system      who answered; empty when the person wrote it
 * @param facts       how it came to be, by name: seed, settings, model, tokens
 * @param prompt      what an outside model was told; empty for others
 * @param identifiers who read the levels; empty while nobody has
 * @param profile     what they read; null while nobody has
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

    /** The person's own words in place of the model's. */
    public boolean byHand() { return system.isEmpty(); }
}
