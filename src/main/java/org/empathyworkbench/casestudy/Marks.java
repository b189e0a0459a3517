package org.empathyworkbench.casestudy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The marks of one text: in order, never over one another, so that every character has one mechanism or none. */
public final class Marks {
    /** A stretch of a text with its mark; null where nothing is marked. */
    public record Piece(String text, int from, @Nullable Mark mark) { }

    private Marks() { }

    /** With one more: what it covers of older marks is its own now, and marks of one mechanism that touch become one. */
    public static List<Mark> with(List<Mark> marks, Mark added) {
        List<Mark> all = new ArrayList<>(without(marks, added.from(), added.to()));
        all.add(added);
        all.sort(Comparator.comparingInt(Mark::from));
        List<Mark> joined = new ArrayList<>();
        for (Mark mark : all) {
            Mark last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.to() == mark.from() && last.mechanism() == mark.mechanism())
                joined.set(joined.size() - 1, new Mark(last.from(), mark.to(), mark.mechanism()));
            else joined.add(mark);
        }
        return List.copyOf(joined);
    }

    /** Without what lies from one character to behind another; a mark that reaches further keeps the rest. */
    public static List<Mark> without(List<Mark> marks, int from, int to) {
        List<Mark> left = new ArrayList<>();
        for (Mark mark : marks) {
            if (mark.to() <= from || mark.from() >= to) {
                left.add(mark);
                continue;
            }
            if (mark.from() < from) left.add(new Mark(mark.from(), from, mark.mechanism()));
            if (mark.to() > to) left.add(new Mark(to, mark.to(), mark.mechanism()));
        }
        return List.copyOf(left);
    }

    /** The whole text, cut where marks begin and end. */
    public static List<Piece> pieces(String text, List<Mark> marks) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Mark mark : checked(text, marks)) {
            if (mark.from() > at) pieces.add(new Piece(text.substring(at, mark.from()), at, null));
            pieces.add(new Piece(text.substring(mark.from(), mark.to()), mark.from(), mark));
            at = mark.to();
        }
        if (at < text.length()) pieces.add(new Piece(text.substring(at), at, null));
        return pieces;
    }

    /** @throws IllegalArgumentException when they are not in order, lie over one another or reach beyond the text */
    static List<Mark> checked(String text, List<Mark> marks) {
        int at = 0;
        for (Mark mark : marks) {
            if (mark.from() < at || mark.to() > text.length()) {
                throw new IllegalArgumentException("The mark from " + mark.from() + " to " + mark.to()
                        + " lies over another or beyond the text's " + text.length() + " characters.");
            }
            at = mark.to();
        }
        return List.copyOf(marks);
    }
}
