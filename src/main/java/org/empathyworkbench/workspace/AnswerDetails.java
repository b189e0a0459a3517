package org.empathyworkbench.workspace;

import java.util.List;
import java.util.Map;

/**
 * What an outside model's answer came with, kept beside its text and never part of it.
 *
 * @param reasoning what the model wrote for itself before it answered; empty for none
 * @param content   the answer as the server sent it; null where the text is the same, or where it was not recorded
 * @param takenOff  what was taken off the content around the text, such as quotes; for people
 * @param sent      the parameters and the form in which the server was really asked, by name; empty where it was not recorded
 */
public record AnswerDetails(String reasoning, String content, List<String> takenOff, Map<String, String> sent) {
    public static final AnswerDetails NONE = new AnswerDetails("", null, List.of(), Map.of());

    public AnswerDetails {
        takenOff = List.copyOf(takenOff);
        sent = Map.copyOf(sent);
    }
}
