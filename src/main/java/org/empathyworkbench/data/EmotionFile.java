package org.empathyworkbench.data;

import java.util.Map;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;

/** The conversations of one emotion's table. Its rows have no number, so their order is the conversation's. */
final class EmotionFile {
    private final Csv table;
    private final String emotion;
    private final SameSpeaker choice;
    private final ReadingNotes notes;
    private final int id;
    private final int type;
    private final int actor;
    private final int text;
    private String open;
    private SourceLocation begin;
    private String situation;
    private TurnSequence turns;

    EmotionFile(Csv table, String emotion, SameSpeaker choice, ReadingNotes notes) {
        this.table = table;
        this.emotion = emotion;
        this.choice = choice;
        this.notes = notes;
        this.id = table.column(ByEmotionLayout.ID);
        this.type = table.column(ByEmotionLayout.TYPE);
        this.actor = table.column(ByEmotionLayout.ACTOR);
        this.text = table.column(ByEmotionLayout.TEXT);
    }

    /** A {@code situation,none} row opens a conversation; its {@code utterance} rows follow in order. */
    void into(Map<String, Dialogue> found) {
        for (Csv.Row row : table.rows()) {
            String key = row.fields()[id].trim();
            noteSpelling(row);
            String label = ByEmotionLayout.unknownLabel(table, row);
            if (label != null) {
                notes.add("Not read, a label that is none of the published ones and may belong to the text before it", "row", 1,
                        table.place(row, ByEmotionLayout.labelColumn(table)), label);
            }
            if (ByEmotionLayout.word(row.fields()[type]).equals(ByEmotionLayout.SITUATION)) {
                finish(found);
                if (key.isEmpty()) throw table.place(row, id).fault("The conversation has no id");
                if (found.containsKey(key))
                    throw table.place(row, id).fault("The conversation " + SourceLocation.shown(key) + " begins a second time");
                open = key;
                begin = table.place(row, id);
                situation = text(row);
                turns = new TurnSequence(choice, notes);
            } else {
                if (!key.equals(open)) {
                    throw table.place(row, id)
                            .fault("An utterance of " + SourceLocation.shown(key) + (open == null ? " stands before any conversation"
                                    : " stands in the conversation " + SourceLocation.shown(open)));
                }
                Role role = ByEmotionLayout.word(row.fields()[actor]).equals(ByEmotionLayout.SPEAKER) ? Role.SPEAKER : Role.LISTENER;
                turns.add(role, role.ordinal(), text(row), table.place(row, text));
            }
        }
        finish(found);
    }

    private void finish(Map<String, Dialogue> found) {
        if (open == null) return;
        Dialogue dialogue = new Dialogue(open, Split.TRAIN, emotion, situation, turns.turns());
        found.put(open, dialogue);
        if (dialogue.turns().isEmpty()) notes.add("Without any utterance", "conversation", 1, begin, open);
        turns.noteListenerFirst(begin, open);
    }

    /** These files have commas as commas; a copy may have what the original distribution writes in their place. */
    private String text(Csv.Row row) {
        String field = row.fields()[text];
        if (field.contains(TextCleaning.COMMA)) notes.add("Commas restored from _comma_", "text", table.place(row, text));
        if (HtmlEntities.in(field))
            notes.add("Kept as it stands, though it holds HTML entities such as &amp;", "text", 1, table.place(row, text), field);
        return TextCleaning.clean(field);
    }

    private void noteSpelling(Csv.Row row) {
        for (int column : new int[] {type, actor}) {
            String field = row.fields()[column];
            if (!field.isEmpty() && !ByEmotionLayout.word(field).equals(field)) {
                notes.add("Type or actor read without regard to capitals and blanks", "field", 1, table.place(row, column), field);
            }
        }
    }
}
