package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * Files of records whose lines are {@code key:value}: an emotion line begins a record, the context is a Python list, one line holds the
 * reference and one line each system's answer, in any order. Blank lines and lines of dashes part records.
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

    /** A value with the place where it begins. */
    private record Value(String text, int line, int character) { }

    @Override public List<NamedResponses> read(Path file) {
        Map<Answer, List<GivenResponse>> sets = new LinkedHashMap<>();
        answers.forEach(answer -> sets.put(answer, new ArrayList<>()));
        Map<String, Value> record = new HashMap<>();
        int begin = 0;
        int line = 0;
        for (String content : InputFiles.text(file).split("\r?\n", -1)) {
            line++;
            String key = content.substring(0, Math.max(0, content.indexOf(':')));
            if (key.equals(emotionKey)) {
                if (begin > 0) finish(file, begin, record, sets);
                record.clear();
                begin = line;
            }
            if (begin == 0 && preamble || parting(content)) continue;
            if (begin == 0 || !known.contains(key)) {
                throw Place.character(file, line, 1).fault("The line does not begin with " + (begin == 0 ? emotionKey + ":" : "a key of this format ("
                        + String.join(", ", known.stream().sorted().toList()) + ")"), "Choose the file that belongs to this format.");
            }
            Value value = new Value(content.substring(key.length() + 1), line, key.length() + 2);
            if (record.put(key, value) != null) throw Place.of(file, line).fault("The record has " + key + ": twice");
        }
        if (begin == 0) throw Place.of(file).fault("The file has no line that begins with " + emotionKey + ":", "Choose the file that belongs to this format.");
        finish(file, begin, record, sets);
        return answers.stream().map(answer -> new NamedResponses(answer.name(), answer.system(), sets.get(answer))).toList();
    }

    private static boolean parting(String line) { return line.isBlank() || line.chars().allMatch(c -> c == '-'); }

    private void finish(Path file, int begin, Map<String, Value> record, Map<Answer, List<GivenResponse>> sets) {
        String emotion = value(file, begin, record, emotionKey).text();
        int tab = emotion.indexOf('\t');                 // MIME writes scores behind the emotion
        String word = (tab < 0 ? emotion : emotion.substring(0, tab)).trim();
        Value list = value(file, begin, record, contextKey);
        List<String> context = PythonList.parse(list.text(), file, list.line(), list.character());
        String reference = value(file, begin, record, referenceKey).text().trim();
        sets.forEach((answer, responses) ->
                responses.add(new GivenResponse(word, context, reference, value(file, begin, record, answer.key()).text().trim())));
    }

    private static Value value(Path file, int begin, Map<String, Value> record, String key) {
        Value value = record.get(key);
        if (value == null) throw Place.of(file, begin).fault("The record that begins here has no line " + key + ":");
        return value;
    }
}
