package org.empathyworkbench.cli;

import org.empathyworkbench.markup.CsvText;
import picocli.CommandLine.Option;

/** The choice of every command that writes CSV. */
final class RawCsv {
    @Option(names = "--raw-csv", description = "Write cells of CSV as they are. Default: one that a spreadsheet would run as a formula "
            + "(it begins with = + - or @ and is no number) gets an "
            + "apostrophe in front.")
    private boolean raw;

    CsvText.Cells cells() { return raw ? CsvText.Cells.RAW : CsvText.Cells.SAFE; }
}
