package org.empathyworkbench.bench;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.identifier.PairBatch;
import org.empathyworkbench.io.TempFolder;
import org.empathyworkbench.ppo.PpoTraining;
import org.empathyworkbench.ppo.TargetCache;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.MallocTuning;
import org.empathyworkbench.torch.ResidentMemory;
import org.empathyworkbench.training.GeneratorTraining;
import org.jspecify.annotations.Nullable;

/** Measures pieces of work one after the other, each with models of its own that are gone before the next begins. */
public final class Benchmark {
    private static final int PIECES = 600;
    private static final int BATCH = 8;                 // supervised
    private static final int SOURCE = 64;
    private static final int TARGET = 24;
    private static final int ROWS = 32;                 // rollouts and scoring
    private static final int NEW_TOKENS = 30;
    private static final int TEXTS = 1_000;

    /** @param gigaMultiplyAdds a second, of plain matrix products, measured between the figures */
    public record Result(List<Figure> figures, long parameters, double gigaMultiplyAdds) {
        public Result { figures = List.copyOf(figures); }
    }

    private final BenchSize size;
    private final Device device;
    private final int repetitions;
    private final FlopCount counted;
    private final BenchTexts texts = new BenchTexts();
    private final List<Example> examples = texts.examples(2 * ROWS, SOURCE);
    private @Nullable Path folder;
    private long parameters;

    /** The engine must have been started with the threads to be measured. */
    public Benchmark(BenchSize size, Device device, int repetitions) {
        this.size = size;
        this.device = device;
        this.repetitions = repetitions;
        this.counted = new FlopCount(size.config());
    }

    /** @throws UncheckedIOException when no temporary folder can be written */
    public Result run(Set<BenchWork> works, ProgressListener progress) {
        try (TempFolder scratch = TempFolder.make("bench")) {
            folder = scratch.path();
            TokenizerTrainer.train(texts.words(), PIECES, scratch.path().resolve(IdentifierSetFile.TOKENIZER), ProgressListener.none());
            List<Figure> figures = new ArrayList<>();
            double rate = MatrixRate.gigaMultiplyAdds(device);
            for (BenchWork work : works) {
                progress.at((double) figures.size() / works.size(), Settings.word(work));
                ResidentMemory.forgetPeak();
                figures.add(figure(work));
                rate = Math.max(rate, MatrixRate.gigaMultiplyAdds(device));
            }
            return new Result(figures, parameters, rate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figure figure(BenchWork work) throws IOException {
        return switch (work) {
            case SUPERVISED_STEP -> supervised();
            case GENERATION -> generation();
            case PPO_1_EPOCH -> ppo(work, 1);
            case PPO_4_EPOCHS -> ppo(work, 4);
            case SCORING -> scoring();
            case IDENTIFIER_STEP -> identifier();
            case TOKENIZATION -> tokenization();
            case CHECKPOINT_SAVE -> checkpoint(work, true);
            case CHECKPOINT_RESUME -> checkpoint(work, false);
        };
    }

    private Figure supervised() {
        GeneratorSettings settings = Settings.with(GeneratorSettings.paper(), Map.of("contextTokens", SOURCE, "responseTokens",
                TARGET, "batch", BATCH, "epochs", 1_000, "maximumSteps", repetitions + 1, "samples", 0, "learningRate", 1e-5));
        Stopwatch watch = new Stopwatch();
        try (ResponseGenerator generator = generator()) {
            GeneratorTraining.run(generator.model(), generator.tokenizer(), examples, List.of(), settings, 1, watch);
            return done(BenchWork.SUPERVISED_STEP, watch.laps(), BATCH * (SOURCE + TARGET),
                    "tokens", counted.supervisedStep(BATCH, SOURCE, TARGET));
        }
    }

    private Figure generation() {
        SamplingSettings sampling = new SamplingSettings(false, 0.9, 20, 1.0, NEW_TOKENS, NEW_TOKENS + 2);       // no response ends early
        List<List<String>> contexts = contexts();
        try (ResponseGenerator generator = generator()) {
            MallocTuning.prepare(generator.model().parameterCount());
            List<Stopwatch.Lap> laps = Stopwatch.laps(repetitions, () -> generator.respond(contexts, sampling, 1));
            return done(BenchWork.GENERATION, laps, ROWS * NEW_TOKENS, "tokens", counted.generation(ROWS, SOURCE, NEW_TOKENS));
        }
    }

    /** Target levels are found in the first step, as a real run finds them once. */
    private Figure ppo(BenchWork work, int epochs) throws IOException {
        PpoSettings settings = Settings.with(PpoSettings.code(), Map.of("steps", repetitions + 2, "epochs",
                epochs, "maximumNewTokens", NEW_TOKENS, "minimumLength", NEW_TOKENS, "sampleEvery", 1_000));
        Stopwatch watch = new Stopwatch();
        try (ResponseGenerator generator = generator(); EmpathyScorer scorer = scorer();
             PpoTraining training = new PpoTraining(generator, scorer::score, TargetCache.inMemory(), settings, 1)) {
            training.run(examples.subList(0, ROWS), watch);
            List<Stopwatch.Lap> laps = watch.laps();
            return done(work, laps.subList(1, laps.size()), ROWS * NEW_TOKENS, "tokens", counted.ppoStep(ROWS, SOURCE, NEW_TOKENS, epochs));
        }
    }

    private Figure scoring() throws IOException {
        List<String> responses = examples.subList(0, ROWS).stream().map(Example::response).toList();
        List<List<String>> contexts = contexts();
        try (EmpathyScorer scorer = scorer()) {
            List<Stopwatch.Lap> laps = Stopwatch.laps(repetitions, () -> scorer.score(contexts, responses));
            return done(BenchWork.SCORING, laps, ROWS, "pairs", counted.scoring(ROWS, SOURCE, NEW_TOKENS));
        }
    }

    /** Random ids: a training's own pairs would add nothing but their reading. */
    private Figure identifier() {
        IdentifierConfig config = RandomIdentifiers.config(size, SOURCE, NEW_TOKENS);
        SplittableRandom random = new SplittableRandom(3);
        int vocabulary = config.encoder().vocabularySize();
        int[][] contexts = new int[ROWS][];
        int[][] responses = new int[ROWS][];
        int[][] evidence = new int[ROWS][NEW_TOKENS];
        for (int row = 0; row < ROWS; row++) {
            contexts[row] = random.ints(SOURCE, 2, vocabulary).toArray();
            responses[row] = random.ints(NEW_TOKENS, 2, vocabulary).toArray();
        }
        int[] levels = random.ints(ROWS, 0, Level.values().length).toArray();
        PairBatch batch = PairBatch.of(contexts, responses);
        double dropout = config.encoder().dropout();
        Identifier.StepSettings settings = new Identifier.StepSettings(dropout, dropout, dropout, 0, 0, new float[] {1, 1, 1});
        try (Identifier identifier = Identifier.random(config, 1, device); AdamW adamW = identifier.adamW(AdamW.Hyper.of(0.01, 1))) {
            parameters = identifier.parameterCount();
            MallocTuning.prepare(parameters);
            List<Stopwatch.Lap> laps = Stopwatch.laps(repetitions,
                    () -> identifier.step(batch, new Identifier.Targets(levels, evidence), settings, adamW, 1e-5));
            return done(BenchWork.IDENTIFIER_STEP, laps, ROWS, "pairs", counted.identifierStep(ROWS, SOURCE, NEW_TOKENS));
        }
    }

    private Figure tokenization() {
        List<Example> many = texts.examples(TEXTS, SOURCE);
        try (ResponseGenerator generator = generator()) {
            List<Stopwatch.Lap> laps = Stopwatch.laps(repetitions, () -> many.forEach(example -> generator.contextIds(example.context())));
            return done(BenchWork.TOKENIZATION, laps, TEXTS, "texts", 0);
        }
    }

    /** What a supervised run saves: model, moments, and the best weights, here the model's own once more. */
    private Figure checkpoint(BenchWork work, boolean save) throws IOException {
        CheckpointFolder saved = CheckpointFolder.of(Files.createDirectories(folder().resolve("run")), "bench");
        try (T5Model model = T5Model.random(size.config(), 1, device);
             AdamW adam = new AdamW(model.manager(), model.weights(), model.decays(), AdamW.Hyper.of(0, 1))) {
            parameters = model.parameterCount();
            Snapshot snapshot = new Snapshot(1).tensors("model", model.named())
                    .tensors("optimiser", adam.state()).tensors("best", model.weights());
            int megabytes = (int) Math.max(1, saved.save(snapshot).bytes() / 1_000_000);
            List<Stopwatch.Lap> laps = new ArrayList<>();
            for (int i = 0; i < repetitions; i++) laps.add(Stopwatch.lap(() -> checkpoint(saved, snapshot, model, adam, save)));
            return done(work, laps, megabytes, "MB", 0);
        }
    }

    private static void checkpoint(CheckpointFolder saved, Snapshot snapshot, T5Model model, AdamW adam, boolean save) {
        try {
            if (save) {
                saved.save(snapshot);
                return;
            }
            Checkpoint from = saved.newest(sentence -> { }).orElseThrow();
            from.restore("model", model.named());
            from.restore("optimiser", adam.state());
            from.restore("best", model.weights());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Figure done(BenchWork work, List<Stopwatch.Lap> laps, int items, String itemName, long multiplyAdds) {
        return Figure.of(work, laps, items, itemName, multiplyAdds, ResidentMemory.peakMegabytes());
    }

    private List<List<String>> contexts() { return examples.subList(0, ROWS).stream().map(Example::context).toList(); }

    private ResponseGenerator generator() {
        ResponseGenerator generator = new ResponseGenerator(T5Model.random(size.config(), 1, device),
                TextTokenizer.load(folder().resolve(IdentifierSetFile.TOKENIZER)), SOURCE);
        parameters = generator.model().parameterCount();
        return generator;
    }

    private Path folder() { return Objects.requireNonNull(folder); }

    private EmpathyScorer scorer() throws IOException { return RandomIdentifiers.in(folder(), size, SOURCE, NEW_TOKENS, device); }
}
