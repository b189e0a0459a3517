package org.empathyworkbench.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.markup.CsvText;
import org.empathyworkbench.markup.Markdown;

/** Export of a comparison as displayed: the same contexts and columns, in this order, under these names. */
public final class ComparisonExport {
    /** File formats. */
    public enum Format {
        CSV("csv", "CSV, one line a response"), MARKDOWN("md", "Markdown"), LATEX("tex", "LaTeX (booktabs)"), HTML("html", "HTML");

        private final String ending;
        private final String title;

        Format(String ending, String title) {
            this.ending = ending;
            this.title = title;
        }

        /** File extension, without the dot. */
        public String ending() { return ending; }

        public String title() { return title; }

        /** @throws UserInputException if no format has the extension */
        public static Format ofEnding(String ending) {
            return Arrays.stream(values()).filter(format -> format.ending.equals(ending.toLowerCase(Locale.ROOT))).findFirst()
                    .orElseThrow(() -> new UserInputException("A comparison cannot be "
                            + "written as ." + ending + ". Nothing was written. Choose a name that ends in .csv, .md, .tex or .html."));
        }
    }

    /**
     * Content of an export.
     *
     * @param title   of the document
     * @param notes   sentences on the source of the contexts and on what the metrics cover
     * @param systems names of the columns by their key, in order; the reference under {@link Comparison#REFERENCE}
     * @param figures of the columns; {@link Metrics#NONE} omits their table
     * @param cases   the contexts with their responses
     */
    public record Content(String title, List<String> notes, Map<String, String> systems, Metrics figures, List<ComparedCase> cases) { }

    /** The names of the metrics, in the order of {@link #figures}. */
    public static final List<String> FIGURES = List.of("Emp-F1", "Reward", "Wins %", "Dist-1", "Dist-2", "Words", "log p / token");

    private ComparisonExport() { }

    /** CSV with formulas escaped. */
    public static String text(Format format, Content content) { return text(format, content, CsvText.Cells.SAFE); }

    /** @param cells of CSV */
    public static String text(Format format, Content content, CsvText.Cells cells) {
        return switch (format) {
            case CSV -> csv(content, CsvText.commas(cells));
            case MARKDOWN -> markdown(content);
            case LATEX -> LatexComparison.text(content);
            case HTML -> HtmlComparison.text(content);
        };
    }

    /** One column's metrics as text, in the order of {@link #FIGURES}; a missing metric is a dash. */
    public static List<String> figures(ColumnMetrics one) {
        return List.of(number(one.empF1(), 2), number(one.reward(), 3),
                one.contested() == 0 || one.key().equals(Comparison.REFERENCE) ? "-" : number(100 * one.winShare(), 1),
                number(one.dist1(), 2), number(one.dist2(), 2), number(one.words(), 1), number(one.perToken(), 2));
    }

    static String number(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** {@code strong .93}; empty without a profile. */
    static String level(Answer answer, Mechanism mechanism) {
        return answer.profile() == null ? "" : answer.profile().level(mechanism).word();
    }

    static boolean agrees(ComparedCase one, Answer answer, Mechanism mechanism) {
        return answer.profile() != null && !one.targets().isEmpty() && answer.profile().level(mechanism) == one.targets().get(mechanism);
    }

    /** The reference as an additional row, if there is one. */
    static List<ComparedCase.CaseResponse> lines(ComparedCase one) {
        if (one.context().reference().isBlank()) return one.responses();
        ComparedCase.CaseResponse reference = new ComparedCase.CaseResponse("Reference", 0,
                Answer.of(one.context().reference()).with(one.referenceProfile()), Map.of());
        return Stream.concat(Stream.of(reference), one.responses().stream()).toList();
    }

    private static String csv(Content content, CsvText csv) {
        List<String> header = new ArrayList<>(List.of("context_id", "emotion", "context", "reference",
                "system", "sample", "response", "words", "tokens", "log_probability", "reward"));
        for (Mechanism mechanism : Mechanism.values()) {
            header.addAll(List.of(mechanism.key() + "_level", mechanism.key() + "_reference"));
            for (Level level : Level.values()) header.add(mechanism.key() + "_p_" + level.word());
        }
        header.add("origin");
        StringBuilder out = new StringBuilder(csv.row(header));
        for (ComparedCase one : content.cases()) {
            for (ComparedCase.CaseResponse line : lines(one)) {
                Answer answer = line.answer();
                boolean counted = answer.tokens() > 0;
                double reward = answer.reward(one.targets());
                List<Object> row = new ArrayList<>(Arrays.asList(one.context().id(), one.context().emotion(), String.join(" | ",
                        one.context().turns()), one.context().reference(), line.system(), line.sample() + 1, answer.text(), answer.words(),
                        counted ? answer.tokens() : null, counted ? answer.logProbability() : null, Double.isNaN(reward) ? null : reward));
                for (Mechanism mechanism : Mechanism.values()) {
                    row.add(level(answer, mechanism));
                    row.add(one.targets().containsKey(mechanism) ? one.targets().get(mechanism).word() : null);
                    for (Level level : Level.values())
                        row.add(answer.profile() == null ? null : answer.profile().probability(mechanism, level));
                }
                row.add(line.origin().entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(fact -> fact.getKey() + "=" + fact.getValue()).collect(Collectors.joining("; ")));
                out.append(csv.row(row));
            }
        }
        return out.toString();
    }

    private static String markdown(Content content) {
        StringBuilder out = new StringBuilder("# ").append(Markdown.line(content.title())).append("\n\n");
        content.notes().forEach(note -> out.append(Markdown.line(note)).append("\n"));
        if (!content.figures().columns().isEmpty()) {
            out.append("\n| System | ").append(String.join(" | ", FIGURES))
                    .append(" |\n|---|").append("---:|".repeat(FIGURES.size())).append('\n');
            for (ColumnMetrics one : content.figures().columns()) {
                out.append("| ").append(Markdown.line(content.systems().get(one.key())))
                        .append(" | ").append(String.join(" | ", figures(one))).append(" |\n");
            }
        }
        for (ComparedCase one : content.cases()) {
            out.append("\n## ").append(one.context().emotion().isEmpty() ? "Context" : Markdown.line(one.context().emotion()))
                    .append(one.context().id().isEmpty() ? "" : Markdown.part(" (" + one.context().id() + ")")).append("\n\n");
            List<String> turns = one.context().turns();
            for (int i = 0; i < turns.size(); i++)
                out.append("- ").append(i % 2 == 0 ? "Speaker" : "Listener").append(": ").append(Markdown.line(turns.get(i))).append('\n');
            out.append("\n| System | Response | ER | IP | EX | Reward |\n|---|---|---|---|---|---:|\n");
            for (ComparedCase.CaseResponse line : lines(one)) {
                out.append("| ").append(Markdown.line(line.system())).append(" | ")
                        .append(Markdown.line(line.answer().text())).append(" |");
                for (Mechanism mechanism : Mechanism.values()) {
                    boolean marked = !line.system().equals("Reference") && agrees(one, line.answer(), mechanism);
                    out.append(' ').append(level(line.answer(), mechanism)).append(marked ? " (as the reference)" : "").append(" |");
                }
                out.append(' ').append(number(line.answer().reward(one.targets()), 3)).append(" |\n");
            }
        }
        return out.toString();
    }
}
