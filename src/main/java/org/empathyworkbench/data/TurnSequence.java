package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Turn;

/**
 * The turns of one conversation, in order, without what cannot be a turn. Every change is noted:
 * <ul>
 * <li>an empty text is left out: nothing was said, so the turns before and behind it are neighbours;
 * <li>neighbouring turns of one speaker are joined or kept, as was chosen;
 * <li>behind an utterance that is missing by its number nobody knows what a listener answers: turns are kept up to the first that would
 *     count as an answer, and left out from there on.
 * </ul>
 */
final class TurnSequence {
    /** Published conversations have 8 turns at the most. The contexts of one conversation's answers grow with the square of its turns. */
    private static final int MOST_TURNS = 1_000;

    private final SameSpeaker choice;
    private final ReadingNotes notes;
    private final List<Turn> turns = new ArrayList<>();
    private int lastSpeaker = -1;
    private boolean gap;
    private boolean broken;
    private boolean ended;

    TurnSequence(SameSpeaker choice, ReadingNotes notes) {
        this.choice = choice;
        this.notes = notes;
    }

    /** An utterance is missing between the last one and the next. */
    void gap() { gap = true; }

    /** @param speaker of the turn; turns of one role but of different speakers are never joined */
    void add(Role role, int speaker, String text, SourceLocation place) {
        if (TextCleaning.isEmpty(text)) {
            notes.add("Left out, because the text is empty", "utterance", place);
            return;
        }
        Role last = turns.isEmpty() ? null : turns.get(turns.size() - 1).role();
        boolean same = speaker == lastSpeaker;
        lastSpeaker = speaker;
        boolean behindGap = gap && last != null;
        gap = false;
        broken |= behindGap;
        ended |= broken && role == Role.LISTENER && last == Role.SPEAKER;
        if (ended) {
            notes.add("Left out, because an utterance before it is missing and it is unknown what it answers", "utterance", 1, place, text);
        } else if (role == last && same && !behindGap) {
            sameSpeaker(role, text, place);
        } else {
            append(role, text, place);
        }
    }

    private void append(Role role, String text, SourceLocation place) {
        if (turns.size() == MOST_TURNS) {
            throw place.fault("The conversation has more than " + MOST_TURNS
                    + " turns, more than any of a corpus: rows of different conversations may share one id");
        }
        turns.add(new Turn(role, text));
    }

    private void sameSpeaker(Role role, String text, SourceLocation place) {
        if (choice == SameSpeaker.JOIN) {
            Turn before = turns.remove(turns.size() - 1);
            turns.add(new Turn(role, before.text() + " " + text));
            notes.add("Joined with the turn before, which is the same speaker's (a choice: they can be kept apart)",
                    "turn", 1, place, text);
        } else {
            append(role, text, place);
            notes.add("Kept as a turn of its own, though the turn before is the same speaker's (in "
                    + "the context of an answer they stand as one text)", "turn", 1, place, text);
        }
    }

    /** Notes a conversation whose first turn that is left is the listener's. @param place where it begins */
    void noteListenerFirst(SourceLocation place, String conversation) {
        if (turns.isEmpty() || turns.get(0).role() != Role.LISTENER) return;
        notes.add("The listener begins what is left of the conversation; contexts begin with the speaker's first turn", "conversation", 1,
                place, conversation);
    }

    List<Turn> turns() { return List.copyOf(turns); }
}
