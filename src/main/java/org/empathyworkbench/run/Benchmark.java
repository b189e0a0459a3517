package org.empathyworkbench.run;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.Attention;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Head;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.ppo.PpoSettings;
import org.empathyworkbench.ppo.PpoTraining;
import org.empathyworkbench.ppo.TargetCache;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.ResidentMemory;
import org.empathyworkbench.training.GeneratorSettings;
import org.empathyworkbench.training.GeneratorTraining;

/** How fast this machine is at what runs are made of, on random weights: medians of a few repetitions after one that does not count. */
public final class Benchmark {
    private static final int PIECES = 600;
    private static final int BATCH = 8;                 // supervised
    private static final int SOURCE = 64;
    private static final int TARGET = 24;
    private static final int ROWS = 32;                 // rollouts and scoring
    private static final int NEW_TOKENS = 30;

    /** Sizes that can be measured. */
    public enum Size {
        /** 60 M parameters: d_model 512, 6 + 6 layers, vocabulary 32,128. */
        T5_SMALL,
        /** The demo's: d_model 96, 2 + 2 layers, vocabulary 1,200. */
        TINY;

        T5Config config() {
            return this == T5_SMALL ? T5Config.small(32_128, 512, 2_048, 6, 8, 0.1) : T5Config.small(1_200, 96, 256, 2, 4, 0.1);
        }
    }

    /**
     * @param what        a few words for people, with the sizes
     * @param key         as machines name it
     * @param millis      median
     * @param repetitions that counted
     */
    public record Figure(String what, String key, double millis, int repetitions) { }

    /** @param peakMegabytes the most memory that this process ever held, in 10^6 bytes */
    public record Result(List<Figure> figures, long parameters, double peakMegabytes) {
        public Result { figures = List.copyOf(figures); }
    }

    private final Size size;
    private final Device device;
    private final int repetitions;

    /** The engine must have been started with the threads to be measured. */
    public Benchmark(Size size, Device device, int repetitions) {
        this.size = size;
        this.device = device;
        this.repetitions = repetitions;
    }

    /** @throws UncheckedIOException when no temporary folder can be written */
    public Result run(ProgressListener progress) {
        List<Figure> figures = new ArrayList<>();
        Path folder = null;
        try {
            folder = Files.createTempDirectory("empathy-workbench-bench");
            Path tokenizer = folder.resolve("tokenizer.json");
            List<String> words = words();
            TokenizerTrainer.train(words, PIECES, tokenizer, ProgressListener.none());
            List<Example> examples = examples(words);
            long parameters;
            try (ResponseGenerator generator = new ResponseGenerator(T5Model.random(size.config(), 1, device), TextTokenizer.load(tokenizer), SOURCE)) {
                parameters = generator.model().parameterCount();
                progress.at(0, "generation");
                figures.add(generation(generator, examples));
                progress.at(0.25, "supervised step");
                figures.add(supervised(generator, examples));
                progress.at(0.5, "PPO step");
                figures.add(ppo(generator, examples));
            }
            progress.at(0.8, "scoring");
            figures.add(scoring(folder, examples));
            progress.at(1, "done");
            return new Result(figures, parameters, ResidentMemory.peakMegabytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            clear(folder);
        }
    }

    private static void clear(Path folder) {
        try {
            if (folder != null) Making.clear(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figure generation(ResponseGenerator generator, List<Example> examples) {
        SamplingSettings sampling = new SamplingSettings(false, 0.9, 20, 1.0, NEW_TOKENS, NEW_TOKENS + 2);       // no response ends early
        List<List<String>> contexts = examples.subList(0, ROWS).stream().map(Example::context).toList();
        double[] millis = new double[repetitions];
        generator.respond(contexts, sampling, 1);
        for (int i = 0; i < repetitions; i++) {
            long began = System.nanoTime();
            generator.respond(contexts, sampling, 1, i);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        return figure("generation: " + ROWS + " responses of " + NEW_TOKENS + " tokens, source " + SOURCE + ", top-k 20", "generation", millis);
    }

    private Figure supervised(ResponseGenerator generator, List<Example> examples) {
        GeneratorSettings settings = Settings.with(GeneratorSettings.paper(), Map.of("contextTokens", SOURCE, "responseTokens", TARGET, "batch", BATCH,
                "epochs", 1_000, "maximumSteps", repetitions + 1, "samples", 0, "learningRate", 1e-5));
        Stopwatch watch = new Stopwatch();
        GeneratorTraining.run(generator.model(), generator.tokenizer(), examples, List.of(), settings, 1, watch);
        return figure("supervised step: batch " + BATCH + ", source " + SOURCE + ", target " + TARGET, "supervised-step", watch.millis());
    }

    /** The rewards come from a stand-in, so that the step alone is measured. */
    private Figure ppo(ResponseGenerator generator, List<Example> examples) {
        PpoSettings settings = Settings.with(PpoSettings.paper(), Map.of("steps", repetitions + 1, "sampleEvery", 1_000));
        double[] even = {1 / 3.0, 1 / 3.0, 1 / 3.0};
        Map<Mechanism, double[]> undecided = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) undecided.put(mechanism, even);
        EmpathyProfile profile = new EmpathyProfile(undecided);
        Stopwatch watch = new Stopwatch();
        try (PpoTraining training = new PpoTraining(generator, (contexts, responses) -> Collections.nCopies(responses.size(), profile), TargetCache.inMemory(), settings, 1,
                null)) {
            training.run(examples, watch);
        }
        return figure("PPO step: " + ROWS + " responses of at most " + NEW_TOKENS + " tokens, source " + SOURCE, "ppo-step", watch.millis());
    }

    private Figure scoring(Path folder, List<Example> examples) throws IOException {
        IdentifierConfig config = new IdentifierConfig(size.config(), Head.PAPER, Attention.QKV_AND_OUTPUT_PROJECTION, SOURCE, TARGET);
        for (Mechanism mechanism : Mechanism.values()) {
            try (Identifier identifier = Identifier.random(config, mechanism.ordinal(), device)) {
                identifier.save(Files.createDirectories(folder.resolve(mechanism.fileName())));
            }
        }
        new IdentifierSetFile(List.of(Mechanism.values()), config.head(), config.attention(), SOURCE, TARGET, IdentifierSetFile.TOKENIZER).write(folder);
        List<List<String>> contexts = examples.subList(0, ROWS).stream().map(Example::context).toList();
        List<String> responses = examples.subList(0, ROWS).stream().map(Example::response).toList();
        double[] millis = new double[repetitions];
        try (EmpathyScorer scorer = EmpathyScorer.load(folder, device)) {
            scorer.score(contexts, responses);
            for (int i = 0; i < repetitions; i++) {
                long began = System.nanoTime();
                scorer.score(contexts, responses);
                millis[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        return figure("scoring: " + ROWS + " pairs by three identifiers, source " + SOURCE + ", response " + TARGET, "scoring", millis);
    }

    private static Figure figure(String what, String key, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(what, key, median, sorted.length);
    }

    /** Made-up words, and texts of them that are longer than any limit here, so that every row is full. */
    private static List<String> words() {
        SplittableRandom random = new SplittableRandom(1);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllables = 1 + random.nextInt(3); syllables > 0; syllables--) word.append("bdfgklmnprst".charAt(random.nextInt(12))).append("aeiou".charAt(random.nextInt(5)));
            words.add(word.toString());
        }
        return words;
    }

    private static List<Example> examples(List<String> words) {
        SplittableRandom random = new SplittableRandom(2);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 2 * ROWS; i++) examples.add(new Example("bench#" + i, "", List.of(text(words, random)), text(words, random)));
        return examples;
    }

    private static String text(List<String> words, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SOURCE; i++) text.append(words.get(random.nextInt(words.size()))).append(' ');
        return text.toString();
    }

    /** The time between two steps of a run, from what it tells its journal; the first step does not count. */
    private static final class Stopwatch extends SilentJournal {
        private final List<Long> at = new ArrayList<>();
        private int last;

        @Override public void metrics(int step, Map<String, Double> values) {
            if (step == last) return;
            last = step;
            at.add(System.nanoTime());
        }

        double[] millis() {
            double[] millis = new double[at.size() - 1];
            for (int i = 0; i < millis.length; i++) millis[i] = (at.get(i + 1) - at.get(i)) / 1e6;
            return millis;
        }
    }
}
