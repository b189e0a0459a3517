package org.empathyworkbench.workspace;

import java.util.List;
import java.util.Map;

/**
 * Details of an outside model's answer, stored beside its text.
 *
 * @param reasoning the model's reasoning before its answer; empty for none
 * @param content   the answer as sent by the server; null if equal to the text, or not recorded
 * @param takenOff  what was removed around the text, such as quotes; for display
 * @param sent      parameters and form of the request as sent, by name; empty if not recorded
 */
public record AnswerDetails(String reasoning, String content, List<String> takenOff, Map<String, String> sent) {
    public static final AnswerDetails NONE = new AnswerDetails("", null, List.of(), Map.of());

    public AnswerDetails {
        takenOff = List.copyOf(takenOff);
        sent = Map.copyOf(sent);
    }
}
