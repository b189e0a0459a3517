package org.empathyworkbench.comparison;

import java.util.List;
import java.util.Locale;
import org.empathyworkbench.comparison.ComparisonExport.Content;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.markup.Html;

/** A comparison as one self-contained HTML page; levels have the mechanisms' colours and always their name. */
final class HtmlComparison {
    private static final String STYLE = """
            body{font:15px/1.45 Inter,system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1f2328}
            h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .4rem}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid \
            #d0d7de}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.turn b{color:#57606a;font-weight:600}
            .reference td{background:#f3faf5}.l{border:1px solid #d0d7de;border-radius:9px;padding:0 \
            .5em;font-size:.8rem;white-space:nowrap;display:inline-block;margin:1px}
            .er.weak{background:#fde8dc;color:#b23a0b}.er.strong{background:#c2410c;color:#fff}
            .ip.weak{background:#ebe6fb;color:#5d3fc4}.ip.strong{background:#6d4bd8;color:#fff}
            .ex.weak{background:#d5f2ee;color:#0c6a63}.ex.strong{background:#0f766e;color:#fff}
            .as::after{content:" \\2713"}.note{color:#57606a}
            """;

    private HtmlComparison() { }

    static String text(Content content) {
        StringBuilder out = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(content.title())).append("</title>\n<style>\n").append(STYLE)
                .append("</style></head>\n<body><h1>").append(escaped(content.title())).append("</h1>\n");
        content.notes().forEach(note -> out.append("<p class=\"note\">").append(escaped(note)).append("</p>\n"));
        if (!content.figures().columns().isEmpty()) figures(content, out);
        for (ComparedCase one : content.cases()) one(one, out);
        return out.append("</body></html>\n").toString();
    }

    private static void figures(Content content, StringBuilder out) {
        out.append("<table><tr><th>System</th>");
        ComparisonExport.FIGURES.forEach(name -> out.append("<th class=\"n\">").append(escaped(name)).append("</th>"));
        for (Mechanism mechanism : Mechanism.values()) out.append("<th>").append(mechanism.title()).append("</th>");
        out.append("</tr>\n");
        for (ColumnMetrics one : content.figures().columns()) {
            out.append("<tr><td>").append(escaped(content.systems().get(one.key()))).append("</td>");
            ComparisonExport.figures(one).forEach(value -> out.append("<td class=\"n\">").append(value).append("</td>"));
            for (Mechanism mechanism : Mechanism.values()) {
                out.append("<td>");
                for (Level level : Level.values()) {
                    if (one.judged() > 0)
                        out.append(String.format(Locale.ROOT, "%s %.1f %%%s", level.word(),
                                100 * one.share(mechanism, level), level == Level.STRONG ? "" : ", "));
                }
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</table>\n");
    }

    private static void one(ComparedCase one, StringBuilder out) {
        out.append("<h2>").append(escaped(one.context().emotion().isEmpty() ? "Context" : one.context().emotion()))
                .append(" <span class=\"note\">").append(escaped(one.context().id())).append("</span></h2>\n");
        List<String> turns = one.context().turns();
        for (int i = 0; i < turns.size(); i++) {
            out.append("<p class=\"turn\"><b>").append(i % 2 == 0 ? "Speaker" : "Listener")
                    .append(":</b> ").append(escaped(turns.get(i))).append("</p>\n");
        }
        out.append("<table><tr><th>System</th><th>Response</th><th>Levels</th><th class=\"n\">Reward</th></tr>\n");
        for (ComparedCase.CaseResponse line : ComparisonExport.lines(one)) {
            boolean reference = line.system().equals("Reference");
            out.append(reference ? "<tr class=\"reference\"><td>" : "<tr><td>").append(escaped(line.system()))
                    .append("</td><td>").append(escaped(line.answer().text())).append("</td><td>");
            if (line.answer().profile() != null) {
                for (Mechanism mechanism : Mechanism.values()) {
                    String word = ComparisonExport.level(line.answer(), mechanism);
                    out.append("<span class=\"l ").append(mechanism.key()).append(' ').append(word)
                            .append(!reference && ComparisonExport.agrees(one, line.answer(), mechanism) ? " as" : "").append("\">")
                            .append(mechanism.key().toUpperCase(Locale.ROOT)).append(' ').append(word).append("</span>");
                }
            }
            out.append("</td><td class=\"n\">")
                    .append(ComparisonExport.number(line.answer().reward(one.targets()), 3)).append("</td></tr>\n");
        }
        out.append("</table>\n");
    }

    private static String escaped(String text) { return Html.text(text); }
}
