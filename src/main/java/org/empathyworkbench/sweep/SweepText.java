package org.empathyworkbench.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.markup.CsvText;
import org.empathyworkbench.markup.LatexText;
import org.empathyworkbench.markup.Markdown;
import org.empathyworkbench.run.RunMetric;
import org.empathyworkbench.sweep.SweepTable.Cell;
import org.empathyworkbench.sweep.SweepTable.Line;

/** A sweep's table for files and the clipboard. Numbers have four significant digits in text; a CSV file has full precision. */
public final class SweepText {
    private static final String NONE = "\u2013";

    private SweepText() { }

    /** {@code 0.2281 ± 0.0123}, or the mean alone with one value; the interval has the mean's decimals. */
    public static String words(Cell cell) {
        if (Double.isNaN(cell.mean())) return NONE;
        if (cell.mean() == 0 && !(cell.interval() > 0)) return cell.n() < 2 ? "0" : "0 \u00b1 0";
        String pattern = pattern(cell.mean());
        String mean = String.format(Locale.ROOT, pattern, cell.mean());
        return Double.isNaN(cell.interval()) ? mean : mean + " \u00b1 " + String.format(Locale.ROOT, pattern, cell.interval());
    }

    private static String pattern(double value) {
        double size = Math.abs(value);
        return size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : size >= 1 ? "%.3f" : "%.4f";
    }

    /** {@code < .001}, {@code .043}; empty where nothing was tested. */
    public static String p(Cell cell) {
        if (Double.isNaN(cell.p())) return "";
        if (cell.p() < 0.001) return "< .001";
        return cell.p() >= 0.9995 ? "1" : String.format(Locale.ROOT, "%.3f", cell.p()).substring(1);
    }

    /** As {@link #of(SweepTable, String, CsvText.Cells)}, safe from formulas. */
    public static String of(SweepTable table, String fileName) { return of(table, fileName, CsvText.Cells.SAFE); }

    /**
     * By the file's ending.
     *
     * @param cells of CSV and of tab-separated text
     * @throws UserInputException for an ending that is none of csv, md, tex, txt
     */
    public static String of(SweepTable table, String fileName, CsvText.Cells cells) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "csv" -> csv(table, cells);
            case "md" -> markdown(table);
            case "tex" -> latex(table);
            case "txt" -> tabs(table, cells);
            default -> throw new UserInputException("\"" + fileName + "\" has no ending that says how the "
                    + "table is to be written. Nothing was written. Let it end in .csv, .md, .tex or .txt.");
        };
    }

    /** Header and lines of words. */
    public static List<List<String>> grid(SweepTable table) {
        boolean tested = tested(table);
        List<String> header = new ArrayList<>(List.of("settings", "n"));
        for (RunMetric figure : table.figures()) {
            header.add(figure.label());
            if (tested) header.add("p");
        }
        List<List<String>> grid = new ArrayList<>(List.of(header));
        for (Line line : table.lines()) {
            List<String> words = new ArrayList<>(List.of(line.name(), line.count()));
            for (Cell cell : line.cells()) {
                words.add(words(cell));
                if (tested) words.add(p(cell));
            }
            grid.add(words);
        }
        return grid;
    }

    private static boolean tested(SweepTable table) { return table.baseline() >= 0 && table.baseline() < table.lines().size(); }

    /** Tab-separated, for a spreadsheet. */
    public static String tabs(SweepTable table) { return tabs(table, CsvText.Cells.SAFE); }

    private static String tabs(SweepTable table, CsvText.Cells cells) {
        return grid(table).stream().map(CsvText.tabs(cells)::row).collect(Collectors.joining());
    }

    /** One line a row of settings; each figure with its mean, interval, n and p, and its value for each seed. */
    public static String csv(SweepTable table) { return csv(table, CsvText.Cells.SAFE); }

    private static String csv(SweepTable table, CsvText.Cells cells) {
        CsvText writer = CsvText.lines(cells);
        List<String> header = new ArrayList<>(List.of("name", "settings", "planned", "finished", "failed"));
        List<Long> seeds = table.lines().stream().flatMap(line -> line.cells().stream())
                .flatMap(cell -> cell.values().keySet().stream()).distinct().sorted().toList();
        for (RunMetric figure : table.figures()) {
            for (String part : List.of("mean", "interval95", "n", "p")) header.add(figure.key() + " " + part);
            seeds.forEach(seed -> header.add(figure.key() + " seed " + seed));
        }
        StringBuilder csv = new StringBuilder(writer.row(header));
        for (Line line : table.lines()) {
            List<Object> words = new ArrayList<>(List.of(line.name(), line.settings(), line.planned(), line.finished(), line.failed()));
            for (Cell cell : line.cells()) {
                words.addAll(Arrays.asList(orNull(cell.mean()), orNull(cell.interval()), cell.n(), orNull(cell.p())));
                seeds.forEach(seed -> words.add(orNull(cell.values().getOrDefault(seed, Double.NaN))));
            }
            csv.append(writer.row(words));
        }
        return csv.toString();
    }

    public static String markdown(SweepTable table) {
        List<List<String>> grid = grid(table);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < grid.size(); i++) {
            text.append(grid.get(i).stream().map(Markdown::line).collect(Collectors.joining(" | ", "| ", " |\n")));
            if (i == 0)
                text.append(grid.get(0).stream().map(column -> "---").collect(Collectors.joining(" | ", "| ", " |\n"))
                        .replaceFirst("\\| --- \\| ---", "| :--- | ---"));
        }
        return text.append('\n').append(Markdown.line(table.meaning())).append('\n').toString();
    }

    /** A tabular for the package booktabs. */
    public static String latex(SweepTable table) {
        List<List<String>> grid = grid(table);
        StringBuilder text = new StringBuilder(LatexText.comment(table.meaning()) + LatexText.MACRO
                + "\\begin{tabular}{ll" + "r".repeat(grid.get(0).size() - 2) + "}\n\\toprule\n");
        for (int i = 0; i < grid.size(); i++) {
            text.append(grid.get(i).stream().map(LatexText::of).collect(Collectors.joining(" & "))).append(" \\\\\n");
            if (i == 0) text.append("\\midrule\n");
        }
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    /** Everything for machines; a number that does not exist is null. */
    public static Map<String, Object> json(SweepTable table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sweep", table.sweep());
        json.put("against", tested(table) ? table.lines().get(table.baseline()).name() : null);
        json.put("meaning", table.meaning());
        json.put("rows", table.lines().stream().map(line -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", line.name());
            row.put("settings", line.settings());
            row.put("planned", line.planned());
            row.put("finished", line.finished());
            row.put("failed", line.failed());
            Map<String, Object> figures = new LinkedHashMap<>();
            for (int f = 0; f < table.figures().size(); f++) {
                Cell cell = line.cells().get(f);
                Map<String, Object> figure = new LinkedHashMap<>();
                figure.put("mean", orNull(cell.mean()));
                figure.put("interval95", orNull(cell.interval()));
                figure.put("n", cell.n());
                figure.put("p", orNull(cell.p()));
                figure.put("bySeed", cell.values());
                figures.put(table.figures().get(f).key(), figure);
            }
            row.put("figures", figures);
            return row;
        }).toList());
        return json;
    }

    private static Double orNull(double value) { return Double.isNaN(value) ? null : (Double) value; }
}
