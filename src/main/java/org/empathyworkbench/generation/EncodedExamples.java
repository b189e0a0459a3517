package org.empathyworkbench.generation;

import java.util.List;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.Truncate;

/**
 * Examples as token ids, encoded once.
 *
 * @param contexts  (N) ids of each context, its end token last
 * @param responses (N) y1..yT of each response, its end token last
 * @param words     (N) space-separated words of each response within its token limit, plus one for the predicted end token
 * @param cut       number of contexts over the limit, which lost their beginning or end
 * @param cutResponses number of responses over the limit; a response always keeps its beginning
 */
public record EncodedExamples(int[][] contexts, int[][] responses, int[] words, int cut, int cutResponses) {

    /** Of texts that were already encoded and truncated. */
    public EncodedExamples(int[][] contexts, int[][] responses, int[] words) { this(contexts, responses, words, 0, 0); }

    public static EncodedExamples of(TextTokenizer tokenizer, List<Example> examples, ContextLimits limits) {
        int cut = 0;
        int cutResponses = 0;
        int[][] contexts = new int[examples.size()][];
        int[][] responses = new int[examples.size()][];
        int[] words = new int[examples.size()];
        for (int i = 0; i < examples.size(); i++) {
            String response = examples.get(i).response().strip();
            int[] wholeContext = tokenizer.encode(ContextText.join(examples.get(i).context()));
            int[] wholeResponse = tokenizer.encode(response);
            contexts[i] = TextTokenizer.cut(wholeContext, limits.contextTokens(), limits.contextSide());
            responses[i] = TextTokenizer.cut(wholeResponse, limits.responseTokens(), Truncate.RIGHT);
            if (wholeContext.length > limits.contextTokens()) cut++;
            if (wholeResponse.length > limits.responseTokens()) cutResponses++;
            words[i] = 1 + words(responses[i].length < limits.responseTokens() ? response : tokenizer.decode(responses[i]).strip());
        }
        return new EncodedExamples(contexts, responses, words, cut, cutResponses);
    }

    /** {@code 61 of 1,000 contexts (6.1 %) are longer and lose their oldest words; 3 of 1,000 responses (0.3 %) lose their end}. */
    public String cutWords(ContextLimits limits) {
        return ContextLimits.cutWords(cut, size(), limits.contextSide()) + "; " + ContextLimits.cutResponses(cutResponses, size());
    }

    public int size() { return contexts.length; }

    /** (N) tokens of context and response together, which an example's cost is proportional to. */
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
