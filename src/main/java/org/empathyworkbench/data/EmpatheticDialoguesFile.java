package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;

/**
 * One table of EmpatheticDialogues with a row an utterance: the original distribution or a copy, quoted or not, which may leave columns out
 * or add some ({@link EmpatheticDialoguesLayout}, {@link TableForms}).
 *
 * @param split   what the file's name says, empty when it says nothing
 * @param emotion whether the file has a column for it
 */
record EmpatheticDialoguesFile(Path file, Optional<Split> split, List<Conversation> conversations, boolean emotion) {
    /** @param line of its first row; @param emotion empty when the file has none; @param turns none is empty */
    record Conversation(String id, int line, String emotion, String situation, List<Turn> turns) { }

    static boolean isOne(String text) {
        return TableForms.hasColumns(text, List.of(EmpatheticDialoguesLayout.ID, EmpatheticDialoguesLayout.INDEX));
    }

    static EmpatheticDialoguesFile read(Path file, ReadingOptions options, ReadingNotes notes) {
        return read(file, InputFiles.text(file, options.encoding(), notes), options, notes);
    }

    static EmpatheticDialoguesFile read(Path file, String text, ReadingOptions options, ReadingNotes notes) {
        EmpatheticDialoguesLayout layout = new EmpatheticDialoguesLayout();
        Csv table = TableForms.read(file, text, layout, notes);
        Map<String, ConversationRows> grouped = new LinkedHashMap<>();
        String before = null;
        for (Csv.Row row : table.rows()) {
            String id = row.fields()[table.column(EmpatheticDialoguesLayout.ID)].trim();
            grouped.computeIfAbsent(id, any -> new ConversationRows(table, id)).add(row, !id.equals(before));
            before = id;
            passedOver(table, row, notes);
        }
        EmotionLabels labels = new EmotionLabels(notes);
        List<Conversation> conversations = new ArrayList<>();
        for (ConversationRows rows : grouped.values()) {
            Conversation conversation = rows.conversation(options.sameSpeaker(), labels, notes);
            if (conversation.turns().isEmpty()) {
                notes.add("Left out, because none of their utterances has a text", "conversation",
                        1, SourceLocation.of(file, conversation.line()), conversation.id());
            } else {
                conversations.add(conversation);
            }
        }
        labels.requireOne();
        boolean emotion = table.has(EmpatheticDialoguesLayout.EMOTION) || table.has(EmpatheticDialoguesLayout.LABEL);
        return new EmpatheticDialoguesFile(file, splitOf(file), List.copyOf(conversations), emotion);
    }

    private static void passedOver(Csv table, Csv.Row row, ReadingNotes notes) {
        String candidates = EmpatheticDialoguesLayout.candidates(table, row);
        if (candidates != null) {
            notes.add(candidates.isBlank() ? "Passed over, a ninth field that is empty"
                    : "Left out, the ranking candidates in the ninth field", "row", 1,
                    SourceLocation.of(table.file(), row.line()), candidates.strip());
        }
        if (!table.has(EmpatheticDialoguesLayout.SELF_EVALUATION)) return;
        int column = table.column(EmpatheticDialoguesLayout.SELF_EVALUATION);
        String evaluation = row.fields()[column];
        if (EmpatheticDialoguesLayout.mayBelongToTheUtterance(evaluation)) {
            notes.add("Not read, a self-evaluation that is free text and may belong to the utterance before it",
                    "row", 1, table.place(row, column), evaluation);
        }
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
