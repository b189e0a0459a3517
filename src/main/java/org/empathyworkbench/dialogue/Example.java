package org.empathyworkbench.dialogue;

import java.util.List;

/**
 * One listener turn with everything said before it: c = u1..u(N-1), y = uN (METHOD section 1).
 *
 * @param id       dialogue id and turn position, {@code hit:0_conv:1#3}
 * @param emotion  the dialogue's emotion, for display, never model input; empty when unknown
 * @param context  the utterances before the response, oldest first, the last one by the speaker
 * @param response the listener's next utterance
 */
public record Example(String id, String emotion, List<String> context, String response) {
    public Example { context = List.copyOf(context); }
}
