package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;

/**
 * One csv of EmpatheticDialogues with a row an utterance. The form is decided by header and content:
 * the original distribution is not RFC 4180 (nothing is quoted, commas are {@code _comma_}, a field may begin with a bare quote, a ninth
 * field holds ranking candidates); later copies are, and leave columns out or add some.
 *
 * @param split      what the file's name says, empty when it says nothing
 * @param candidates rows that had a ninth field, which is left out
 * @param gaps       conversations in which an utterance number is missing
 */
record EmpatheticDialoguesFile(Path file, Optional<Split> split, List<Conversation> conversations, int candidates, int gaps) {
    private static final List<String> ORIGINAL_HEADER =
            List.of("conv_id", "utterance_idx", "context", "prompt", "speaker_idx", "utterance", "selfeval", "tags");

    /** @param line of its first row; @param emotion empty when the file has none */
    record Conversation(String id, int line, String emotion, String situation, List<Turn> turns) { }

    static EmpatheticDialoguesFile read(Path file) { return of(table(file)); }

    private static EmpatheticDialoguesFile of(Csv csv) {
        int id = csv.column("conv_id");
        int index = csv.column("utterance_idx");
        int utterance = csv.column("utterance");
        int prompt = csv.column("prompt");
        Map<String, Conversation> conversations = new LinkedHashMap<>();
        Map<String, Integer> last = new LinkedHashMap<>();
        Set<String> gaps = new HashSet<>();
        int candidates = 0;
        for (Csv.Row row : csv.rows()) {
            String key = row.fields()[id].trim();
            if (key.isEmpty()) throw csv.place(row, id).fault("The conversation has no id");
            int number = csv.number(row, index, 1, Integer.MAX_VALUE);
            int before = last.getOrDefault(key, 0);
            if (number <= before) {
                throw csv.place(row, index).fault("Utterance " + number + " of " + key + " stands behind utterance " + before);
            }
            if (number != before + 1) gaps.add(key);
            last.put(key, number);
            Conversation conversation = conversations.get(key);
            if (conversation == null) {
                conversation = new Conversation(key, row.line(), emotion(csv, row), clean(row.fields()[prompt]), new ArrayList<>());
                conversations.put(key, conversation);
            }
            // The speaker begins: odd numbers are the speaker's, even ones the listener's.
            conversation.turns().add(new Turn(number % 2 == 1 ? Role.SPEAKER : Role.LISTENER, clean(row.fields()[utterance])));
            if (row.fields().length > csv.header().size()) candidates++;
        }
        return new EmpatheticDialoguesFile(csv.file(), splitOf(csv.file()), List.copyOf(conversations.values()), candidates, gaps.size());
    }

    /** The column {@code context} names it; {@code label} numbers it; some copies have neither. */
    private static String emotion(Csv csv, Csv.Row row) {
        if (csv.has("context")) {
            int column = csv.column("context");
            String emotion = row.fields()[column].trim();
            if (!Emotions.known(emotion)) throw csv.place(row, column).fault("\"" + emotion + "\" is not one of the 32 emotions");
            return emotion;
        }
        if (csv.has("label")) return Emotions.ALL.get(csv.number(row, csv.column("label"), 0, Emotions.ALL.size() - 1));
        return "";
    }

    /** Commas restored, blanks at both ends left out. */
    static String clean(String field) { return field.replace("_comma_", ",").trim(); }

    /** The table in the form that fits; when none does, the fault of the form that came further. */
    private static Csv table(Path file) {
        String text = InputFiles.text(file);
        String firstLine = text.lines().findFirst().orElse("");
        if (!List.of(firstLine.split(",", -1)).equals(ORIGINAL_HEADER)) return Csv.rfc4180(file, text, 0);
        Place.Fault rfcFault;
        try {
            Csv rfc = Csv.rfc4180(file, text, 1);
            if (rfc.quotesAreHabit()) return rfc;
            rfcFault = null;
        } catch (Place.Fault fault) {
            rfcFault = fault;
        }
        try {
            return plain(file, text);
        } catch (Place.Fault plainFault) {
            if (rfcFault == null) return Csv.rfc4180(file, text, 1);
            throw rfcFault.line() >= plainFault.line() ? rfcFault : plainFault;
        }
    }

    /** A quoted comma would push the fields behind it to the right: where a speaker's number should be tells. */
    private static Csv plain(Path file, String text) {
        Csv csv = Csv.plain(file, text, 1);
        int speaker = csv.column("speaker_idx");
        for (Csv.Row row : csv.rows()) csv.number(row, speaker, 0, Integer.MAX_VALUE);
        return csv;
    }

    /** By a word of the file's name: {@code test.csv}, {@code fixed_valid.csv}, {@code ed-train-2.csv}. */
    static Optional<Split> splitOf(Path file) {
        for (String word : InputFiles.stem(file).toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            switch (word) {
                case "train", "training" -> { return Optional.of(Split.TRAIN); }
                case "valid", "validation", "val", "dev" -> { return Optional.of(Split.VALIDATION); }
                case "test", "testing" -> { return Optional.of(Split.TEST); }
                default -> { }
            }
        }
        return Optional.empty();
    }
}
