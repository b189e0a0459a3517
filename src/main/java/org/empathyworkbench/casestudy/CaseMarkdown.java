package org.empathyworkbench.casestudy;

import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.markup.Markdown;

/** Cases as Markdown (CommonMark with tables): marks are bold with the mechanism's name behind them. */
final class CaseMarkdown {
    private CaseMarkdown() { }

    static String text(CaseCollection collection, List<CaseStudy> studies) {
        StringBuilder out = new StringBuilder("# ").append(escaped(collection.name())).append("\n\n");
        if (!collection.note().isBlank()) out.append(lines(collection.note())).append("\n\n");
        int number = 0;
        for (CaseStudy study : studies) {
            out.append("## ").append(++number).append(". ").append(escaped(study.name())).append("\n\n");
            if (!study.emotion().isBlank()) out.append("Emotion: ").append(escaped(study.emotion())).append("\n\n");
            for (int turn = 0; turn < study.context().size(); turn++) {
                out.append("- **").append(CaseWords.speaker(turn)).append(":** ")
                        .append(marked(study.context().get(turn), study.marks().get(turn))).append('\n');
            }
            out.append("\n| System | Response | ER | IP | EX | Rated |\n|---|---|---|---|---|---|\n");
            for (CaseResponse one : study.responses()) {
                out.append("| ").append(escaped(CaseWords.system(one))).append(" | ").append(marked(one.text(), one.marks())).append(" |");
                for (Mechanism mechanism : Mechanism.values())
                    out.append(' ').append(one.reading() == null ? "" : CaseWords.level(one.reading().profile(), mechanism)).append(" |");
                out.append(' ').append(CaseWords.ratings(one.ratings())).append(" |\n");
            }
            out.append('\n');
            for (CaseResponse one : study.responses()) {
                out.append("- ").append(escaped(CaseWords.system(one))).append(": ").append(escaped(CaseWords.origin(one))).append('\n');
                if (!one.note().isBlank()) out.append("  ").append(lines(one.note()).replace("\n", "\n  ")).append('\n');
            }
            if (!study.note().isBlank()) out.append('\n').append(lines(study.note())).append('\n');
            if (!study.source().isBlank()) out.append("\nFrom: ").append(escaped(study.source())).append('\n');
            out.append('\n');
        }
        return out.toString();
    }

    private static String marked(String text, List<Mark> marks) {
        StringBuilder out = new StringBuilder();
        for (Marks.Piece piece : Marks.pieces(text, marks)) {
            if (piece.mark() == null) {
                out.append(Markdown.part(piece.text()));
                continue;
            }
            String inner = piece.text().strip();                                      // emphasis may not begin or end with a blank
            String before = piece.text().substring(0, piece.text().indexOf(inner));
            String after = piece.text().substring(before.length() + inner.length());
            out.append(Markdown.part(before)).append("**").append(Markdown.part(inner)).append("** \\[")
                    .append(piece.mark().mechanism().title()).append("\\]").append(Markdown.part(after));
        }
        return out.toString().strip();
    }

    private static String lines(String text) { return String.join("\n", text.strip().lines().map(CaseMarkdown::escaped).toList()); }

    private static String escaped(String text) { return Markdown.line(text); }
}
