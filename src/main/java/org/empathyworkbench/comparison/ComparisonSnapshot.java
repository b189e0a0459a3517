package org.empathyworkbench.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.comparison.ComparedCase.CaseResponse;
import org.empathyworkbench.comparison.ComparisonExport.Content;
import org.empathyworkbench.comparison.ComparisonExport.Format;
import org.empathyworkbench.markup.CsvText;

/**
 * Snapshot of a displayed comparison, from which cases are saved and files exported. While columns are blinded it contains letters only.
 *
 * @param columns     displayed ones, in order, including the reference if displayed
 * @param rows        displayed ones, in order
 * @param of          the contexts' source, for display
 * @param identifiers set that computed the levels; empty for none
 */
public record ComparisonSnapshot(Comparison comparison, List<Shown> columns, int[] rows, Metrics figures, String of, String identifiers) {
    /**
     * A displayed column.
     *
     * @param origin provenance of its responses; empty while blinded
     */
    public record Shown(String key, String title, Map<String, String> origin) { }

    /** A context with all displayed responses. */
    public ComparedCase caseOf(int row) {
        List<CaseResponse> responses = new ArrayList<>();
        for (Shown column : columns) {
            ComparedColumn answers = comparison.column(column.key);
            if (answers == null || column.key.equals(Comparison.REFERENCE)) continue;
            List<Answer> samples = answers.at(row);
            for (int sample = 0; sample < samples.size(); sample++) {
                if (samples.get(sample).answered())
                    responses.add(new CaseResponse(column.title, sample, samples.get(sample), column.origin));
            }
        }
        List<Answer> reference = comparison.reference().at(row);
        return new ComparedCase(comparison.context(row), identifiers, reference.isEmpty() ? null : reference.get(0).profile(), responses);
    }

    /** A context with one sample of one system. */
    public ComparedCase caseOf(int row, String key, int sample) {
        ComparedCase whole = caseOf(row);
        String title = columns.stream().filter(column -> column.key.equals(key)).map(Shown::title).findFirst().orElse("");
        return new ComparedCase(whole.context(), whole.identifiers(), whole.referenceProfile(),
                whole.responses().stream().filter(one -> one.system().equals(title) && one.sample() == sample).toList());
    }

    /** The whole as a file's text, CSV with formulas escaped. */
    public String text(Format format) { return text(format, CsvText.Cells.SAFE); }

    /** @param cells of CSV */
    public String text(Format format, CsvText.Cells cells) {
        Map<String, String> systems = new LinkedHashMap<>();
        columns.forEach(column -> systems.put(column.key, column.title));
        List<String> notes = new ArrayList<>();
        notes.add(String.format(Locale.ROOT, "%,d %s of %s.", rows.length, rows.length == 1 ? "context" : "contexts", of));
        notes.add(identifiers.isEmpty() ? "No levels were computed." : "Levels by " + identifiers + ".");
        if (rows.length > 1)
            notes.add(String.format(Locale.ROOT,
                    "Figures over the %,d contexts that every system answers; wins leave ties out.", figures.common()));
        for (Shown column : columns) {
            ComparedColumn asked = comparison.column(column.key);
            int none = asked == null ? 0 : asked.noAnswers(rows);
            if (none > 0)
                notes.add(String.format(Locale.ROOT, "%s gave no answer to %,d of its questions; they are left out.", column.title, none));
        }
        for (Shown column : columns) {
            if (column.origin.isEmpty()) continue;
            List<String> facts = column.origin.entrySet().stream().filter(fact -> !fact.getKey().equals("column"))
                    .map(fact -> fact.getKey() + " " + fact.getValue()).toList();
            notes.add(column.title + ": " + String.join(", ", facts) + ".");
        }
        return ComparisonExport.text(format, new Content("Comparison", notes, systems,
                rows.length > 1 ? figures : Metrics.NONE, Arrays.stream(rows).mapToObj(this::caseOf).toList()), cells);
    }
}
