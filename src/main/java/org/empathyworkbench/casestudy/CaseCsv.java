package org.empathyworkbench.casestudy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.markup.CsvText;
import org.jspecify.annotations.Nullable;

/** Cases as a table, one row a response; the turns of a context stand in one field, a line each. */
final class CaseCsv {
    private CaseCsv() { }

    static String text(CaseCollection collection, List<CaseStudy> studies, CsvText.Cells safe) {
        List<String> header = new ArrayList<>(List.of("collection", "case", "title",
                "emotion", "context", "system", "kind", "response", "renews"));
        for (Mechanism mechanism : Mechanism.values()) {
            header.add(mechanism.key());
            for (Level level : Level.values()) header.add(mechanism.key() + "_" + level.word());
        }
        header.addAll(List.of("reward", "empathy", "relevance", "fluency", "marks", "note", "model", "weights_sha256",
                "seed", "settings", "date", "identifiers", "identifiers_sha256", "case_note", "source"));
        CsvText csv = CsvText.commas(safe);
        StringBuilder out = new StringBuilder(csv.row(header));
        int number = 0;
        for (CaseStudy study : studies) {
            number++;
            for (CaseResponse one : study.responses()) out.append(csv.row(cells(collection, number, study, one)));
            if (study.responses().isEmpty()) out.append(csv.row(cells(collection, number, study, null)));
        }
        return out.toString();
    }

    /** @param one null for a case without responses */
    private static List<String> cells(CaseCollection collection, int number, CaseStudy study, @Nullable CaseResponse one) {
        List<String> cells = new ArrayList<>(List.of(collection.name(), String.valueOf(number),
                study.title(), study.emotion(), String.join("\n", study.context())));
        cells.addAll(one == null ? List.of("", "", "", "")
                : List.of(one.system(), one.from().kind().key(), one.text(), one.renews() == 0 ? "" : "anew"));
        for (Mechanism mechanism : Mechanism.values()) {
            LevelScores read = one == null ? null : one.reading();
            cells.add(read != null ? read.profile().level(mechanism).word() : "");
            for (Level level : Level.values()) cells.add(read != null ? number(read.profile().probability(mechanism, level)) : "");
        }
        if (one == null) {
            for (int i = 0; i < 13; i++) cells.add("");
        } else {
            Provenance from = one.from();
            cells.addAll(List.of(one.reward() == null ? "" : number(one.reward()), rating(one.ratings().empathy()),
                    rating(one.ratings().relevance()), rating(one.ratings().fluency()),
                    marks(one), one.note(), from.model(), from.weights(), from.seed() == null ? "" : from.seed().toString(),
                    from.settings().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("; ")), from.at().toString(),
                    one.reading() == null ? "" : one.reading().identifiers(), one.reading() == null ? "" : one.reading().weights()));
        }
        cells.addAll(List.of(study.note(), study.source()));
        return cells;
    }

    private static String marks(CaseResponse one) {
        return one.marks().stream().map(mark -> mark.mechanism().key() + ": " + one.text().substring(mark.from(), mark.to()))
                .collect(Collectors.joining("; "));
    }

    private static String rating(@Nullable Integer rating) { return rating == null ? "" : rating.toString(); }

    private static String number(double value) { return String.format(Locale.ROOT, "%.6f", value); }
}
