package org.empathyworkbench.training;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.checkpoint.Fingerprint;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.evaluation.Perplexity;
import org.empathyworkbench.evaluation.TeacherForced;
import org.empathyworkbench.generation.EncodedExamples;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.journal.FailedBatch;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.journal.NonFiniteLossException;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.text.LengthBuckets;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.MallocTuning;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.torch.ResidentMemory;
import org.empathyworkbench.torch.TensorCopy;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.TensorThreads;
import org.jspecify.annotations.Nullable;

/**
 * Supervised training of a generator: minimises the token-weighted mean of {@code -log p(y_t | y_<t, c)} (METHOD section 2). Batches are a
 * function of (seed, epoch) and dropout of (seed, step), so equal settings on one machine give bit-equal weights on a CPU. Trains the
 * given model's weights in place; at the end they are the best or the last ones, according to the settings.
 */
public final class GeneratorTraining {
    private final T5Model model;
    private final GeneratorSettings settings;
    private final long seed;
    private final RunJournal journal;
    private final List<Example> train;
    private final EncodedExamples encoded;
    private final List<Example> validation;
    private final EncodedExamples encodedValidation;
    private final List<Example> prompts;
    private final ResponseGenerator generator;
    private final RunCheckpoints checkpoints;
    private final int perEpoch;
    private final int steps;
    private final String data;

    private long start;
    private int done;
    private int lookedAt;
    private int unimproved;
    private @Nullable GeneratorOutcome best;
    private List<NDArray> bestWeights = List.of();
    private double seconds;
    private long tokens;

    private GeneratorTraining(T5Model model, TextTokenizer tokenizer, List<Example> train,
            List<Example> validation, GeneratorSettings settings, long seed,
            RunJournal journal, RunCheckpoints checkpoints) {
        this.model = model;
        this.settings = settings;
        this.seed = seed;
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.train = settings.data().speakerTurns() ? SpeakerTurns.addedTo(train) : train;
        this.validation = RandomStream.chosen(validation, settings.validation().validationExamples(), seed, "validation");
        encoded = EncodedExamples.of(tokenizer, this.train, settings.limits());
        encodedValidation = EncodedExamples.of(tokenizer, this.validation, settings.limits());
        List<Example> askable = validation.isEmpty() ? train : validation;
        prompts = settings.validation().samples() == 0 ? List.of()
                : RandomStream.chosen(askable, settings.validation().samples(), seed, "samples");
        generator = new ResponseGenerator(model, tokenizer, settings.limits());       // borrows both, so it is never closed
        perEpoch = batches(0).length;
        int inEpochs = settings.training().epochs() * perEpoch;
        steps = settings.training().maximumSteps() == 0 ? inEpochs : Math.min(inEpochs, settings.training().maximumSteps());
        data = new Fingerprint().add(encoded.contexts()).add(encoded.responses())
                .add(encodedValidation.contexts()).add(encodedValidation.responses()).hex();
    }

    /**
     * Trains until the epoch, step, time or early-stopping limit is reached or the journal requests a stop.
     *
     * @param validation may be empty; then no perplexity is computed and the last weights are kept
     * @throws UserInputException           if there are no training examples or the tokenizer belongs to another model
     * @throws NonFiniteLossException if a loss or gradient is not finite; the weights are those before that step
     * @throws TensorMemoryException     if memory ran out; the weights are those of the last complete step
     */
    public static GeneratorOutcome run(T5Model model, TextTokenizer tokenizer,
            List<Example> train, List<Example> validation, GeneratorSettings settings,
            long seed, RunJournal journal) {
        return run(model, tokenizer, train, validation, settings, seed, journal, RunCheckpoints.none(journal));
    }

    /** As above, resuming from a checkpoint if there is one; the model then takes the checkpoint's weights. */
    public static GeneratorOutcome run(T5Model model, TextTokenizer tokenizer,
            List<Example> train, List<Example> validation, GeneratorSettings settings,
            long seed, RunJournal journal, RunCheckpoints checkpoints) {
        if (train.isEmpty()) {
            throw new UserInputException("There are no responses to learn from in the train split. "
                    + "Nothing was trained. Choose a data set with dialogues whose listener answers.");
        }
        return TensorThreads.suiting(model.parameterCount(), model.device(),
                () -> new GeneratorTraining(model, tokenizer, train, validation, settings, seed, journal, checkpoints).run());
    }

    private GeneratorOutcome run() {
        journal.totalSteps(steps);
        journal.say(String.format(Locale.ROOT, "Learning from %,d responses, %,d for validation; %,d steps of %d.",
                train.size(), validation.size(), steps, settings.training().batch()));
        journal.say("Reads " + settings.limits().key() + ". Of the train split " + encoded.cutWords(settings.limits())
                + (validation.isEmpty() ? "." : "; of the validation split " + encodedValidation.cutWords(settings.limits()) + "."));
        start = System.nanoTime();
        try (AdamW adam = new AdamW(model.manager(), model.weights(), model.decays(),
                AdamW.Hyper.of(settings.optimizer().weightDecay(), settings.optimizer().gradientClip()));
             NDManager kept = model.manager().newSubManager(); Gradients gradients = new Gradients(model, adam, kept, settings)) {
            resume(adam, kept);
            MallocTuning.prepare(model.parameterCount());
            int epoch = -1;
            int[][] batches = {};
            Optional<GeneratorOutcome.End> end = lookIsDue() ? Optional.empty() : end();
            while (end.isEmpty()) {
                try {
                    if (!lookIsDue()) {
                        if (done / perEpoch != epoch) {
                            epoch = done / perEpoch;
                            batches = batches(epoch);
                        }
                        step(batches[done % perEpoch], gradients);
                    }
                    if (lookIsDue()) validate(kept);
                } catch (EngineException | OutOfMemoryError failure) {
                    if (!TensorMemoryException.isIn(failure)) throw failure;
                    checkpoints.saveLast(done, () -> snapshot(adam));
                    throw new TensorMemoryException(done, failure);
                }
                checkpoints.saveIfDue(done, () -> snapshot(adam));
                end = end();
            }
            if (end.get() == GeneratorOutcome.End.TIME_OVER) journal.totalSteps(done);
            if (end.get() == GeneratorOutcome.End.TIME_OVER && lookedAt < done) validate(kept);
            return keep(end.get());
        }
    }

    /** After a pause during a validation pass, the pass is repeated before the next step. */
    private boolean lookIsDue() {
        int validateEvery = settings.validation().validateEvery();
        return done > lookedAt && (done == steps || done % (validateEvery > 0 ? validateEvery : perEpoch) == 0);
    }

    private Snapshot snapshot(AdamW adam) {
        Snapshot snapshot = new Snapshot(done).put("looked at", lookedAt)
                .put("unimproved", unimproved).put("elapsed nanos", System.nanoTime() - start)
                .file("config.json", model.config()::write).tensors("model", model.named()).tensors("optimiser", adam.state());
        if (best != null) {
            snapshot.put("best step", best.bestStep()).put("best loss", best.validationLoss()).put("best perplexity", best.perplexity())
                    .put("best perplexity by word", best.wordPerplexity());
            if (best.bestStep() == lookedAt) snapshot.score(-best.validationLoss());
        }
        return bestWeights.isEmpty() ? snapshot : snapshot.tensors("best", bestWeights);
    }

    private void resume(AdamW adam, NDManager kept) {
        checkpoints.requireUnchanged("examples", data);
        checkpoints.resumePoint().ifPresent(from -> {
            from.restore("model", model.named());
            from.restore("optimiser", adam.state());
            done = from.step();
            lookedAt = from.count("looked at");
            unimproved = from.count("unimproved");
            start -= from.whole("elapsed nanos");
            if (!from.has("best step") || settings.validation().keepBest() && !from.hasFile("best.safetensors")) return;
            int step = from.count("best step");
            best = new GeneratorOutcome(step, step, from.number("best loss"), from.number("best perplexity"),
                    from.number("best perplexity by word"), GeneratorOutcome.End.ALL_STEPS_DONE);
            if (!settings.validation().keepBest()) return;
            putAside(kept);
            from.restore("best", bestWeights);
        });
    }

    private Optional<GeneratorOutcome.End> end() {
        if (checkpoints.paused()) return Optional.of(GeneratorOutcome.End.PAUSED);
        if (done >= steps) return Optional.of(GeneratorOutcome.End.ALL_STEPS_DONE);
        if (journal.stopRequested()) return Optional.of(GeneratorOutcome.End.STOP_REQUESTED);
        int patience = settings.validation().patience();
        if (patience > 0 && unimproved >= patience) return Optional.of(GeneratorOutcome.End.PATIENCE_OVER);
        if (settings.training().minutes() > 0 && System.nanoTime() - start > settings.training().minutes() * 60e9)
            return Optional.of(GeneratorOutcome.End.TIME_OVER);
        return Optional.empty();
    }

    /** Step number used by the schedule: larger than the actual one if the time limit will be reached before the step limit. */
    private long place() {
        if (settings.training().minutes() == 0 || done < settings.optimizer().warmUpSteps()) return done;
        double spent = (System.nanoTime() - start) / (settings.training().minutes() * 60e9);
        return Math.max(done, Math.min(steps - 1L, Math.round(spent * steps)));
    }

    /** One optimizer step and its metrics. */
    private void step(int[] batch, Gradients gradients) {
        long begun = System.nanoTime();
        GeneratorSettings.Optimizer optimizer = settings.optimizer();
        double rate = optimizer.schedule().at(place(), steps, optimizer.warmUpSteps(), optimizer.learningRate());
        int[][] contexts = encoded.contexts(batch);
        int[][] responses = encoded.responses(batch);
        Gradients.Step result = gradients.step(contexts, responses, rate, RandomStream.mix(seed, "dropout", done));
        if (!Double.isFinite(result.loss()) || !Double.isFinite(result.norm())) {
            List<FailedBatch.Row> failed = Arrays.stream(batch).mapToObj(train::get)
                    .map(example -> new FailedBatch.Row(example.id(), example.context(), example.response(), "", Map.of())).toList();
            throw NonFiniteLossException.ofStep(done + 1, result.loss(), result.norm(), failed);
        }
        done++;
        seconds += (System.nanoTime() - begun) / 1e9;
        tokens += TokenBatch.tokens(contexts) + TokenBatch.tokens(responses);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(MetricNames.TRAIN_LOSS, result.loss());
        values.put(MetricNames.TRAIN_GRADIENT_NORM, result.norm());
        values.put(MetricNames.OPTIMISER_LEARNING_RATE, rate);
        if (done % 10 == 0 || done == steps) {
            values.put(MetricNames.SPEED_TOKENS_A_SECOND, tokens / seconds);
            values.put(MetricNames.MEMORY_RESIDENT_MB, ResidentMemory.megabytes());
            seconds = 0;
            tokens = 0;
        }
        journal.metrics(done, values);
        if (settings.validation().samplesEvery() > 0 && done % settings.validation().samplesEvery() == 0) answerPrompts();
        if (settings.training().minutes() > 0 && done % 10 == 0) journal.totalSteps(stepsInTime());
    }

    /** Estimated total number of steps within the time limit, at the mean rate so far; all steps if the step limit comes first. */
    private int stepsInTime() {
        double share = (System.nanoTime() - start) / (settings.training().minutes() * 60e9);
        return (int) Math.max(done, Math.min(steps, Math.round(done / Math.max(share, 1e-9))));
    }

    /** Computes perplexity on the validation split, stores samples, and saves the best weights. */
    private void validate(NDManager kept) {
        if (!validation.isEmpty()) {
            double[] nll = TeacherForced.nll(model, encodedValidation,
                    () -> journal.stopRequested() || checkpoints.pauseRequested(), ProgressListener.none());
            // interrupted: a partial validation loss is not comparable
            if (Arrays.stream(nll).anyMatch(Double::isNaN)) return;
            Perplexity perplexity = TeacherForced.perplexity(nll, encodedValidation, settings.training().batch());
            journal.metrics(done, Map.of(MetricNames.VALIDATION_LOSS, perplexity.loss(), MetricNames.VALIDATION_PERPLEXITY,
                    perplexity.byToken(), MetricNames.VALIDATION_PERPLEXITY_BY_WORD, perplexity.byWord()));
            GeneratorOutcome now = new GeneratorOutcome(done, done, perplexity.loss(),
                    perplexity.byToken(), perplexity.byWord(), GeneratorOutcome.End.ALL_STEPS_DONE);
            boolean better = best == null || now.validationLoss() < best.validationLoss();
            unimproved = better ? 0 : unimproved + 1;
            if (better || !settings.validation().keepBest()) {
                best = now;
                if (settings.validation().keepBest()) putAside(kept);
            }
        }
        lookedAt = done;
        if (settings.validation().samplesEvery() == 0) answerPrompts();
    }

    /** Uses a fixed position of the random stream, so that only the weights change the responses. */
    private void answerPrompts() {
        List<Response> responses = generator.respond(prompts.stream().map(Example::context).toList(), SamplingSettings.paper(), seed);
        for (int i = 0; i < prompts.size(); i++) {
            journal.sample(RunSample.plain(done, prompts.get(i).context(), responses.get(i).text(), prompts.get(i).response()).toPrompt(i));
        }
    }

    private void putAside(NDManager kept) {
        if (bestWeights.isEmpty()) {
            List<NDArray> copies = new ArrayList<>();
            for (NDArray weight : model.weights()) {
                NDArray copy = weight.duplicate();
                copy.attach(kept);
                copies.add(copy);
            }
            bestWeights = copies;
        } else {
            TensorCopy.copy(model.weights(), bestWeights);
        }
    }

    /** Restores the best weights if configured, and returns the outcome. */
    private GeneratorOutcome keep(GeneratorOutcome.End end) {
        if (end == GeneratorOutcome.End.PAUSED) return new GeneratorOutcome(done, done, Double.NaN, Double.NaN, Double.NaN, end);
        if (best == null) return new GeneratorOutcome(done, done, Double.NaN, Double.NaN, Double.NaN, end);
        if (!settings.validation().keepBest()) {
            boolean looked = best.bestStep() == done;
            return new GeneratorOutcome(done, done, looked ? best.validationLoss() : Double.NaN, looked ? best.perplexity() : Double.NaN,
                    looked ? best.wordPerplexity() : Double.NaN, end);
        }
        if (best.bestStep() < done) {
            TensorCopy.copy(bestWeights, model.weights());
            journal.say("The weights of step " + best.bestStep() + " are kept: their validation loss is the lowest.");
        }
        return new GeneratorOutcome(done, best.bestStep(), best.validationLoss(), best.perplexity(), best.wordPerplexity(), end);
    }

    private int[][] batches(int epoch) {
        return LengthBuckets.batches(encoded.lengths(), settings.training().batch(), (int) RandomStream.mix(seed, "order"), epoch);
    }
}
