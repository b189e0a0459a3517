package org.empathyworkbench.evaluation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * How well ways to find evidence agree with the words that people marked.
 *
 * @param heldOut  for each mechanism the responses measured: a level above none, with a rationale that stands in them
 * @param tunedOn  for each mechanism the responses that the cut was chosen on
 * @param notFound held-out responses with a level above none left out because nothing of their rationale stands in them, or there is none
 */
public record EvidenceReport(String identifiers, String data, String tuningData, Map<Mechanism, Integer> heldOut, Map<Mechanism, Integer> tunedOn, int notFound, List<Row> rows) {
    /**
     * One way.
     *
     * @param key     of the method, or the baseline's name
     * @param cuts    for each mechanism how scores become marks; empty for a baseline
     */
    public record Row(String key, String title, Map<Mechanism, Score> scores, Map<Mechanism, EvidenceCut> cuts) {
        /** Mean over the mechanisms. */
        public double tokenF1() { return scores.values().stream().mapToDouble(Score::tokenF1).average().orElse(Double.NaN); }

        /** Mean over the mechanisms. */
        public double iouF1() { return scores.values().stream().mapToDouble(Score::iouF1).average().orElse(Double.NaN); }

        /** Mean over the mechanisms; not a number for baselines. */
        public double averagePrecision() { return scores.values().stream().mapToDouble(Score::averagePrecision).average().orElse(Double.NaN); }
    }

    /**
     * Means over the responses of one mechanism.
     *
     * @param averagePrecision of the words in the order of their scores, without any cut (DeYoung et al. 2020: area under the precision-recall curve); not a number for baselines
     */
    public record Score(double precision, double recall, double tokenF1, double iouF1, double averagePrecision) { }

    public EvidenceReport {
        rows = List.copyOf(rows);
        heldOut = new EnumMap<>(heldOut);
        tunedOn = new EnumMap<>(tunedOn);
    }

    /** The method, no baseline, of greatest token F1. */
    public Optional<Row> best() { return rows.stream().filter(row -> !row.cuts().isEmpty()).max(Comparator.comparingDouble(Row::tokenF1)); }

    public String toText() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-24s", "token F1 / IoU F1 / AP"));
        for (Mechanism mechanism : Mechanism.values()) text.append(String.format(Locale.ROOT, "  %-20s", mechanism.title()));
        text.append("  mean\n");
        for (Row row : rows) {
            text.append(String.format(Locale.ROOT, "%-24s", row.title()));
            for (Mechanism mechanism : Mechanism.values()) {
                Score score = row.scores().get(mechanism);
                text.append(String.format(Locale.ROOT, "  %-20s", score == null ? "-" : figures(score.tokenF1(), score.iouF1(), score.averagePrecision())));
            }
            text.append("  ").append(figures(row.tokenF1(), row.iouF1(), row.averagePrecision())).append('\n');
        }
        text.append('\n');
        for (Mechanism mechanism : Mechanism.values()) {
            if (heldOut.containsKey(mechanism)) text.append(String.format(Locale.ROOT, "%s: %d responses, cut chosen on %d.%n", mechanism.title(), heldOut.get(mechanism), tunedOn.get(mechanism)));
        }
        text.append("Measured on ").append(data).append(", cuts chosen on ").append(tuningData).append("; ").append(notFound).append(" without a rationale that stands in the response were left out.\n");
        for (Row row : rows) {
            row.cuts().forEach((mechanism, cut) -> text.append(String.format(Locale.ROOT, "  %s, %s: marked from %s.%n", row.title(), mechanism.title().toLowerCase(Locale.ROOT), cut.words())));
        }
        best().ifPresent(best -> text.append("Best by token F1: ").append(best.title()).append(".\n"));
        return text.toString();
    }

    private static String figures(double token, double iou, double precision) {
        return String.format(Locale.ROOT, "%.3f / %.3f%s", token, iou, Double.isNaN(precision) ? "" : String.format(Locale.ROOT, " / %.3f", precision));
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("identifiers", identifiers);
        json.addProperty("data", data);
        json.addProperty("cuts_chosen_on", tuningData);
        json.addProperty("left_out", notFound);
        JsonObject counts = new JsonObject();
        heldOut.forEach((mechanism, count) -> counts.addProperty(mechanism.key(), count));
        json.add("responses", counts);
        JsonArray all = new JsonArray();
        for (Row row : rows) {
            JsonObject one = new JsonObject();
            one.addProperty("method", row.key());
            one.addProperty("title", row.title());
            one.addProperty("token_f1", row.tokenF1());
            one.addProperty("iou_f1", row.iouF1());
            JsonObject mechanisms = new JsonObject();
            row.scores().forEach((mechanism, score) -> {
                JsonObject of = new JsonObject();
                of.addProperty("token_f1", score.tokenF1());
                of.addProperty("iou_f1", score.iouF1());
                of.addProperty("precision", score.precision());
                of.addProperty("recall", score.recall());
                if (!Double.isNaN(score.averagePrecision())) of.addProperty("average_precision", score.averagePrecision());
                EvidenceCut cut = row.cuts().get(mechanism);
                if (cut != null) {
                    of.addProperty("threshold", cut.threshold());
                    of.addProperty("window", cut.window());
                }
                mechanisms.add(mechanism.key(), of);
            });
            one.add("mechanisms", mechanisms);
            all.add(one);
        }
        json.add("methods", all);
        best().ifPresent(best -> json.addProperty("best", best.key()));
        return json;
    }
}
