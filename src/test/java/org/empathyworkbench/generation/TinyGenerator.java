package org.empathyworkbench.generation;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;

/** Untrained generators of a few thousand weights, with a vocabulary learnt from a handful of sentences. */
public final class TinyGenerator {
    public static final List<String> SENTENCES = List.of(
            "I lost my old dog last night and the house is so quiet now.", "I am so sorry, that must hurt a lot.",
            "My sister passed her final exam and we all cried with joy!", "That is wonderful news, you must be proud of her.",
            "Nobody came to my birthday party, I waited for three hours.", "That sounds lonely. Did any of them say why?",
            "I start a new job on Monday and I can hardly sleep.", "New places are scary. What worries you the most?");

    private TinyGenerator() {}

    public static TextTokenizer tokenizer(Path folder) {
        Path file = folder.resolve("tokenizer.json");
        TokenizerTrainer.train(SENTENCES, 200, file, ProgressListener.none());
        return TextTokenizer.load(file);
    }

    /** ReLU, tied, as T5 v1.0. */
    public static T5Config first(int vocabulary) { return T5Config.small(vocabulary, 16, 32, 2, 2, 0.1); }

    /** Gated GELU, untied, as T5 v1.1; d_kv not d_model / heads, decoder deeper than encoder. */
    public static T5Config second(int vocabulary) {
        return new T5Config(vocabulary, 16, 6, 24, 1, 2, 2, 8, 16, 0.1, 1e-6, true, false, 0, 1, 0);
    }

    public static ResponseGenerator of(T5Config config, Path folder) {
        return new ResponseGenerator(T5Model.random(config, 3, Device.cpu()), tokenizer(folder), 200);
    }

    /** Contexts of one to eight turns. */
    public static List<List<String>> contexts() {
        List<List<String>> contexts = new ArrayList<>();
        for (int i = 0; i < SENTENCES.size(); i++) contexts.add(SENTENCES.subList(0, (i * 5) % 8 + 1));
        return contexts;
    }
}
