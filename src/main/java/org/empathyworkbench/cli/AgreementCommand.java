package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.data.RatingTable;
import org.empathyworkbench.evaluation.FleissKappa;
import org.empathyworkbench.evaluation.KrippendorffAlpha;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "agreement", description = AgreementCommand.DESCRIPTION,
        footer = {"", "The file is a csv table: an item a row, a rater a column, the item's "
                + "name in the first; an empty field is a missing rating.", "", "Examples:",
                "  app/run agreement ratings.csv", "  app/run agreement ratings.csv --raters ann,ben,eve --json"})
final class AgreementCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Says how far raters agree: Krippendorff's alpha (missing ratings allowed) and Fleiss' kappa.";

    @Parameters(paramLabel = "FILE.csv", description = "The ratings.")
    private Path file;

    @Option(names = "--raters", paramLabel = "COLUMN", split = ",", description = "Columns of the raters. Default: all but the first.")
    private List<String> raters = List.of();

    @Override boolean needsWorkspace() { return false; }

    @Override int work(Workspace none, Console console) {
        RatingTable table = RatingTable.read(file, raters);
        if (table.raters().size() < 2)
            throw refuse("Agreement needs two raters at least: columns beside the first, or those named with --raters.");
        double[][] complete = table.complete();
        long usable = Arrays.stream(table.ratings())
                .filter(row -> Arrays.stream(row).filter(value -> !Double.isNaN(value)).count() > 1).count();
        Map<String, Object> alpha = new LinkedHashMap<>();
        for (KrippendorffAlpha.Scale scale : KrippendorffAlpha.Scale.values()) {
            alpha.put(scale.name().toLowerCase(Locale.ROOT), KrippendorffAlpha.of(table.ratings(), scale));
        }
        double kappa = complete.length == 0 ? Double.NaN : FleissKappa.ofCounts(counts(complete));
        console.line("%,d items, %d raters (%s), %,d ratings missing.", table.ratings().length,
                table.raters().size(), String.join(", ", table.raters()), table.missing());
        console.table(List.of("measure", "value", "of"), List.of(
                List.of("Krippendorff's alpha, ordinal", number(alpha.get("ordinal")), items(usable, table, "with two ratings or more")),
                List.of("Krippendorff's alpha, nominal", number(alpha.get("nominal")), items(usable, table, "with two ratings or more")),
                List.of("Krippendorff's alpha, interval", number(alpha.get("interval")), items(usable, table, "with two ratings or more")),
                List.of("Fleiss' kappa", number(kappa), items(complete.length, table, "that every rater rated"))));
        console.answer(ListCommand.ordered("items", table.ratings().length, "raters", table.raters(), "missing", table.missing(),
                "usableItems", usable, "completeItems", complete.length, "krippendorffAlpha", alpha, "fleissKappa", kappa));
        return 0;
    }

    private static String items(long used, RatingTable table, String which) {
        return String.format(Locale.ROOT, "%,d of %,d items, those %s", used, table.ratings().length, which);
    }

    private static String number(Object value) {
        return Double.isNaN((double) value) ? "-" : String.format(Locale.ROOT, "%.6f", (double) value);
    }

    /** (items, categories) how many raters chose each value that occurs. */
    private static int[][] counts(double[][] ratings) {
        double[] values = Arrays.stream(ratings).flatMapToDouble(Arrays::stream).distinct().sorted().toArray();
        int[][] counts = new int[ratings.length][values.length];
        for (int i = 0; i < ratings.length; i++) for (double value : ratings[i]) counts[i][Arrays.binarySearch(values, value)]++;
        return counts;
    }
}
