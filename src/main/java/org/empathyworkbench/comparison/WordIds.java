package org.empathyworkbench.comparison;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.empathyworkbench.evaluation.WordTokens;

/** Integer ids of words and word pairs, so that distinct ones are counted without comparing strings: each response is tokenized once. */
final class WordIds {
    /** The words of a response, and its bigrams. */
    record Numbered(int[] words, int[] pairs) { }

    private final Map<String, Integer> words = new ConcurrentHashMap<>();
    private final Map<Long, Integer> pairs = new ConcurrentHashMap<>();
    private final Map<String, Numbered> responses = new ConcurrentHashMap<>();
    private final AtomicInteger nextWord = new AtomicInteger();
    private final AtomicInteger nextPair = new AtomicInteger();

    Numbered of(String response) { return responses.computeIfAbsent(response, this::number); }

    private Numbered number(String response) {
        int[] ids = WordTokens.WHITESPACE.of(response).stream()
                .mapToInt(word -> words.computeIfAbsent(word, any -> nextWord.getAndIncrement())).toArray();
        int[] two = new int[Math.max(0, ids.length - 1)];
        for (int i = 0; i < two.length; i++)
            two[i] = pairs.computeIfAbsent((long) ids[i] << 32 | ids[i + 1], any -> nextPair.getAndIncrement());
        return new Numbered(ids, two);
    }
}
