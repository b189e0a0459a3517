package org.empathyworkbench.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** A comparison as a text to take away. What is written is what is shown: these contexts, these columns, in this order, under these names. */
public final class ComparisonExport {
    /** The kinds of files. */
    public enum Format {
        CSV("csv", "CSV, one line a response"), MARKDOWN("md", "Markdown"), LATEX("tex", "LaTeX (booktabs)"), HTML("html", "HTML");

        private final String ending;
        private final String title;

        Format(String ending, String title) {
            this.ending = ending;
            this.title = title;
        }

        /** Of the file's name, without the dot. */
        public String ending() { return ending; }

        public String title() { return title; }

        /** @throws BadInput when the ending belongs to none */
        public static Format ofEnding(String ending) {
            return Arrays.stream(values()).filter(format -> format.ending.equals(ending.toLowerCase(Locale.ROOT))).findFirst().orElseThrow(() -> new BadInput("A comparison cannot be "
                    + "written as ." + ending + ". Nothing was written. Choose a name that ends in .csv, .md, .tex or .html."));
        }
    }

    /**
     * What is written.
     *
     * @param title   of the whole
     * @param notes   sentences on where all this comes from and what the figures are of
     * @param systems names of the columns by their key, in order; the reference under {@link Comparison#REFERENCE}
     * @param figures of the columns; {@link Figures#NONE} leaves the table of figures out
     * @param cases   the contexts with their responses
     */
    public record Content(String title, List<String> notes, Map<String, String> systems, Figures figures, List<ComparedCase> cases) { }

    /** The names of the figures, in the order of {@link #figures}. */
    public static final List<String> FIGURES = List.of("Emp-F1", "Reward", "Wins %", "Dist-1", "Dist-2", "Words", "log p / token");

    private ComparisonExport() { }

    public static String text(Format format, Content content) {
        return switch (format) {
            case CSV -> csv(content);
            case MARKDOWN -> markdown(content);
            case LATEX -> LatexComparison.text(content);
            case HTML -> HtmlComparison.text(content);
        };
    }

    /** One column's figures as words, in the order of {@link #FIGURES}; a figure that does not exist is a dash. */
    public static List<String> figures(ColumnFigures one) {
        return List.of(number(one.empF1(), 2), number(one.reward(), 3), one.contested() == 0 || one.key().equals(Comparison.REFERENCE) ? "-" : number(100 * one.winShare(), 1),
                number(one.dist1(), 2), number(one.dist2(), 2), number(one.words(), 1), number(one.perToken(), 2));
    }

    static String number(double value, int digits) { return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value); }

    /** {@code strong .93}; empty without a profile. */
    static String level(Answer answer, Mechanism mechanism) { return answer.profile() == null ? "" : answer.profile().level(mechanism).word(); }

    static boolean agrees(ComparedCase one, Answer answer, Mechanism mechanism) {
        return answer.profile() != null && !one.targets().isEmpty() && answer.profile().level(mechanism) == one.targets().get(mechanism);
    }

    /** A line of its own for the reference, when there is one. */
    static List<ComparedCase.CaseResponse> lines(ComparedCase one) {
        if (one.context().reference().isBlank()) return one.responses();
        ComparedCase.CaseResponse reference = new ComparedCase.CaseResponse("Reference", 0, Answer.of(one.context().reference()).with(one.referenceProfile()), Map.of());
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(reference), one.responses().stream()).toList();
    }

    private static String csv(Content content) {
        StringBuilder out = new StringBuilder("context_id,emotion,context,reference,system,sample,response,words,tokens,log_probability,reward");
        for (Mechanism mechanism : Mechanism.values()) {
            out.append(',').append(mechanism.key()).append("_level,").append(mechanism.key()).append("_reference");
            for (Level level : Level.values()) out.append(',').append(mechanism.key()).append("_p_").append(level.word());
        }
        out.append(",origin\r\n");
        for (ComparedCase one : content.cases()) {
            for (ComparedCase.CaseResponse line : lines(one)) {
                Answer answer = line.answer();
                out.append(String.join(",", quoted(one.context().id()), quoted(one.context().emotion()), quoted(String.join(" | ", one.context().turns())), quoted(one.context().reference()),
                        quoted(line.system()), String.valueOf(line.sample() + 1), quoted(answer.text()), String.valueOf(answer.words()), answer.tokens() == 0 ? "" : String.valueOf(answer.tokens()),
                        answer.tokens() == 0 ? "" : String.valueOf(answer.logProbability()), Double.isNaN(answer.reward(one.targets())) ? "" : String.valueOf(answer.reward(one.targets()))));
                for (Mechanism mechanism : Mechanism.values()) {
                    out.append(',').append(level(answer, mechanism)).append(',').append(one.targets().containsKey(mechanism) ? one.targets().get(mechanism).word() : "");
                    for (Level level : Level.values()) out.append(',').append(answer.profile() == null ? "" : String.valueOf(answer.profile().probability(mechanism, level)));
                }
                String origin = line.origin().entrySet().stream().sorted(Map.Entry.comparingByKey()).map(fact -> fact.getKey() + "=" + fact.getValue()).collect(Collectors.joining("; "));
                out.append(',').append(quoted(origin)).append("\r\n");
            }
        }
        return out.toString();
    }

    /** RFC 4180. */
    private static String quoted(String text) { return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"'; }

    private static String markdown(Content content) {
        StringBuilder out = new StringBuilder("# ").append(content.title()).append("\n\n");
        content.notes().forEach(note -> out.append(note).append("\n"));
        if (!content.figures().columns().isEmpty()) {
            out.append("\n| System | ").append(String.join(" | ", FIGURES)).append(" |\n|---|").append("---:|".repeat(FIGURES.size())).append('\n');
            for (ColumnFigures one : content.figures().columns()) {
                out.append("| ").append(cell(content.systems().get(one.key()))).append(" | ").append(String.join(" | ", figures(one))).append(" |\n");
            }
        }
        for (ComparedCase one : content.cases()) {
            out.append("\n## ").append(one.context().emotion().isEmpty() ? "Context" : one.context().emotion()).append(one.context().id().isEmpty() ? "" : " (" + one.context().id() + ")").append("\n\n");
            List<String> turns = one.context().turns();
            for (int i = 0; i < turns.size(); i++) out.append("- ").append(i % 2 == 0 ? "Speaker" : "Listener").append(": ").append(oneLine(turns.get(i))).append('\n');
            out.append("\n| System | Response | ER | IP | EX | Reward |\n|---|---|---|---|---|---:|\n");
            for (ComparedCase.CaseResponse line : lines(one)) {
                out.append("| ").append(cell(line.system())).append(" | ").append(cell(line.answer().text())).append(" |");
                for (Mechanism mechanism : Mechanism.values()) {
                    boolean marked = !line.system().equals("Reference") && agrees(one, line.answer(), mechanism);
                    out.append(' ').append(level(line.answer(), mechanism)).append(marked ? " (as the reference)" : "").append(" |");
                }
                out.append(' ').append(number(line.answer().reward(one.targets()), 3)).append(" |\n");
            }
        }
        return out.toString();
    }

    private static String cell(String text) { return oneLine(text).replace("\\", "\\\\").replace("|", "\\|"); }

    static String oneLine(String text) { return text.replaceAll("\\s*\\R\\s*", " "); }
}
