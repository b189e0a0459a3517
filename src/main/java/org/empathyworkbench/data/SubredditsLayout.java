package org.empathyworkbench.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One of the three tables of the Mental Health Subreddits corpus. */
final class SubredditsLayout implements TableLayout {
    static final String SEEKER = "sp_id";
    static final String RESPONSE = "rp_id";
    static final String SEEKER_POST = "seeker_post";
    static final String RESPONSE_POST = "response_post";
    static final String LEVEL = "level";
    static final String RATIONALES = "rationales";
    private static final Pattern LEVELS = Pattern.compile("[0-2](?:[.,]0+)?");
    /** As a spreadsheet shows a long number: the digits behind the first few are lost. */
    private static final Pattern ROUNDED = Pattern.compile("[+-]?\\d(?:[.,]\\d+)?[eE]\\+?\\d{1,3}");

    @Override public List<String> required() { return List.of(SEEKER, RESPONSE, SEEKER_POST, RESPONSE_POST, LEVEL, RATIONALES); }

    @Override public List<String> optional() { return List.of(); }

    @Override public boolean mayBePlain() { return false; }

    @Override public int extraFields(Csv table) { return 0; }

    @Override public boolean looksLikeRow(Csv table, String[] fields) {
        int level = table.has(LEVEL) ? table.column(LEVEL) : 4;
        return fields.length > level && fields.length >= 6 && LEVELS.matcher(fields[level].strip()).matches() && !fields[0].isBlank();
    }

    @Override public Consumer<Csv.Row> rowCheck(Csv table) { return row -> check(table, row); }

    private static void check(Csv table, Csv.Row row) {
        for (String name : List.of(SEEKER, RESPONSE)) {
            int id = table.column(name);
            String field = row.fields()[id].strip();
            if (field.isEmpty()) throw table.place(row, id).fault("The post has no id");
            if (ROUNDED.matcher(field).matches()) {
                throw table.place(row, id).fault("The id \"" + SourceLocation.shown(field)
                        + "\" was rounded by a spreadsheet, so different posts share it and cannot be split or joined by it",
                        "Get a fresh copy of the file; where a spreadsheet must open it, import the id columns as text.");
            }
        }
        table.number(row, table.column(LEVEL), 0, 2);
    }
}
