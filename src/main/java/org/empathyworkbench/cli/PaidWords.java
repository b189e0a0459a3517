package org.empathyworkbench.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.endpoint.EndpointAnswer;
import org.empathyworkbench.endpoint.Price;
import org.empathyworkbench.endpoint.Usage;
import org.empathyworkbench.workspace.PaidAnswer;
import org.empathyworkbench.workspace.ResponseOrigin;

/** What a terminal says of an outside model's answer beside its words: who gave it and what it took, now or when it was asked. */
final class PaidWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private PaidWords() { }

    /** @param before whether it was answered before and costs nothing now */
    static String line(PaidAnswer answer, boolean before) {
        ResponseOrigin origin = answer.origin();
        String finish = EndpointAnswer.Finish.words(origin.finish());
        return origin.servedModel() + ", " + usage(origin).words() + ", cost " + cost(answer) + (finish.equals(EndpointAnswer.Finish.STOP.words()) ? "" : ", " + finish)
                + (before ? "; answered " + TIME.format(origin.askedAt()) + " and kept, so nothing was paid now (--anew asks again)" : "");
    }

    static Map<String, Object> json(PaidAnswer answer, boolean before) {
        ResponseOrigin origin = answer.origin();
        return ListCommand.ordered("response", answer.text(), "finish", origin.finish(), "endpoint", origin.endpoint(), "model", origin.servedModel(), "askedAt", origin.askedAt().toString(),
                "promptTokens", origin.promptTokens(), "completionTokens", origin.completionTokens(), "cost", answer.cost(), "currency", answer.currency(), "kept", before);
    }

    private static Usage usage(ResponseOrigin origin) { return Usage.of(origin.promptTokens(), origin.completionTokens()); }

    private static String cost(PaidAnswer answer) { return new Price(null, null, answer.currency()).words(answer.cost()); }
}
