package org.empathyworkbench.identifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.text.TextSpan;

/**
 * A response with parts removed.
 *
 * @param removed the removed spans, in order
 * @param words   number of removed words
 * @param text    the remaining text
 */
public record Edit(Kind kind, List<TextSpan> removed, int words, String text) {
    /** The removed parts. */
    public enum Kind { WORD, TWO_WORDS, SENTENCE }

    public Edit { removed = List.copyOf(removed); }

    /** Removes parts of a response, with the spaces that would then be doubled. */
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

    /** The removed text, as in the response. */
    public String removedFrom(String response) { return String.join(" … ", removed.stream().map(part -> part.of(response)).toList()); }

    /** Whether this edit removes everything that another removes. */
    boolean holds(Edit other) {
        return other.removed.stream()
                .allMatch(part -> removed.stream().anyMatch(own -> own.from() <= part.from() && part.to() <= own.to()));
    }
}
