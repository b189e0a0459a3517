package org.empathyworkbench.evaluation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.EvidenceReport.Kind;
import org.empathyworkbench.evaluation.EvidenceReport.Row;
import org.empathyworkbench.evaluation.EvidenceReport.Score;

/** An {@link EvidenceReport} as text and as JSON. */
public final class EvidenceTable {
    private EvidenceTable() { }

    /** Three tables: the figures, what is left of them over the best trivial way, and which differences between methods are clear. */
    public static String text(EvidenceReport report) {
        StringBuilder text = new StringBuilder(head("token F1 / IoU F1 / AP", report, 22));
        for (Row row : report.rows()) {
            text.append(name(row));
            for (Mechanism mechanism : report.responses().keySet())
                text.append(String.format(Locale.ROOT, "%-22s", figures(score(row, mechanism))));
            text.append(figures(row.mean())).append('\n');
        }
        text.append('\n').append(head("token F1 over the best trivial way", report, 25));
        for (Row row : report.rows()) {
            if (row.kind() == Kind.TRIVIAL) continue;
            text.append(name(row));
            for (Mechanism mechanism : report.responses().keySet())
                text.append(String.format(Locale.ROOT, "%-25s", score(row, mechanism).over().difference()));
            text.append(row.mean().over().difference()).append('\n');
        }
        text.append('\n').append(String.format(Locale.ROOT, "%-36s%-24s%-24s%-24s%s%n", "mean, 95 %",
                "token F1", "average precision", "behind the leading", "AP over the best trivial way"));
        for (Row row : report.rows()) {
            text.append(name(row)).append(String.format(Locale.ROOT, "%-24s%-24s%-24s%s%n", row.mean().tokenF1().words(),
                    row.mean().averagePrecision().words(), row.kind() == Kind.METHOD ? row.behind().words() : "",
                    row.kind() == Kind.TRIVIAL ? "" : row.mean().rankedOver().difference()));
        }
        text.append("\nMeasured on ").append(report.data()).append(" with ")
                .append(String.join(", ", report.identifiers())).append(": ").append(report.responses().entrySet().stream()
                                .map(entry -> entry.getKey().title().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                                .collect(Collectors.joining(", ")))
                .append(" responses; ").append(report.notFound())
                .append(" without a rationale that stands in the response were left out.\nCuts chosen on the other of ")
                .append(report.folds())
                .append(" folds of seeker posts; intervals over seeker posts.\n");
        report.best().ifPresent(best -> text.append("Best by token F1: ").append(best.title())
                .append(report.methods().anyMatch(row -> row != best && !row.behind().clear())
                        ? "; not clearly before " + report.methods().filter(row -> row != best && !row.behind().clear())
                        .map(Row::title).collect(Collectors.joining("; ")) + ".\n" : ".\n"));
        return text.toString();
    }

    private static String head(String what, EvidenceReport report, int width) {
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-36s", what));
        for (Mechanism mechanism : report.responses().keySet())
            head.append(String.format(Locale.ROOT, "%-" + width + "s", mechanism.title()));
        return head.append("mean\n").toString();
    }

    private static String name(Row row) { return String.format(Locale.ROOT, "%-36s", row.title()); }

    private static Score score(Row row, Mechanism mechanism) { return Objects.requireNonNull(row.scores().get(mechanism)); }

    private static String figures(Score score) {
        return String.format(Locale.ROOT, "%.3f / %.3f / %.3f", score.tokenF1().value(),
                score.iouF1().value(), score.averagePrecision().value());
    }

    public static JsonObject json(EvidenceReport report) {
        JsonObject json = new JsonObject();
        JsonArray sets = new JsonArray();
        report.identifiers().forEach(sets::add);
        json.add("identifiers", sets);
        json.addProperty("data", report.data());
        json.addProperty("folds", report.folds());
        json.addProperty("left_out", report.notFound());
        JsonObject counts = new JsonObject();
        report.responses().forEach((mechanism, count) -> counts.addProperty(mechanism.key(), count));
        json.add("responses", counts);
        JsonArray all = new JsonArray();
        for (Row row : report.rows()) {
            JsonObject one = new JsonObject();
            one.addProperty("method", row.key());
            one.addProperty("title", row.title());
            one.addProperty("kind", row.kind().name().toLowerCase(Locale.ROOT));
            one.add("mean", json(row.mean()));
            if (row.kind() == Kind.METHOD) one.add("behind", json(row.behind()));
            JsonObject mechanisms = new JsonObject();
            row.scores().forEach((mechanism, score) -> mechanisms.add(mechanism.key(), json(score)));
            one.add("mechanisms", mechanisms);
            all.add(one);
        }
        json.add("methods", all);
        report.best().ifPresent(best -> json.addProperty("best", best.key()));
        return json;
    }

    private static JsonObject json(Score score) {
        JsonObject json = new JsonObject();
        json.addProperty("precision", score.precision());
        json.addProperty("recall", score.recall());
        json.add("token_f1", json(score.tokenF1()));
        json.add("iou_f1", json(score.iouF1()));
        json.add("average_precision", json(score.averagePrecision()));
        json.add("token_f1_over_trivial", json(score.over()));
        json.add("average_precision_over_trivial", json(score.rankedOver()));
        return json;
    }

    private static JsonObject json(Interval interval) {
        JsonObject json = new JsonObject();
        json.addProperty("value", interval.value());
        json.addProperty("low", interval.low());
        json.addProperty("high", interval.high());
        return json;
    }
}
