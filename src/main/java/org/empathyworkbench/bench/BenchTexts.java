package org.empathyworkbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.Example;

/** Made-up words, and texts of them that are longer than any limit here, so that every row is full. */
final class BenchTexts {
    private static final int WORDS = 4_000;
    private final List<String> words = new ArrayList<>();

    BenchTexts() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllables = 1 + random.nextInt(3); syllables > 0; syllables--)
                word.append("bdfgklmnprst".charAt(random.nextInt(12))).append("aeiou".charAt(random.nextInt(5)));
            words.add(word.toString());
        }
    }

    /** What a tokenizer can be learnt from. */
    List<String> words() { return words; }

    /** Contexts of one turn and responses, each of so many words. */
    List<Example> examples(int count, int length) {
        SplittableRandom random = new SplittableRandom(2);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) examples.add(new Example("bench#" + i, "", List.of(text(length, random)), text(length, random)));
        return examples;
    }

    /** As {@link #examples}, but of between two and so many words, as in a real corpus. */
    List<Example> raggedExamples(int count, int longest) {
        SplittableRandom random = new SplittableRandom(3);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example("bench#" + i, "", List.of(text(random.nextInt(2, longest + 1), random)),
                    text(random.nextInt(2, longest + 1), random)));
        }
        return examples;
    }

    private String text(int length, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(words.get(random.nextInt(words.size()))).append(' ');
        return text.toString();
    }
}
