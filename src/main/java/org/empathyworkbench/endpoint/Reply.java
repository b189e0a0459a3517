package org.empathyworkbench.endpoint;

import java.util.List;
import org.empathyworkbench.endpoint.EndpointAnswer.Finish;
import org.empathyworkbench.io.StorableText;

/**
 * The answer in a reply: the content without the reasoning and, if enabled, without wrapping.
 *
 * @param text     the turn, on one line; empty if there is no answer
 * @param none     why there is no answer; null for an answer
 * @param content  as the server sent it; null if equal to the text
 */
record Reply(String text, NoAnswer none, String reasoning, String content, List<String> takenOff) {
    /** @param unwrap whether names, quotes and formatting around the answer are removed */
    static Reply of(ChatReply came, boolean unwrap) {
        ReasoningSplit split = ReasoningSplit.of(came.content(), came.finish() == Finish.LENGTH);
        String reasoning = came.reasoning().isBlank() ? split.reasoning() : split.reasoning().isEmpty()
                ? came.reasoning().strip() : came.reasoning().strip() + "\n\n" + split.reasoning();
        Unwrapping plain = unwrap ? Unwrapping.of(split.answer()) : new Unwrapping(split.answer(), List.of());
        String text = ChatPrompt.turn(plain.text());
        String raw = came.content().isEmpty() ? came.refusal() : came.content();
        NoAnswer none = none(came, split, reasoning, text);
        if (none != null) return new Reply("", none, reasoning, raw.isEmpty() ? null : raw, plain.takenOff());
        return new Reply(text, null, reasoning, raw.strip().equals(text) ? null : raw, plain.takenOff());
    }

    private static NoAnswer none(ChatReply came, ReasoningSplit split, String reasoning, String text) {
        if (came.finish() == Finish.FILTERED) return NoAnswer.FILTERED;
        if (!StorableText.isEmpty(text)) return null;
        if (!came.refusal().isBlank()) return NoAnswer.REFUSED;
        if (came.finish() == Finish.LENGTH) return NoAnswer.CUT_OFF;
        if (came.tool()) return NoAnswer.TOOL_CALL;
        return split.marked() || !reasoning.isBlank() ? NoAnswer.ONLY_REASONING : NoAnswer.EMPTY;
    }
}
