package org.empathyworkbench.endpoint;

import java.util.List;
import org.empathyworkbench.endpoint.EndpointAnswer.Finish;
import org.empathyworkbench.io.StorableText;

/**
 * What of a reply is the answer: the content without the reasoning and, if wanted, without what was put around it.
 *
 * @param text     the turn, on one line; empty where there is no answer
 * @param none     why there is no answer; null for an answer
 * @param content  as the server sent it; null where the text is the same
 */
record Reply(String text, NoAnswer none, String reasoning, String content, List<String> takenOff) {
    /** @param unwrap whether names, quotes and marks around the answer are taken off */
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
