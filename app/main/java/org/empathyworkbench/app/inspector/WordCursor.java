package org.empathyworkbench.app.inspector;

import java.util.List;
import org.empathyworkbench.text.TextSpan;

/**
 * Immutable word selection of a text, with moves by word and sentence and extension from an anchor: the logic of arrow keys and clicks,
 * without controls.
 *
 * @param text  the whole text
 * @param fixed index of the anchor word; -1 for no selection
 * @param moved index of the moving end's word; -1 for no selection
 */
record WordCursor(String text, List<TextSpan> words, List<TextSpan> sentences, int fixed, int moved) {
    static final WordCursor NOTHING = of("");

    /** No selection. */
    static WordCursor of(String text) { return new WordCursor(text, TextSpan.words(text), TextSpan.sentences(text), -1, -1); }

    /** Whether any word is selected. */
    boolean chooses() { return moved >= 0; }

    /** First selected word. */
    int from() { return Math.min(fixed, moved); }

    /** Index after the last selected word; equals {@link #from} without a selection. */
    int to() { return chooses() ? Math.max(fixed, moved) + 1 : -1; }

    /** Character range of the selection; null for none. */
    TextSpan part() { return chooses() ? new TextSpan(words.get(from()).from(), words.get(to() - 1).to()) : null; }

    WordCursor none() { return at(-1, -1); }

    /** Selects the words of a character range; none for null or a range without words. */
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

    /** First click selects the word, the second its sentence, the third clears. */
    WordCursor click(int word) {
        if (word < 0 || word >= words.size()) return this;
        WordCursor one = at(word, word);
        WordCursor sentence = choose(sentenceOf(word));
        boolean whole = from() == sentence.from() && to() == sentence.to();
        if (from() == word && to() == word + 1) return whole ? none() : sentence;
        return whole ? none() : one;
    }

    /** Moves the end to a word, clamped. @param extend whether the anchor stays */
    WordCursor goTo(int word, boolean extend) {
        if (words.isEmpty()) return this;
        int there = Math.max(0, Math.min(words.size() - 1, word));
        return at(extend && chooses() ? fixed : there, there);
    }

    /** Moves by word; without a selection, to the first or (backwards) the last word. */
    WordCursor step(int by, boolean extend) { return goTo(chooses() ? moved + by : by > 0 ? 0 : words.size() - 1, extend); }

    /** Selects the sentence of the moving end; if already selected, the next or previous one. */
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
