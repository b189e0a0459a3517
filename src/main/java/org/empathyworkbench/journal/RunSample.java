package org.empathyworkbench.journal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.jspecify.annotations.Nullable;

/**
 * A response that the model of a run gave at some step, stored for inspection.
 *
 * @param context   the turns before it, oldest first
 * @param reference the corpus's own response, empty (not null) if there is none
 * @param profile   the identifiers' profile of the response; null if the run has no identifiers
 * @param targets   levels of the reference, the reward's target; empty if unknown
 * @param reward    R_emp of the response in (0, 1]; null if the run has no reward
 * @param tokens    y_1 to y_T with their KL to the reference model; empty if not recorded
 * @param prompt    index from 0 of the fixed prompt that it answers; null for a response of the training itself
 */
public record RunSample(int step, List<String> context, String response, String reference, @Nullable EmpathyProfile profile,
                        Map<Mechanism, Level> targets, @Nullable Double reward, List<TokenKl> tokens, @Nullable Integer prompt) {
    public RunSample {
        context = List.copyOf(context);
        Objects.requireNonNull(response);
        Objects.requireNonNull(reference);
        targets = Map.copyOf(targets);
        tokens = List.copyOf(tokens);
    }

    /** A sample whose tokens were not recorded. */
    public RunSample(int step, List<String> context, String response, String reference,
            @Nullable EmpathyProfile profile, Map<Mechanism, Level> targets, @Nullable Double reward) {
        this(step, context, response, reference, profile, targets, reward, List.of(), null);
    }

    /** A sample of a run without identifiers. */
    public static RunSample plain(int step, List<String> context, String response, String reference) {
        return new RunSample(step, context, response, reference, null, Map.of(), null);
    }

    /** A copy, marked as the answer to the run's n-th fixed prompt. */
    public RunSample toPrompt(int n) { return new RunSample(step, context, response, reference, profile, targets, reward, tokens, n); }

    /** A copy with the given tokens. */
    public RunSample withTokens(List<TokenKl> known) {
        return new RunSample(step, context, response, reference, profile, targets, reward, known, prompt);
    }
}
