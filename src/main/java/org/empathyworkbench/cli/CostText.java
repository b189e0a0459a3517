package org.empathyworkbench.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.endpoint.EndpointAnswer;
import org.empathyworkbench.endpoint.EndpointClient;
import org.empathyworkbench.endpoint.NoAnswer;
import org.empathyworkbench.endpoint.Price;
import org.empathyworkbench.endpoint.Usage;
import org.empathyworkbench.workspace.AnswerDetails;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.ResponseOrigin;

/** Text output on the origin and cost of an outside model's answer. */
final class CostText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private CostText() { }

    /** The answer, or that there is none and why. */
    static String said(CachedAnswer answer) { return answer.answered() ? answer.text() : said(NoAnswer.of(answer.noAnswer())); }

    static String said(NoAnswer none) { return "(no answer: " + none.words() + ") " + none.advice(); }

    /** What came with an answer, a line each; empty for nothing worth a line. */
    static List<String> beside(AnswerDetails details) {
        List<String> lines = new ArrayList<>();
        if (details.sent().containsKey(EndpointClient.ADAPTED))
            lines.add("asked in another form: " + details.sent().get(EndpointClient.ADAPTED));
        if (!details.takenOff().isEmpty()) lines.add("taken off the answer: " + String.join(", ", details.takenOff()));
        if (!details.reasoning().isEmpty())
            lines.add(String.format(Locale.ROOT, "reasoning of %,d characters is kept beside the answer (--reasoning or --json shows it)",
                    details.reasoning().length()));
        return lines;
    }

    static Map<String, Object> json(AnswerDetails details) {
        return ListCommand.ordered("reasoning", details.reasoning().isEmpty() ? null : details.reasoning(),
                "content", details.content(), "takenOff", details.takenOff(), "sent", new TreeMap<>(details.sent()));
    }

    /** @param before whether it was answered before and costs nothing now */
    static String line(CachedAnswer answer, boolean before) {
        ResponseOrigin origin = answer.origin();
        String finish = EndpointAnswer.Finish.words(origin.finish());
        return origin.servedModel() + ", " + usage(origin).words() + ", cost " + cost(answer)
                + (finish.equals(EndpointAnswer.Finish.STOP.words()) ? "" : ", " + finish)
                + (before ? "; answered " + TIME.format(origin.askedAt())
                + " and stored, so nothing was paid now (--anew repeats the request)" : "");
    }

    static Map<String, Object> json(CachedAnswer answer, boolean before) {
        ResponseOrigin origin = answer.origin();
        Map<String, Object> json = ListCommand.ordered("response", answer.answered() ? answer.text() : null, "noAnswer",
                answer.noAnswer(), "finish", origin.finish(), "endpoint", origin.endpoint(), "model", origin.servedModel(),
                "askedAt", origin.askedAt().toString(), "promptTokens", origin.promptTokens(), "completionTokens",
                origin.completionTokens(), "cost", answer.cost(), "currency", answer.currency(), "kept", before);
        json.putAll(json(origin.details()));
        return json;
    }

    private static Usage usage(ResponseOrigin origin) { return Usage.of(origin.promptTokens(), origin.completionTokens()); }

    private static String cost(CachedAnswer answer) { return new Price(null, null, answer.currency()).words(answer.cost()); }
}
