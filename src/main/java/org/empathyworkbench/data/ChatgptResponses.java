package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * The csv of an evaluation of ChatGPT's empathy (Welivita and Pu 2024): 2,000 openings of EmpatheticDialogues conversations with three
 * responses each. The human response is the reference of all three. Ids and ratings of the raters are ignored.
 */
final class ChatgptResponses implements ResponseReader {
    private static final String REFERENCE = "response_human";

    /** @param column of its responses; @param name, system as in {@link NamedResponses} */
    private record Answer(String column, String name, String system) { }

    private static final List<Answer> ANSWERS = List.of(new Answer(REFERENCE, "chatgpt-human", "Human (from the ChatGPT study)"),
            new Answer("response_chatgpt", "chatgpt", "ChatGPT"),
            new Answer("response_chatgpt_empathy", "chatgpt-empathy", "ChatGPT, asked for empathy"));

    @Override public String format() { return "chatgpt"; }

    @Override public String title() { return "ChatGPT (dataset_and_ratings.csv)"; }

    @Override public ReadResponses read(Path file, TextEncoding encoding) {
        ReadingNotes notes = new ReadingNotes();
        Csv table = Csv.rfc4180(file, InputFiles.text(file, encoding, notes));
        int emotion = table.column("emotion");
        int context = table.column("speaker_uttr");
        int reference = table.column(REFERENCE);
        List<NamedResponses> sets = new ArrayList<>();
        for (Answer answer : ANSWERS) {
            int text = table.column(answer.column());
            sets.add(new NamedResponses(answer.name(), answer.system(),
                    table.rows().stream().map(row -> new GivenResponse(row.fields()[emotion].trim(),
                            List.of(row.fields()[context].trim()), row.fields()[reference].trim(), row.fields()[text].trim())).toList()));
        }
        return ReadResponses.of(format(), SourceLocation.of(file), sets, notes.sentences());
    }
}
