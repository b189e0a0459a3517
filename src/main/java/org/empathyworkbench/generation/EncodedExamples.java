package org.empathyworkbench.generation;

import java.util.List;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.Truncate;

/**
 * Examples as token ids, encoded once.
 *
 * @param contexts  (N) ids of each context, its end token last
 * @param responses (N) y1..yT of each response, its end token last
 * @param words     (N) words of each response between blanks as far as its ids reach, and one for its end, for it is predicted too
 */
public record EncodedExamples(int[][] contexts, int[][] responses, int[] words) {

    /** @param side which end of a context that is too long is given up; a response always keeps its beginning */
    public static EncodedExamples of(TextTokenizer tokenizer, List<Example> examples, int contextTokens, int responseTokens, Truncate side) {
        int[][] contexts = new int[examples.size()][];
        int[][] responses = new int[examples.size()][];
        int[] words = new int[examples.size()];
        for (int i = 0; i < examples.size(); i++) {
            String response = examples.get(i).response().strip();
            contexts[i] = tokenizer.encode(ContextText.join(examples.get(i).context()), contextTokens, side);
            responses[i] = tokenizer.encode(response, responseTokens, Truncate.RIGHT);
            words[i] = 1 + words(responses[i].length < responseTokens ? response : tokenizer.decode(responses[i]).strip());
        }
        return new EncodedExamples(contexts, responses, words);
    }

    public int size() { return contexts.length; }

    /** (N) tokens of context and response together, what the work of an example grows with. */
    public int[] lengths() {
        int[] lengths = new int[size()];
        for (int i = 0; i < lengths.length; i++) lengths[i] = contexts[i].length + responses[i].length;
        return lengths;
    }

    public int[][] contexts(int[] rows) { return take(contexts, rows); }

    public int[][] responses(int[] rows) { return take(responses, rows); }

    private static int words(String text) { return text.isEmpty() ? 0 : text.split("\\s+").length; }

    private static int[][] take(int[][] all, int[] rows) {
        int[][] taken = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) taken[i] = all[rows[i]];
        return taken;
    }
}
