package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.data.EmpatheticDialoguesFile.Conversation;
import org.empathyworkbench.dialogue.Role;

/**
 * The rows of one conversation of EmpatheticDialogues, as they were found, and the conversation that they make. Order, numbering, copies,
 * gaps and changing labels are repaired or passed over, and noted.
 */
final class ConversationRows {
    /** @param speaker -1 when the table has no column for it */
    private record Utterance(int number, int speaker, String text, Csv.Row row) { }

    private final Csv table;
    private final String id;
    private final List<Utterance> utterances = new ArrayList<>();
    private final Map<Integer, Utterance> byNumber = new HashMap<>();
    private final List<Utterance> copies = new ArrayList<>();
    private int parts;
    private boolean outOfOrder;

    ConversationRows(Csv table, String id) {
        this.table = table;
        this.id = id;
    }

    /** @param begins whether the row before belongs to another conversation */
    void add(Csv.Row row, boolean begins) {
        if (begins) parts++;
        int column = table.column(EmpatheticDialoguesLayout.INDEX);
        Utterance utterance = new Utterance(table.number(row, column, 0, Integer.MAX_VALUE), speaker(row),
                TextCleaning.clean(row.fields()[table.column(EmpatheticDialoguesLayout.UTTERANCE)]), row);
        Utterance same = byNumber.putIfAbsent(utterance.number(), utterance);
        if (same == null) {
            outOfOrder |= !utterances.isEmpty() && utterances.get(utterances.size() - 1).number() > utterance.number();
            utterances.add(utterance);
        } else if (same.text().equals(utterance.text()) && same.speaker() == utterance.speaker()) {
            copies.add(utterance);
        } else {
            throw table.place(row, column).fault("Utterance " + utterance.number() + " of " + SourceLocation.shown(id)
                    + " stands in line " + same.row().line() + " too, with another text or speaker");
        }
    }

    private int speaker(Csv.Row row) {
        return table.has(EmpatheticDialoguesLayout.SPEAKER)
                ? table.number(row, table.column(EmpatheticDialoguesLayout.SPEAKER), 0, Integer.MAX_VALUE) : -1;
    }

    Conversation conversation(SameSpeaker choice, EmotionLabels labels, ReadingNotes notes) {
        utterances.sort(Comparator.comparingInt(Utterance::number));
        Utterance first = utterances.get(0);
        int line = utterances.stream().mapToInt(utterance -> utterance.row().line()).min().orElseThrow();
        noteRepairs(first, SourceLocation.of(table.file(), line), notes);
        TurnSequence turns = new TurnSequence(choice, notes);
        int text = table.column(EmpatheticDialoguesLayout.UTTERANCE);
        Roles roles = new Roles(first);
        int before = first.number() - 1;
        for (Utterance utterance : utterances) {
            if (utterance.number() != before + 1) turns.gap();
            before = utterance.number();
            turns.add(roles.of(utterance), roles.speaker(utterance), utterance.text(), table.place(utterance.row(), text));
        }
        String emotion = emotion(first, labels);
        turns.noteListenerFirst(SourceLocation.of(table.file(), line), id);
        String situation = TextCleaning.clean(field(first, EmpatheticDialoguesLayout.SITUATION));
        return new Conversation(id, line, emotion, situation, turns.turns());
    }

    private void noteRepairs(Utterance first, SourceLocation place, ReadingNotes notes) {
        if (outOfOrder) notes.add("Put in the order of utterance_idx", "conversation", 1, place, id);
        if (parts > 1) notes.add("Put together from rows that stood apart", "conversation", 1, place, id);
        if (first.number() == 0) notes.add("Utterances numbered from 0 instead of 1", "conversation", 1, place, id);
        copies.forEach(copy -> notes.add("Left out, because it repeats another row of its conversation",
                "row", SourceLocation.of(table.file(), copy.row().line())));
        if (utterances.get(utterances.size() - 1).number() - base() + 1 != utterances.size()) {
            notes.add("An utterance is missing by its number; the others keep their speakers", "conversation", 1, place, id);
        }
        Set<Integer> speakers = new LinkedHashSet<>(utterances.stream().map(Utterance::speaker).toList());
        if (speakers.size() > 2)
            notes.add("More than two speakers; all but the first were taken for the listener", "conversation", 1, place, id);
        noteDecimals(notes);
        noteEntities(notes);
        noteChanges(first, notes);
    }

    private void noteDecimals(ReadingNotes notes) {
        for (String name : List.of(EmpatheticDialoguesLayout.INDEX, EmpatheticDialoguesLayout.SPEAKER, EmpatheticDialoguesLayout.LABEL)) {
            if (!table.has(name)) continue;
            int column = table.column(name);
            for (Utterance utterance : utterances) {
                if (table.hasDecimals(utterance.row(), column)) {
                    notes.add("Read as whole, though written with decimals", "number", 1,
                            table.place(utterance.row(), column), utterance.row().fields()[column]);
                }
            }
        }
    }

    private void noteEntities(ReadingNotes notes) {
        for (Utterance utterance : utterances) {
            if (utterance.text().toLowerCase(Locale.ROOT).contains(TextCleaning.COMMA)) {
                notes.add("Kept as it stands, though it holds _comma_ in another spelling", "utterance", 1,
                        table.place(utterance.row(), table.column(EmpatheticDialoguesLayout.UTTERANCE)), utterance.text());
            }
            if (HtmlEntities.in(utterance.text())) {
                notes.add("Kept as it stands, though it holds HTML entities such as &amp;", "utterance", 1,
                        table.place(utterance.row(), table.column(EmpatheticDialoguesLayout.UTTERANCE)), utterance.text());
            }
        }
    }

    /** A conversation has one emotion and one situation; another one behind it may be a conversation that lost its id. */
    private void noteChanges(Utterance first, ReadingNotes notes) {
        for (String name : List.of(EmpatheticDialoguesLayout.EMOTION,
                EmpatheticDialoguesLayout.LABEL, EmpatheticDialoguesLayout.SITUATION)) {
            if (!table.has(name)) continue;
            for (Utterance utterance : utterances) {
                if (TextCleaning.clean(field(utterance, name)).equalsIgnoreCase(TextCleaning.clean(field(first, name)))) continue;
                notes.add("The column \"" + name + "\" changes within the conversation; that of its first utterance was kept",
                        "conversation", 1, table.place(utterance.row(), table.column(name)), field(utterance, name).trim());
                break;
            }
        }
    }

    private String emotion(Utterance first, EmotionLabels labels) {
        if (table.has(EmpatheticDialoguesLayout.EMOTION)) {
            return labels.read(field(first, EmpatheticDialoguesLayout.EMOTION),
                    table.place(first.row(), table.column(EmpatheticDialoguesLayout.EMOTION)));
        }
        if (!table.has(EmpatheticDialoguesLayout.LABEL)) return "";
        return Emotions.ALL.get(table.number(first.row(), table.column(EmpatheticDialoguesLayout.LABEL), 0, Emotions.ALL.size() - 1));
    }

    private String field(Utterance utterance, String name) { return utterance.row().fields()[table.column(name)]; }

    private int base() { return Math.min(1, utterances.get(0).number()); }

    /**
     * The speaker begins. The speaker column identifies them: the one of the first utterance, or, if an odd number of utterances is missing
     * before it, the other one. Without that column odd numbers are the speaker's.
     */
    private final class Roles {
        private final Role begins;
        private final int beginner;

        Roles(Utterance first) {
            this.begins = (first.number() - base()) % 2 == 0 ? Role.SPEAKER : Role.LISTENER;
            this.beginner = first.speaker();
        }

        int speaker(Utterance utterance) { return beginner < 0 ? of(utterance).ordinal() : utterance.speaker(); }

        Role of(Utterance utterance) {
            boolean same = beginner < 0 ? (utterance.number() - utterances.get(0).number()) % 2 == 0 : utterance.speaker() == beginner;
            return same == (begins == Role.SPEAKER) ? Role.SPEAKER : Role.LISTENER;
        }
    }
}
