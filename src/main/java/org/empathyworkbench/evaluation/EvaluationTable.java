package org.empathyworkbench.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reports side by side: a row a figure, a column a system. */
public final class EvaluationTable {
    private EvaluationTable() {}

    /** Aligned plain text; a dash where a system has no such figure. */
    public static String text(List<EvaluationReport> reports) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (EvaluationReport report : reports) {
            for (Figure figure : report.figures()) labels.putIfAbsent(figure.key(), figure.label());
        }
        int first = labels.values().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder(pad("", first));
        for (EvaluationReport report : reports) text.append("  ").append(right(report.system(), width(report)));
        text.append(System.lineSeparator());
        labels.forEach((key, label) -> {
            text.append(pad(label, first));
            for (EvaluationReport report : reports) {
                String value = report.figures().stream().filter(figure -> figure.key().equals(key))
                        .map(Figure::text).findFirst().orElse("-");
                text.append("  ").append(right(value, width(report)));
            }
            text.append(System.lineSeparator());
        });
        for (EvaluationReport report : reports) report.notes().forEach(note -> text.append(note).append(System.lineSeparator()));
        return text.toString();
    }

    private static int width(EvaluationReport report) { return Math.max(10, report.system().length()); }

    private static String pad(String text, int width) { return String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s", text); }

    private static String right(String text, int width) { return String.format(Locale.ROOT, "%" + width + "s", text); }
}
