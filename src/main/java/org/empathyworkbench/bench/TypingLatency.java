package org.empathyworkbench.bench;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.io.TempFolder;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.text.Truncate;

/**
 * Latency of three identifiers while a response is typed: one response, letter by letter, with a cached context. From text to levels,
 * including tokenization; without the window's own latency (some milliseconds).
 */
public final class TypingLatency {
    private static final int PIECES = 600;
    private static final int[] CONTEXTS = {30, 200};
    private static final int[] RESPONSES = {13, 45};    // tokens of about 10 and 34 English words
    private static final int WARM_UP = 12;
    private static final int WORDS = 220;

    /**
     * Result for one length of context and response.
     *
     * @param median     milliseconds from a response to its levels
     * @param ninetyFive 95th percentile
     * @param longest    maximum
     * @param anew       median with an uncached context
     */
    public record Row(int contextTokens, int responseTokens, double median, double ninetyFive, double longest, double anew) { }

    private TypingLatency() { }

    /**
     * @param updates of each length that count
     * @throws UncheckedIOException when no temporary folder can be written
     */
    public static List<Row> run(BenchSize size, Device device, int updates, ProgressListener progress) {
        BenchTexts texts = new BenchTexts();
        try (TempFolder scratch = TempFolder.make("typing")) {
            Path folder = scratch.path();
            TokenizerTrainer.train(texts.words(), PIECES, folder.resolve(IdentifierSetFile.TOKENIZER), ProgressListener.none());
            List<Example> examples = texts.examples(updates + 1, WORDS);
            List<Row> rows = new ArrayList<>();
            try (EmpathyScorer scorer = RandomIdentifiers.in(folder, size,
                    IdentifierConfig.CONTEXT_TOKENS, IdentifierConfig.RESPONSE_TOKENS, device)) {
                for (int response : RESPONSES) {
                    for (int context : CONTEXTS) {
                        progress.at((double) rows.size() / (RESPONSES.length * CONTEXTS.length), context + " and " + response + " tokens");
                        rows.add(row(scorer, examples, context, response, updates));
                    }
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(EmpathyScorer scorer, List<Example> examples, int contextTokens, int responseTokens, int updates) {
        List<String> context = List.of(cut(scorer, examples.get(0).context().get(0), contextTokens));
        String response = cut(scorer, examples.get(0).response(), responseTokens);
        for (int i = 0; i < WARM_UP; i++) scorer.reading(context).score(typed(response, i));
        double[] kept = new double[updates];
        double[] anew = new double[updates];
        for (int i = 0; i < updates; i++) {
            String now = typed(response, i);
            kept[i] = Stopwatch.lap(() -> scorer.reading(context).score(now)).millis();
        }
        for (int i = 0; i < updates; i++) {
            List<String> other = List.of(cut(scorer, examples.get(i + 1).context().get(0), contextTokens));
            anew[i] = Stopwatch.lap(() -> scorer.reading(other).score(response)).millis();
        }
        Arrays.sort(kept);
        Arrays.sort(anew);
        return new Row(contextTokens, responseTokens, kept[updates / 2],
                kept[Math.min(updates - 1, (int) Math.ceil(0.95 * updates) - 1)], kept[updates - 1], anew[updates / 2]);
    }

    /** The last letters come one by one, over and over. */
    private static String typed(String response, int update) { return response.substring(0, response.length() - 7 + update % 8); }

    /** So many of a text's words that they are the tokens wanted, the end counted, or the next more. */
    private static String cut(EmpathyScorer scorer, String text, int tokens) {
        String[] words = text.split(" ");
        StringBuilder some = new StringBuilder();
        for (String word : words) {
            some.append(some.isEmpty() ? "" : " ").append(word);
            if (scorer.tokenizer().encode(some.toString(), tokens + 50, Truncate.RIGHT).length >= tokens) break;
        }
        return some.toString();
    }
}
