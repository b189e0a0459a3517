package org.empathyworkbench.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a vocabulary is learnt from: how often each run of characters of one kind occurs. A word begins with {@code ▁}; letters with
 * their apostrophes are one kind, digits another, every other character a kind of its own, so no piece glues a word to its full stop.
 *
 * @param counts     occurrences by run, in the runs' order
 * @param characters the characters that get a piece of their own
 */
record TextRuns(TreeMap<String, Long> counts, List<String> characters) {
    static final char BLANK = '\u2581';
    /**
     * The share of all characters that must have a piece of their own; the rest is left to bytes or to the unknown piece. Printable ASCII
     * has pieces whatever the texts hold, so that nothing typed in English is unknown.
     */
    private static final double COVERAGE = 0.9999;

    static TextRuns of(Iterable<String> texts) {
        Map<String, Long> words = new HashMap<>();
        for (String text : texts) {
            for (String word : words(Normalizer.normalize(text, Normalizer.Form.NFC))) words.merge(word, 1L, Long::sum);
        }
        List<String> characters = characters(words);
        Set<String> covered = new HashSet<>(characters);
        TreeMap<String, Long> runs = new TreeMap<>();
        words.forEach((word, count) -> {
            for (String run : runs(BLANK + word, covered)) runs.merge(run, count, Long::sum);
        });
        return new TextRuns(runs, characters);
    }

    /** Kind of a character; two neighbours of one kind may share a piece. */
    static int kind(int character) {
        if (Character.isLetter(character) || character == '\'' || character == '\u2019'
                || Character.getType(character) == Character.NON_SPACING_MARK) {
            return -1;
        }
        return Character.isDigit(character) ? -2 : character;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || Character.isWhitespace(text.charAt(i)) || Character.isSpaceChar(text.charAt(i));
            if (blank && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return words;
    }

    private static List<String> characters(Map<String, Long> words) {
        Map<String, Long> counts = new TreeMap<>();
        words.forEach((word, count) -> word.codePoints().forEach(c -> counts.merge(Character.toString(c), count, Long::sum)));
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        List<String> byFrequency = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey).toList();
        Set<String> characters = new LinkedHashSet<>(List.of(Character.toString(BLANK)));
        for (char c = '!'; c <= '~'; c++) characters.add(Character.toString(c));
        long covered = 0;
        for (String character : byFrequency) {
            if (covered >= COVERAGE * total) break;
            covered += counts.getOrDefault(character, 0L);
            characters.add(character);
        }
        return List.copyOf(characters);
    }

    /** Cuts where the kind changes and leaves characters without a piece out. */
    private static List<String> runs(String word, Set<String> covered) {
        List<String> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        int kind = 0;
        for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
            int character = word.codePointAt(i);
            boolean first = run.length() == 0 || run.length() == 1 && run.charAt(0) == BLANK;
            boolean known = covered.contains(Character.toString(character));
            if (!first && (!known || kind(character) != kind)) {
                runs.add(run.toString());
                run.setLength(0);
            }
            if (known) run.appendCodePoint(character);
            if (character != BLANK) kind = kind(character);
        }
        if (run.length() > 0) runs.add(run.toString());
        return runs;
    }
}
