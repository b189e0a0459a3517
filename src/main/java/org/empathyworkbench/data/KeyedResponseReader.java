package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * Files of {@link KeyedRecords} with fixed keys: an emotion line begins a record, the context is a Python list, one line holds the
 * reference and one line each system's answer, in any order.
 */
final class KeyedResponseReader implements ResponseReader {
    /** @param key of its line; @param name, system as in {@link NamedResponses} */
    record Answer(String key, String name, String system) { }

    private final String format;
    private final String title;
    private final String emotionKey;
    private final String contextKey;
    private final String referenceKey;
    private final List<Answer> answers;
    private final Set<String> known;
    private final boolean preamble;

    /**
     * @param passedOver keys whose lines are not read
     * @param preamble   whether lines before the first record are passed over
     */
    KeyedResponseReader(String format, String title, String emotionKey, String contextKey, String referenceKey, List<Answer> answers,
                        Set<String> passedOver, boolean preamble) {
        this.format = format;
        this.title = title;
        this.emotionKey = emotionKey;
        this.contextKey = contextKey;
        this.referenceKey = referenceKey;
        this.answers = answers;
        this.preamble = preamble;
        this.known = new HashSet<>(passedOver);
        this.known.addAll(List.of(emotionKey, contextKey, referenceKey));
        answers.forEach(answer -> this.known.add(answer.key()));
    }

    @Override public String format() { return format; }

    @Override public String title() { return title; }

    @Override public ReadResponses read(Path file, TextEncoding encoding) {
        ReadingNotes notes = new ReadingNotes();
        List<NamedResponses> sets = sets(file, InputFiles.text(file, encoding, notes));
        return ReadResponses.of(format, SourceLocation.of(file), sets, notes.sentences());
    }

    /** The systems of a file whose text was read already, empty responses among them. */
    List<NamedResponses> sets(Path file, String text) {
        Map<Answer, List<GivenResponse>> sets = new LinkedHashMap<>();
        answers.forEach(answer -> sets.put(answer, new ArrayList<>()));
        String expected = String.join(", ", known.stream().sorted().toList());
        for (KeyedRecords.Entry entry : KeyedRecords.read(file, text, emotionKey, key -> known.contains(key) ? key : null, expected,
                preamble)) {
            String emotion = KeyedRecords.value(file, entry, emotionKey).text();
            int tab = emotion.indexOf('\t');                 // MIME writes scores behind the emotion
            String word = (tab < 0 ? emotion : emotion.substring(0, tab)).trim();
            KeyedRecords.Value list = KeyedRecords.value(file, entry, contextKey);
            List<String> context = PythonList.parse(list.text(), file, list.line(), list.character());
            String reference = KeyedRecords.value(file, entry, referenceKey).text().trim();
            sets.forEach((answer, responses) ->
                    responses.add(new GivenResponse(word, context, reference,
                            KeyedRecords.value(file, entry, answer.key()).text().trim())));
        }
        return answers.stream().map(answer -> new NamedResponses(answer.name(), answer.system(), sets.get(answer))).toList();
    }
}
