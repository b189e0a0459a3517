package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;

/** The rows of one mechanism's table, in its order and by pair. */
record SubredditsTable(Path file, List<Row> rows, Map<String, List<Row>> byPair) {
    /** One labelled answer to a seeker's post. */
    record Row(int line, String seekerId, String responseId, String seekerPost, String responsePost, Level level, List<String> rationales) {
        String pairId() { return seekerId + "/" + responseId; }

        boolean empty() { return TextCleaning.isEmpty(seekerPost) || TextCleaning.isEmpty(responsePost); }

        /** The texts without what differs between the files: blanks. */
        String texts() { return (seekerPost + "\n" + responsePost).replaceAll("\\s+", ""); }
    }

    static SubredditsTable read(Path file, ReadingOptions options, ReadingNotes notes) {
        Csv csv = TableForms.read(file, InputFiles.text(file, options.encoding(), notes), new SubredditsLayout(), notes);
        int seeker = csv.column(SubredditsLayout.SEEKER);
        int response = csv.column(SubredditsLayout.RESPONSE);
        int seekerPost = csv.column(SubredditsLayout.SEEKER_POST);
        int responsePost = csv.column(SubredditsLayout.RESPONSE_POST);
        int level = csv.column(SubredditsLayout.LEVEL);
        int rationales = csv.column(SubredditsLayout.RATIONALES);
        List<Row> rows = new ArrayList<>();
        Map<String, List<Row>> byPair = new LinkedHashMap<>();
        for (Csv.Row row : csv.rows()) {
            String[] fields = row.fields();
            if (csv.hasDecimals(row, level))
                notes.add("Level read as whole, though written with decimals", "row", 1, csv.place(row, level), fields[level]);
            Row read = new Row(row.line(), fields[seeker].strip(), fields[response].strip(), HtmlEntities.decode(fields[seekerPost]).trim(),
                    HtmlEntities.decode(fields[responsePost]).trim(), Level.of(csv.number(row, level, 0, 2)), parts(fields[rationales]));
            rows.add(read);
            byPair.computeIfAbsent(read.pairId(), any -> new ArrayList<>()).add(read);
        }
        return new SubredditsTable(file, rows, byPair);
    }

    /** {@code a|b|} to a and b. */
    private static List<String> parts(String rationales) {
        return Arrays.stream(HtmlEntities.decode(rationales).split("\\|")).map(String::trim).filter(part -> !part.isEmpty()).toList();
    }
}
