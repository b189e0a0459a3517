package org.empathyworkbench.bench;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.io.TempFolder;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.ppo.PpoTraining;
import org.empathyworkbench.ppo.TargetCache;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.ResidentMemory;

/** Many small PPO steps in one process: step time, memory and tensors must stay level (METHOD section 6, rule 16). */
public final class LongRun {
    private static final int BATCH = 8;
    private static final int SOURCE = 32;
    private static final int TARGET = 16;
    private static final int EXAMPLES = 400;
    private static final int STRETCHES = 10;

    /**
     * A tenth of the run.
     *
     * @param firstStep         from 1
     * @param millis            median of its steps
     * @param residentMegabytes of the whole process after its last step, in 10^6 bytes
     * @param liveTensors       that hang on the policy's manager after its last step
     */
    public record Stretch(int firstStep, int lastStep, double millis, double residentMegabytes, int liveTensors) { }

    private LongRun() { }

    /** @param steps ten at least */
    public static List<Stretch> run(int steps, Device device, ProgressListener progress) {
        if (steps < STRETCHES) throw new IllegalArgumentException("A long run has " + STRETCHES + " steps at least, not " + steps + ".");
        BenchTexts texts = new BenchTexts();
        try (TempFolder scratch = TempFolder.make("long-run")) {
            Path tokenizer = scratch.path().resolve("tokenizer.json");
            TokenizerTrainer.train(texts.words(), TokenizerTrainer.FEWEST, tokenizer, ProgressListener.none());
            PpoSettings settings = Settings.with(PpoSettings.paper(),
                    Map.of("steps", steps, "batch", BATCH, "miniBatch", BATCH, "maximumNewTokens", TARGET, "sampleEvery", steps));
            try (ResponseGenerator policy = new ResponseGenerator(T5Model.random(BenchSize.TINY.config(), 1, device),
                    TextTokenizer.load(tokenizer), SOURCE);
                 PpoTraining training = new PpoTraining(policy, (contexts, responses) -> Collections.nCopies(responses.size(), undecided()),
                         TargetCache.inMemory(), settings, 1)) {
                Watch watch = new Watch(policy, steps, progress);
                List<Example> examples = texts.raggedExamples(EXAMPLES, SOURCE);
                training.run(examples, watch);
                return watch.stretches;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rewards come from a stand-in: this is about the loop. */
    private static EmpathyProfile undecided() {
        Map<Mechanism, double[]> even = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) even.put(mechanism, new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0});
        return new EmpathyProfile(even);
    }

    private static final class Watch extends SilentJournal {
        private final List<Stretch> stretches = new ArrayList<>();
        private final ResponseGenerator policy;
        private final int steps;
        private final ProgressListener progress;
        private final List<Double> millis = new ArrayList<>();
        private long last = System.nanoTime();
        private int begun = 1;

        private Watch(ResponseGenerator policy, int steps, ProgressListener progress) {
            this.policy = policy;
            this.steps = steps;
            this.progress = progress;
        }

        @Override public void metrics(int step, Map<String, Double> values) {
            long now = System.nanoTime();
            millis.add((now - last) / 1e6);
            last = now;
            if ((long) step * STRETCHES / steps <= stretches.size()) return;
            double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            stretches.add(new Stretch(begun, step, sorted[sorted.length / 2],
                    ResidentMemory.megabytes(), policy.model().manager().getManagedArrays().size()));
            progress.at((double) step / steps, "step " + step);
            millis.clear();
            begun = step + 1;
        }
    }
}
