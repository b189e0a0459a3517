package org.empathyworkbench.identifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.text.TextSpan;

/**
 * A response with something left out.
 *
 * @param removed the parts that are gone, in order
 * @param words   how many words are gone
 * @param text    what is left
 */
public record Edit(Kind kind, List<TextSpan> removed, int words, String text) {
    /** What was left out. */
    public enum Kind { WORD, TWO_WORDS, SENTENCE }

    public Edit { removed = List.copyOf(removed); }

    /** Parts of a response left out, with the blanks that then stand too many. */
    static Edit without(String response, Kind kind, List<TextSpan> parts) {
        List<TextSpan> ordered = new ArrayList<>(parts);
        ordered.sort(Comparator.comparingInt(TextSpan::from));
        StringBuilder left = new StringBuilder();
        int words = 0;
        int from = 0;
        for (TextSpan part : ordered) {
            left.append(response, from, part.from());
            words += TextSpan.words(part.of(response)).size();
            from = part.to();
            while (from < response.length() && Character.isWhitespace(response.charAt(from))
                    && (left.isEmpty() || Character.isWhitespace(left.charAt(left.length() - 1))))
                from++;
        }
        return new Edit(kind, ordered, words, left.append(response.substring(from)).toString().strip());
    }

    /** What is gone, as the response had it. */
    public String removedFrom(String response) { return String.join(" … ", removed.stream().map(part -> part.of(response)).toList()); }

    /** Whether it leaves out all that another does. */
    boolean holds(Edit other) {
        return other.removed.stream()
                .allMatch(part -> removed.stream().anyMatch(own -> own.from() <= part.from() && part.to() <= own.to()));
    }
}
