package org.empathyworkbench.comparison;

import java.util.List;
import java.util.stream.Collectors;
import org.empathyworkbench.comparison.ComparisonExport.Content;
import org.empathyworkbench.dialogue.Mechanism;

/** A comparison as LaTeX, the cases as in the paper's Table VIII: needs the packages booktabs and longtable, no other. */
final class LatexComparison {
    private LatexComparison() { }

    static String text(Content content) {
        StringBuilder out = new StringBuilder("% \\usepackage{booktabs,longtable}\n");
        content.notes().forEach(note -> out.append("% ").append(ComparisonExport.oneLine(note)).append('\n'));
        if (!content.figures().columns().isEmpty()) {
            out.append("\\begin{tabular}{l").append("r".repeat(ComparisonExport.FIGURES.size())).append("}\n\\toprule\nSystem & ")
                    .append(ComparisonExport.FIGURES.stream().map(LatexComparison::escaped).collect(Collectors.joining(" & "))).append(" \\\\\n\\midrule\n");
            for (ColumnFigures one : content.figures().columns()) {
                List<String> cells = ComparisonExport.figures(one).stream().map(cell -> cell.equals("-") ? "--" : cell.startsWith("-") ? "$" + cell + "$" : cell).toList();
                out.append(escaped(content.systems().get(one.key()))).append(" & ").append(String.join(" & ", cells)).append(" \\\\\n");
            }
            out.append("\\bottomrule\n\\end{tabular}\n\n");
        }
        out.append("\\begin{longtable}{@{}p{0.16\\linewidth}p{0.52\\linewidth}p{0.22\\linewidth}@{}}\n\\toprule\n & & ER / IP / EX \\\\\n\\midrule\n\\endhead\n");
        for (ComparedCase one : content.cases()) {
            List<String> turns = one.context().turns();
            for (int i = 0; i < turns.size(); i++) {
                out.append(i == 0 && !one.context().emotion().isEmpty() ? "Context (" + escaped(one.context().emotion()) + ")" : i == 0 ? "Context" : "").append(" & ")
                        .append(i % 2 == 0 ? "\\textit{Speaker:} " : "\\textit{Listener:} ").append(escaped(turns.get(i))).append(" & \\\\\n");
            }
            for (ComparedCase.CaseResponse line : ComparisonExport.lines(one)) {
                out.append(escaped(line.system())).append(" & ").append(escaped(line.answer().text())).append(" & ");
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

    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : ComparisonExport.oneLine(text).toCharArray()) {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' -> out.append('\\').append(c);
                case '<' -> out.append("\\textless{}");
                case '>' -> out.append("\\textgreater{}");
                case '|' -> out.append("\\textbar{}");
                case '"' -> out.append("''");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
