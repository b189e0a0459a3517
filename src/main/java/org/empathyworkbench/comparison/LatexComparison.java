package org.empathyworkbench.comparison;

import java.util.List;
import java.util.stream.Collectors;
import org.empathyworkbench.comparison.ComparisonExport.Content;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.markup.LatexText;

/** A comparison as LaTeX, the cases as in the paper's Table VIII; the first line lists the required packages. */
final class LatexComparison {
    private LatexComparison() { }

    static String text(Content content) {
        StringBuilder out = new StringBuilder("% \\usepackage[T1]{fontenc}\\usepackage{textcomp,booktabs,longtable}\n");
        content.notes().forEach(note -> out.append(LatexText.comment(note)));
        out.append(LatexText.MACRO);
        if (!content.figures().columns().isEmpty()) {
            out.append("\\begin{tabular}{l").append("r".repeat(ComparisonExport.FIGURES.size())).append("}\n\\toprule\nSystem & ")
                    .append(ComparisonExport.FIGURES.stream().map(LatexText::of).collect(Collectors.joining(" & ")))
                    .append(" \\\\\n\\midrule\n");
            for (ColumnMetrics one : content.figures().columns()) {
                List<String> cells = ComparisonExport.figures(one).stream()
                        .map(cell -> cell.equals("-") ? "--" : cell.startsWith("-") ? "$" + cell + "$" : cell).toList();
                out.append(LatexText.of(content.systems().get(one.key()))).append(" & ")
                        .append(String.join(" & ", cells)).append(" \\\\\n");
            }
            out.append("\\bottomrule\n\\end{tabular}\n\n");
        }
        out.append("\\begin{longtable}{@{}p{0.16\\linewidth}p{0.52\\linewidth}p{0.22\\linewidth}@{}}\n\\toprule\n "
                + "& & ER / IP / EX \\\\\n\\midrule\n\\endhead\n");
        for (ComparedCase one : content.cases()) {
            List<String> turns = one.context().turns();
            for (int i = 0; i < turns.size(); i++) {
                out.append(i == 0 && !one.context().emotion().isEmpty()
                        ? "Context (" + LatexText.of(one.context().emotion()) + ")" : i == 0 ? "Context" : "").append(" & ")
                        .append(i % 2 == 0 ? "\\textit{Speaker:} " : "\\textit{Listener:} ")
                        .append(LatexText.of(turns.get(i))).append(" & \\\\\n");
            }
            for (ComparedCase.CaseResponse line : ComparisonExport.lines(one)) {
                out.append(LatexText.of(line.system())).append(" & ").append(LatexText.of(line.answer().text())).append(" & ");
                if (line.answer().profile() != null) {
                    for (Mechanism mechanism : Mechanism.values()) {
                        String word = ComparisonExport.level(line.answer(), mechanism);
                        boolean marked = !line.system().equals("Reference") && ComparisonExport.agrees(one, line.answer(), mechanism);
                        out.append(mechanism.ordinal() == 0 ? "" : " / ").append(marked ? "\\underline{" + word + "}" : word);
                    }
                }
                out.append(" \\\\\n");
            }
            out.append("\\midrule\n");
        }
        return out.append("\\end{longtable}\n% Underlined: the reference's level.\n").toString();
    }
}
