package org.empathyworkbench.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one response has otherwise than another, in words: the longest common subsequence stays, the rest was put in or left out. Words are
 * compared without regard to case, and marks are words of their own, so that "Sorry." and "sorry ." do not differ.
 */
public final class WordDiff {
    /** What became of a piece of text on the way from the one response to the other. */
    public enum Change { SAME, INSERTED, DELETED }

    /** A run of words with the same change kind, with the spaces between them; the space before it is a separate component. */
    public record Piece(Change change, String text, boolean blankBefore) { }

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['\u2019][\\p{L}\\p{N}]+)*|[^\\s\\p{L}\\p{N}]");

    private record Word(String text, String compared, boolean blankBefore) { }

    private WordDiff() { }

    /** The pieces of {@code to} in order, with what only {@code from} has between them. */
    public static List<Piece> of(String from, String to) {
        List<Word> a = words(from);
        List<Word> b = words(to);
        List<Piece> pieces = new ArrayList<>();
        for (CommonSubsequence.Step step : CommonSubsequence.of(a, b, (one, other) -> one.compared().equals(other.compared()))) {
            if (step.stays()) add(pieces, Change.SAME, b.get(step.to()));
            else if (step.goes()) add(pieces, Change.DELETED, a.get(step.from()));
            else add(pieces, Change.INSERTED, b.get(step.to()));
        }
        return pieces;
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            words.add(new Word(matcher.group(), matcher.group().toLowerCase(Locale.ROOT).replace('\u2019', '\''), matcher.start() > end));
            end = matcher.end();
        }
        return words;
    }

    private static void add(List<Piece> pieces, Change change, Word word) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last == null || last.change() != change)
            pieces.add(new Piece(change, word.text(), last != null && (word.blankBefore() || last.change() == Change.DELETED)));
        else
            pieces.set(pieces.size() - 1,
                    new Piece(change, last.text() + (word.blankBefore() ? " " : "") + word.text(), last.blankBefore()));
    }
}
