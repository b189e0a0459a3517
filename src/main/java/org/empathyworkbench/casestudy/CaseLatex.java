package org.empathyworkbench.casestudy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.markup.LatexText;

/**
 * Cases as LaTeX, a table each like the paper's Table VIII: rows for emotion and context, then one row a system with its response. The file
 * compiles as it is; for a paper take its preamble's lines and the tables.
 */
final class CaseLatex {
    private static final String PREAMBLE = """
            \\documentclass{article}
            \\usepackage[margin=2.5cm]{geometry}
            % ---- for your own document: from here ----
            \\usepackage{iftex}
            \\ifPDFTeX\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\usepackage{lmodern}\\else\\usepackage{fontspec}\\fi
            \\usepackage{textcomp,booktabs,array,xcolor}
            \\definecolor{mechanism-er}{HTML}{B23A0B}
            \\definecolor{mechanism-ip}{HTML}{5D3FC4}
            \\definecolor{mechanism-ex}{HTML}{0C6A63}
            \\newcommand{\\markspan}[2]{%
            \\textcolor{mechanism-#1}{\\textbf{#2}}\\textsuperscript{\\textcolor{mechanism-#1}{\\scriptsize\\MakeUppercase{#1}}}}
            """ + LatexText.MACRO + "% ---- to here ----\n";

    private CaseLatex() { }

    static String text(CaseCollection collection, List<CaseStudy> studies) {
        StringBuilder out = new StringBuilder(LatexText.comment("Cases of the collection \"" + collection.name() + "\""))
                .append(PREAMBLE).append("\\begin{document}\n");
        if (!collection.note().isBlank()) out.append("\n").append(LatexText.of(collection.note())).append("\n");
        int number = 0;
        for (CaseStudy study : studies) out.append('\n').append(table(collection, ++number, study));
        return out.append("\n\\end{document}\n").toString();
    }

    private static String table(CaseCollection collection, int number, CaseStudy study) {
        StringBuilder out = new StringBuilder("\\begin{table}[!htbp]\n\\centering\\small\n\\caption{")
                .append(caption(collection, number, study)).append("}\n\\label{tab:case-")
                .append(number).append("}\n\\vspace{4pt}\n\\begin{tabular}{@{}>{\\raggedright\\arraybackslash}p{0.18\\textwidth}"
                        + ">{\\raggedright\\arraybackslash}p{0.76\\textwidth}@{}}\n\\toprule\n");
        if (!study.emotion().isBlank()) out.append("Emotion & ").append(LatexText.of(study.emotion())).append(" \\\\\n\\midrule\n");
        List<String> turns = new ArrayList<>();
        for (int turn = 0; turn < study.context().size(); turn++)
            turns.add("\\textit{" + CaseWords.speaker(turn) + ":} " + marked(study.context().get(turn), study.marks().get(turn)));
        out.append("Context & ").append(String.join(" \\newline\n  ", turns)).append(" \\\\\n\\midrule\n");
        for (CaseResponse one : study.responses()) {
            out.append(LatexText.of(CaseWords.system(one))).append(" & ").append(marked(one.text(), one.marks()));
            if (one.reading() != null) out.append(" \\newline\n  {\\footnotesize ").append(LatexText.of(CaseWords.levels(one))).append('}');
            if (!one.ratings().none())
                out.append(" \\newline\n  {\\footnotesize Rated: ").append(LatexText.of(CaseWords.ratings(one.ratings()))).append('}');
            out.append(" \\\\\n");
        }
        out.append("\\bottomrule\n\\end{tabular}\n");
        Set<Mechanism> used = used(study);
        if (!used.isEmpty()) {
            out.append("\n\\smallskip{\\footnotesize Marked: ").append(String.join(", ",
                    used.stream().map(mechanism -> "\\textcolor{mechanism-" + mechanism.key() + "}{" + mechanism.key()
                            .toUpperCase(Locale.ROOT) + "} " + mechanism.title().toLowerCase(Locale.ROOT)).toList())).append(".}\n");
        }
        out.append("\\end{table}\n");
        for (CaseResponse one : study.responses()) out.append(LatexText.comment(CaseWords.system(one) + ": " + CaseWords.origin(one)));
        return out.toString();
    }

    private static String caption(CaseCollection collection, int number, CaseStudy study) {
        String title = study.title().isBlank() ? "Case " + number + " of " + collection.name() : study.title();
        return LatexText.of(title) + (study.note().isBlank() ? "" : ". " + LatexText.of(study.note()));
    }

    private static String marked(String text, List<Mark> marks) {
        StringBuilder out = new StringBuilder();
        for (Marks.Piece piece : Marks.pieces(text, marks)) {
            if (piece.mark() == null) out.append(LatexText.of(piece.text()));
            else
                out.append("\\markspan{").append(piece.mark().mechanism().key())
                        .append("}{").append(LatexText.of(piece.text())).append('}');
        }
        return out.toString();
    }

    private static Set<Mechanism> used(CaseStudy study) {
        Set<Mechanism> used = EnumSet.noneOf(Mechanism.class);
        study.marks().forEach(turn -> turn.forEach(mark -> used.add(mark.mechanism())));
        study.responses().forEach(one -> one.marks().forEach(mark -> used.add(mark.mechanism())));
        return used;
    }
}
