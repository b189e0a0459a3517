package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader repaired, left out or had to decide, counted over all files: one sentence a kind, with the place of the first case. Not for
 * several threads.
 */
final class ReadingNotes {
    private record Kind(String what, String noun) { }

    private static final class Tally {
        private int count;
        private SourceLocation first;
        private String example = "";
    }

    private final Map<Kind, Tally> tallies = new LinkedHashMap<>();

    /** As {@link #add(String, String, int, Place, String)}, one case without an example. */
    void add(String what, String noun, SourceLocation place) { add(what, noun, 1, place, ""); }

    /**
     * Counts cases of one kind.
     *
     * @param what    what was done or found, the beginning of the sentence: {@code Left out, because the text is empty}
     * @param noun    what is counted, in the singular
     * @param count   cases to add; 0 adds nothing
     * @param place   of the first of them
     * @param example text of the first of them, empty for none
     */
    void add(String what, String noun, int count, SourceLocation place, String example) {
        if (count == 0) return;
        Tally tally = tallies.computeIfAbsent(new Kind(what, noun), any -> new Tally());
        if (tally.count == 0) {
            tally.first = place;
            tally.example = example;
        }
        tally.count += count;
    }

    /** Adds what another one counted. */
    void addAll(ReadingNotes other) {
        other.tallies.forEach((kind, tally) -> add(kind.what(), kind.noun(), tally.count, tally.first, tally.example));
    }

    /** {@code Left out, because the text is empty: 2 utterances (first: train.csv, line 11).} In the order of their first cases. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        tallies.forEach((kind, tally) -> sentences.add(kind.what() + ": " + Plurals.count(tally.count, kind.noun()) + " ("
                + (tally.count == 1 ? "" : "first: ") + tally.first
                + (tally.example.isEmpty() ? "" : ", \"" + SourceLocation.shown(tally.example) + "\"") + ")."));
        return sentences;
    }
}
