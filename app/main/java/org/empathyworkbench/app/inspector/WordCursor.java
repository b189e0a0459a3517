package org.empathyworkbench.app.inspector;

import java.util.List;
import org.empathyworkbench.text.TextSpan;

/**
 * Which words of a text are chosen, and where that goes word by word, sentence by sentence, and from a fixed end: what arrow keys and
 * clicks do, without any control. Never changes.
 *
 * @param text  the whole
 * @param fixed number of the word at the end that stays while the other moves; -1 while nothing is chosen
 * @param moved number of the word at the end that moves; -1 likewise
 */
record WordCursor(String text, List<TextSpan> words, List<TextSpan> sentences, int fixed, int moved) {
    static final WordCursor NOTHING = of("");

    /** Nothing is chosen yet. */
    static WordCursor of(String text) { return new WordCursor(text, TextSpan.words(text), TextSpan.sentences(text), -1, -1); }

    /** Any word is chosen. */
    boolean chooses() { return moved >= 0; }

    /** First chosen word. */
    int from() { return Math.min(fixed, moved); }

    /** Behind the last chosen word; as {@link #from} while nothing is chosen. */
    int to() { return chooses() ? Math.max(fixed, moved) + 1 : -1; }

    /** The chosen words from the first letter to the last; null for none. */
    TextSpan part() { return chooses() ? new TextSpan(words.get(from()).from(), words.get(to() - 1).to()) : null; }

    WordCursor none() { return at(-1, -1); }

    /** Chooses what a part of the text covers; nothing where that is null or covers no word. */
    WordCursor choose(TextSpan part) {
        int from = -1;
        int to = -1;
        for (int w = 0; part != null && w < words.size(); w++) {
            if (words.get(w).shared(part) == 0) continue;
            if (from < 0) from = w;
            to = w;
        }
        return at(from, to);
    }

    /** A word first, its sentence when it is clicked again, nothing the third time. */
    WordCursor click(int word) {
        if (word < 0 || word >= words.size()) return this;
        WordCursor one = at(word, word);
        WordCursor sentence = choose(sentenceOf(word));
        boolean whole = from() == sentence.from() && to() == sentence.to();
        if (from() == word && to() == word + 1) return whole ? none() : sentence;
        return whole ? none() : one;
    }

    /** The end that moves goes to a word, the nearest there is. @param extend whether the other end stays where it is */
    WordCursor goTo(int word, boolean extend) {
        if (words.isEmpty()) return this;
        int there = Math.max(0, Math.min(words.size() - 1, word));
        return at(extend && chooses() ? fixed : there, there);
    }

    /** Word by word. From nothing to the first word, or going back to the last. */
    WordCursor step(int by, boolean extend) { return goTo(chooses() ? moved + by : by > 0 ? 0 : words.size() - 1, extend); }

    /** The sentence of the end that moves; when that is what is chosen, the one behind or before it. */
    WordCursor sentence(int by) {
        if (words.isEmpty()) return this;
        int at = TextSpan.at(sentences, words.get(chooses() ? moved : by > 0 ? 0 : words.size() - 1).from());
        WordCursor here = choose(sentences.get(Math.max(0, at)));
        if (!chooses() || here.from() != from() || here.to() != to()) return here;
        return choose(sentences.get(Math.max(0, Math.min(sentences.size() - 1, at + by))));
    }

    private TextSpan sentenceOf(int word) {
        return sentences.stream().filter(one -> one.shared(words.get(word)) > 0).findFirst().orElse(words.get(word));
    }

    private WordCursor at(int fixed, int moved) { return new WordCursor(text, words, sentences, fixed, moved); }
}
