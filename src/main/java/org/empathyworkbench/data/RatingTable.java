package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.text.DecimalNumber;

/**
 * Ratings of several raters: a csv file with an item a row and a rater a column; an empty field is a missing rating.
 *
 * @param raters  names of their columns
 * @param ratings (items, raters) not-a-number where there is none
 */
public record RatingTable(List<String> raters, double[][] ratings) {
    public RatingTable { raters = List.copyOf(raters); }

    /**
     * @param columns of the raters; when empty all but the first, which names the item
     * @throws org.empathyworkbench.dialogue.UserInputException naming the place of what is no number, or a column that is not there
     */
    public static RatingTable read(Path file, List<String> columns) {
        Csv csv = Csv.rfc4180(file, InputFiles.text(file));
        List<String> raters = columns.isEmpty() ? csv.header().subList(1, csv.header().size()) : columns;
        if (raters.stream().distinct().count() < raters.size()) {
            throw SourceLocation.of(file, 1).fault("A rater's column is named twice", "Name each once.");
        }
        int[] places = raters.stream().mapToInt(csv::column).toArray();
        List<double[]> ratings = new ArrayList<>();
        for (Csv.Row row : csv.rows()) ratings.add(Arrays.stream(places).mapToDouble(column -> rating(csv, row, column)).toArray());
        return new RatingTable(raters, ratings.toArray(double[][]::new));
    }

    /** How many ratings are missing. */
    public int missing() { return (int) Arrays.stream(ratings).flatMapToDouble(Arrays::stream).filter(Double::isNaN).count(); }

    /** (complete items, raters) the rows without a missing rating. */
    public double[][] complete() {
        return Arrays.stream(ratings).filter(row -> Arrays.stream(row).noneMatch(Double::isNaN)).toArray(double[][]::new);
    }

    private static double rating(Csv csv, Csv.Row row, int column) {
        String field = row.fields()[column].strip();
        if (field.isEmpty()) return Double.NaN;
        return DecimalNumber.parse(field).orElseThrow(() -> csv.place(row, column)
                .fault("\"" + field + "\" is no rating: a rating is a finite decimal number, and a missing one an empty field"));
    }
}
