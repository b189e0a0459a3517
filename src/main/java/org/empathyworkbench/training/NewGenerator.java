package org.empathyworkbench.training;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.runsettings.Family;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;

/** Creates a generator: a vocabulary trained on the conversations and random weights. */
public final class NewGenerator {
    private NewGenerator() {}

    /**
     * Deterministic in examples, settings and seed.
     *
     * @param folder where tokenizer.json is written; the weights are not written until the model is saved
     * @throws org.empathyworkbench.dialogue.UserInputException if the examples contain no words
     */
    public static ResponseGenerator make(List<Example> examples, GeneratorSettings settings,
            long seed, Path folder, Device device, ProgressListener progress) {
        Path file = folder.resolve("tokenizer.json");
        // The last turn and the response of every example: each turn of a conversation once.
        Iterable<String> texts = () -> examples.stream()
                .flatMap(e -> Stream.of(e.context().isEmpty() ? "" : e.context().get(e.context().size() - 1), e.response()))
                .iterator();
        TokenizerTrainer.train(texts, settings.newModel().pieces(), file, progress);
        TextTokenizer tokenizer = TextTokenizer.load(file);
        return new ResponseGenerator(T5Model.random(config(tokenizer.vocabularySize(), settings), seed, device),
                tokenizer, settings.limits());
    }

    /** The configuration of a new model. */
    public static T5Config config(int vocabulary, GeneratorSettings settings) {
        GeneratorSettings.NewModel sizes = settings.newModel();
        return new T5Config(vocabulary, sizes.dModel(), sizes.dModel() / sizes.heads(), sizes.dFf(), sizes.encoderLayers(),
                sizes.decoderLayers(), sizes.heads(), 32, 128, settings.optimizer().dropout(), 1e-6,
                sizes.family() == Family.V1_1, sizes.family() == Family.V1, TextTokenizer.PAD, TextTokenizer.EOS, TextTokenizer.PAD);
    }
}
