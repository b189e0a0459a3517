package org.empathyworkbench.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A part of a text.
 *
 * @param from first character
 * @param to   behind the last
 */
public record TextSpan(int from, int to) {
    public TextSpan {
        if (from < 0 || to < from) throw new IllegalArgumentException("There is no part of a text from " + from + " to " + to + ".");
    }

    /** The words between blanks, with their punctuation, in order. */
    public static List<TextSpan> words(String text) {
        List<TextSpan> words = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || Character.isWhitespace(text.charAt(i));
            if (!blank && begin < 0) begin = i;
            if (blank && begin >= 0) {
                words.add(new TextSpan(begin, i));
                begin = -1;
            }
        }
        return words;
    }

    /** Sentences in order, without the blanks around them. */
    public static List<TextSpan> sentences(String text) {
        List<TextSpan> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        for (int from = breaks.first(), to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            String part = text.substring(from, to);
            if (!part.isBlank())
                sentences.add(new TextSpan(from + part.length() - part.stripLeading().length(), from + part.stripTrailing().length()));
        }
        return sentences;
    }

    public String of(String text) { return text.substring(from, to); }

    public int length() { return to - from; }

    /** Characters that both hold. */
    public int shared(TextSpan other) { return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from)); }

    /**
     * For each token the word that it belongs to: the one that its last visible character stands
     * in; -1 for a token without any, such as EOS.
     *
     * @param words in order, without overlap
     */
    public static int[] wordOf(List<TextSpan> words, String text, PlacedTokens tokens) {
        int[] of = new int[tokens.size()];
        for (int t = 0; t < of.length; t++) {
            int last = tokens.to()[t] - 1;
            while (last >= tokens.from()[t] && Character.isWhitespace(text.charAt(last))) last--;
            of[t] = last < tokens.from()[t] ? -1 : at(words, last);
        }
        // the mark of a word's beginning may be a token of its own, over a blank or nothing: it goes with the word behind it
        for (int t = of.length - 2; t >= 0; t--) {
            if (of[t] < 0 && of[t + 1] >= 0) of[t] = of[t + 1];
        }
        return of;
    }

    /** Index of the span that contains a character, -1 for none. */
    public static int at(List<TextSpan> spans, int character) {
        int low = 0;
        int high = spans.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            TextSpan span = spans.get(middle);
            if (character < span.from) high = middle - 1;
            else if (character >= span.to) low = middle + 1;
            else return middle;
        }
        return -1;
    }
}
