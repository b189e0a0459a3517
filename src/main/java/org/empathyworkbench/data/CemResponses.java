package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * The output layout that CEM, CASE, SEEK and IAMM share (one function, {@code print_custum}, copied from program to program): records that
 * begin with {@code Emotion:}, then predicted emotions and inferences of COMET under keys that differ from program to program and are not
 * read, {@code Context:} as a Python list, one line for each way of decoding ({@code Greedy:}, {@code Beam:}, {@code Topk:}...),
 * {@code Ref:}, and a line of dashes. Lines of metrics in front of the first record are passed over. Each way of decoding becomes one set.
 */
final class CemResponses implements ResponseReader {
    static final String FORMAT = "cem";

    private static final String EMOTION = "Emotion";
    private static final String CONTEXT = "Context";
    private static final String REFERENCE = "Ref";
    private static final Map<String, String> DECODINGS = Map.of("greedy", "Greedy", "beam", "Beam", "topk", "Topk", "top-k", "Topk",
            "topp", "Topp", "top-p", "Topp",
            "nucleus", "Topp", "pred", "Pred");
    private static final int LONGEST_KEY = 40;

    @Override public String format() { return FORMAT; }

    @Override public String title() { return "CEM, CASE, SEEK, IAMM (results.txt)"; }

    @Override public ReadResponses read(Path file, TextEncoding encoding) {
        ReadingNotes reading = new ReadingNotes();
        List<KeyedRecords.Entry> entries = KeyedRecords.read(file, InputFiles.text(file, encoding, reading), EMOTION, CemResponses::key,
                "Emotion, Context, Greedy, Beam, Ref and others", true);
        Set<String> passedOver = new TreeSet<>();
        Map<String, List<GivenResponse>> sets = new LinkedHashMap<>();
        for (KeyedRecords.Entry entry : entries) {
            KeyedRecords.Value list = KeyedRecords.value(file, entry, CONTEXT);
            List<String> context = PythonList.parse(list.text(), file, list.line(), list.character());
            String emotion = KeyedRecords.value(file, entry, EMOTION).text().trim();
            String reference = KeyedRecords.value(file, entry, REFERENCE).text().trim();
            boolean answered = false;
            for (Map.Entry<String, KeyedRecords.Value> value : entry.values().entrySet()) {
                if (DECODINGS.containsValue(value.getKey())) {
                    sets.computeIfAbsent(value.getKey(), any -> new ArrayList<>())
                            .add(new GivenResponse(emotion, context, reference, value.getValue().text().trim()));
                    answered = true;
                } else if (!Set.of(EMOTION, CONTEXT, REFERENCE).contains(value.getKey())) {
                    passedOver.add(value.getKey());
                }
            }
            if (!answered)
                throw SourceLocation.of(file, entry.line()).fault("The record that begins here has no response (a line Greedy:, Beam:, "
                        + "Topk: or Pred:)");
        }
        List<String> notes = new ArrayList<>(reading.sentences());
        notes.addAll(notes(entries, sets, passedOver));
        return ReadResponses.of(FORMAT, SourceLocation.of(file), named(file, sets), notes);
    }

    private static List<NamedResponses> named(Path file, Map<String, List<GivenResponse>> sets) {
        return sets.entrySet().stream().map(set -> new NamedResponses(set.getKey().toLowerCase(Locale.ROOT),
                set.getKey().toLowerCase(Locale.ROOT) + " (from " + InputFiles.stem(file) + ")", set.getValue())).toList();
    }

    private static List<String> notes(List<KeyedRecords.Entry> entries, Map<String, List<GivenResponse>> sets, Set<String> passedOver) {
        List<String> notes = new ArrayList<>();
        int before = entries.get(0).line() - 1;
        if (before > 0) notes.add(Plurals.count(before, "line") + " before the first record not read.");
        if (!passedOver.isEmpty()) notes.add("Lines not read: " + String.join(", ", passedOver) + ".");
        sets.forEach((key, responses) -> {
            int missing = entries.size() - responses.size();
            if (missing > 0) notes.add(Plurals.count(missing, "record") + " without a line " + key + ":, so "
                    + key.toLowerCase(Locale.ROOT) + " does not answer them.");
        });
        return notes;
    }

    /** Keys are compared without regard to capitals; a key that is not known is kept as it is, null when it is too long for one. */
    private static String key(String written) {
        String bare = written.strip();
        String small = bare.toLowerCase(Locale.ROOT);
        if (small.equals("emotion")) return EMOTION;
        if (small.equals("context")) return CONTEXT;
        if (small.equals("ref")) return REFERENCE;
        if (DECODINGS.containsKey(small)) return DECODINGS.get(small);
        return bare.isEmpty() || bare.length() > LONGEST_KEY ? null : bare;
    }
}
