package org.empathyworkbench.casestudy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.empathyworkbench.markup.CsvText;

/** The files that a collection of cases can become as text. */
public enum CaseFormat {
    MARKDOWN("md", "Markdown", (collection, studies, cells) -> CaseMarkdown.text(collection, studies)),
    LATEX("tex", "LaTeX, the paper's Table VIII", (collection, studies, cells) -> CaseLatex.text(collection, studies)),
    HTML("html", "HTML, one file that needs no other", (collection, studies, cells) -> CaseHtml.text(collection, studies)),
    CSV("csv", "CSV, one row a response", CaseCsv::text),
    JSONL("jsonl", "JSON lines, whole: import reads it back", (collection, studies, cells) -> {
        StringBuilder lines = new StringBuilder();
        studies.forEach(study -> lines.append(CaseJson.line(study)).append('\n'));
        return lines.toString();
    });

    private interface Writer { String text(CaseCollection collection, List<CaseStudy> studies, CsvText.Cells cells); }

    private final String ending;
    private final String title;
    private final Writer writer;

    CaseFormat(String ending, String title, Writer writer) {
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
    public String text(CaseCollection collection, List<CaseStudy> studies) { return text(collection, studies, CsvText.Cells.SAFE); }

    /** As {@link #text(CaseCollection, List)}, with a choice for CSV. */
    public String text(CaseCollection collection, List<CaseStudy> studies, CsvText.Cells cells) {
        return writer.text(collection, studies, cells);
    }

    /** @throws IllegalArgumentException naming the known formats when {@code key} is none of them */
    public static CaseFormat ofKey(String key) {
        for (CaseFormat format : values()) if (format.key().equals(key) || format.ending.equals(key)) return format;
        throw new IllegalArgumentException("\"" + key + "\" is not a format of cases; known are "
                + String.join(", ", Arrays.stream(values()).map(CaseFormat::key).toList()) + ".");
    }
}
