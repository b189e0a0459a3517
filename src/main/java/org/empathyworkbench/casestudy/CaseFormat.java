package org.empathyworkbench.casestudy;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.empathyworkbench.markup.CsvText;

/** The files that a collection of cases can become as text. */
public enum CaseFormat {
    MARKDOWN("md", "Markdown", CaseMarkdown::text),
    LATEX("tex", "LaTeX, the paper's Table VIII", CaseLatex::text),
    HTML("html", "HTML, one file that needs no other", CaseHtml::text),
    CSV("csv", "CSV, one row a response", (collection, studies) -> CaseCsv.text(collection, studies, CsvText.Cells.SAFE)),
    JSONL("jsonl", "JSON lines, whole: import reads it back", (collection, studies) -> {
        StringBuilder lines = new StringBuilder();
        studies.forEach(study -> lines.append(CaseJson.line(study)).append('\n'));
        return lines.toString();
    });

    private final String ending;
    private final String title;
    private final BiFunction<CaseCollection, List<CaseStudy>, String> writer;

    CaseFormat(String ending, String title, BiFunction<CaseCollection, List<CaseStudy>, String> writer) {
        this.ending = ending;
        this.title = title;
        this.writer = writer;
    }

    /** Of file names. */
    public String ending() { return ending; }

    public String title() { return title; }

    /** The name in commands. */
    public String key() { return name().toLowerCase(Locale.ROOT); }

    /** The whole file. CSV is safe from formulas ({@link CsvText}). */
    public String text(CaseCollection collection, List<CaseStudy> studies) { return writer.apply(collection, studies); }

    /** As {@link #text(CaseCollection, List)}, with a choice for CSV. */
    public String text(CaseCollection collection, List<CaseStudy> studies, CsvText.Cells cells) {
        return this == CSV ? CaseCsv.text(collection, studies, cells) : text(collection, studies);
    }

    /** @throws IllegalArgumentException naming the known formats when {@code key} is none of them */
    public static CaseFormat ofKey(String key) {
        for (CaseFormat format : values()) if (format.key().equals(key) || format.ending.equals(key)) return format;
        throw new IllegalArgumentException("\"" + key + "\" is not a format of cases; known are " + String.join(", ", java.util.Arrays.stream(values()).map(CaseFormat::key).toList()) + ".");
    }
}
