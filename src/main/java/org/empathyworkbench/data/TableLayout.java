package org.empathyworkbench.data;

import java.util.List;
import java.util.function.Consumer;

/** What a reader expects of a table: enough to find out how its fields are parted, and to believe or refuse each row. */
interface TableLayout {
    /** Columns that must be there, as the published files spell them. */
    List<String> required();

    /** Columns that are read or checked where they are there. */
    List<String> optional();

    /** Whether the distribution knows no quoting, so that a quote may be a part of the text. */
    boolean mayBePlain();

    /** How many fields a row may have behind those that the header names; the row's check says what they may hold. */
    int extraFields(Csv table);

    /** Whether fields that were found inside another row's text are a row of this table. */
    boolean looksLikeRow(Csv table, String[] fields);

    /**
     * What every row of a table must pass. Whatever holds for the table as a whole is computed here, once, and not again for each row.
     *
     * @return throws a {@link SourceLocation.Fault} when a field cannot be what its column says, as when a
     *     separator inside a text has moved the fields
     */
    Consumer<Csv.Row> rowCheck(Csv table);
}
