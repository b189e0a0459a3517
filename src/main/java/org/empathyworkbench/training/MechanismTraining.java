package org.empathyworkbench.training;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.Fingerprint;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.journal.NonFiniteLossException;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.text.LengthBuckets;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.MallocTuning;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.torch.TensorCopy;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.TensorThreads;
import org.empathyworkbench.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * Trains the network of one mechanism: steps, a validation after every epoch, best epoch's weights kept. Every random number is a function
 * of (seed, mechanism, epoch, step).
 */
final class MechanismTraining implements AutoCloseable {
    private final Mechanism mechanism;
    private final Identifier identifier;
    private final IdentifierSettings settings;
    private final long seed;
    private final RunJournal journal;
    private final RunCheckpoints checkpoints;
    private final int firstStep;
    private final UnaryOperator<Snapshot> finishedOnes;
    private final AdamW adamW;
    private final NDManager kept;
    private final List<NDArray> best;
    private final List<NDArray> average;

    private int step;                   // of this mechanism
    private double lossSum;             // of the current epoch
    private int bestEpoch;
    private double bestScore = Double.NEGATIVE_INFINITY;
    private double bestValidation;
    private @Nullable MechanismReport report;

    /**
     * @param firstStep    of this mechanism in the run's count
     * @param finishedOnes adds the mechanisms finished before this one to a snapshot
     */
    MechanismTraining(Mechanism mechanism, Identifier identifier, IdentifierSettings settings,
            long seed, RunJournal journal, RunCheckpoints checkpoints, int firstStep,
            UnaryOperator<Snapshot> finishedOnes) {
        this.mechanism = mechanism;
        this.identifier = identifier;
        this.settings = settings;
        this.seed = seed;
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.firstStep = firstStep;
        this.finishedOnes = finishedOnes;
        adamW = identifier.adamW(AdamW.Hyper.of(settings.regularisation().weightDecay(), settings.optimizer().clip()));
        kept = identifier.manager().newSubManager();
        best = identifier.copyOfWeights(kept);
        average = settings.optimizer().averaging() > 0 ? identifier.copyOfWeights(kept) : List.of();
    }

    static int stepsPerEpoch(EncodedPairs train, IdentifierSettings settings) {
        return (train.size() + settings.optimizer().batch() - 1) / settings.optimizer().batch();
    }

    /**
     * @param development pairs that choose the epoch; the same object as {@code validation} if that chooses
     * @return the result of the identifier, now with its best weights, on the validation pairs; null if there was no complete epoch or the
     *     run is paused
     */
    @Nullable MechanismReport run(EncodedPairs train, EncodedPairs development, EncodedPairs validation) {
        return TensorThreads.suiting(identifier.parameterCount(), identifier.manager().getDevice(),
                () -> epochs(train, development, validation));
    }

    private @Nullable MechanismReport epochs(EncodedPairs train, EncodedPairs development, EncodedPairs validation) {
        int perEpoch = stepsPerEpoch(train, settings);
        Fingerprint fingerprint = new Fingerprint();
        for (EncodedPairs part : List.of(train, development, validation)) part.addTo(fingerprint);
        checkpoints.requireUnchanged("labelled pairs of " + mechanism.title().toLowerCase(Locale.ROOT), fingerprint.hex());
        checkpoints.resumePoint().filter(from -> from.text("mechanism").equals(mechanism.key())).ifPresent(this::resume);
        MallocTuning.prepare(identifier.parameterCount());
        Identifier.StepSettings stepSettings = new Identifier.StepSettings(settings.regularisation().dropout(),
                settings.regularisation().attentionDropout(), settings.regularisation().headDropout(),
                settings.regularisation().labelSmoothing(), settings.loss().evidenceWeight(),
                settings.loss().classWeights().of(train.counts()), settings.optimizer().tokensAtOnce(), settings.optimizer().precision());
        int[][] batches = {};
        for (int epoch = -1; !over(perEpoch) && !journal.stopRequested() && !checkpoints.paused();) {
            if (step / perEpoch != epoch) {
                epoch = step / perEpoch;
                batches = LengthBuckets.batches(train.lengths(), settings.optimizer().batch(),
                        (int) RandomStream.mix(seed, "order", mechanism.ordinal()), epoch);
            }
            int before = step;
            try {
                learn(train, batches[step % perEpoch], (long) perEpoch * settings.stopping().epochs(), stepSettings);
                if (step % perEpoch == 0) look(epoch, perEpoch, development, validation);
            } catch (EngineException | OutOfMemoryError failure) {
                if (!TensorMemoryException.isIn(failure)) throw failure;
                // an epoch whose validation failed would not be validated again, so its last step is not saved
                if (step == before) checkpoints.saveLast(firstStep + step, this::snapshot);
                throw new TensorMemoryException(firstStep + before, failure);
            }
            checkpoints.saveIfDue(firstStep + step, this::snapshot);
        }
        if (checkpoints.paused()) return null;
        int left = step % perEpoch;
        if (left > 0) look(step / perEpoch, left, development, validation);      // stopped within an epoch
        identifier.set(best);
        return report;
    }

    private boolean over(int perEpoch) {
        int epochs = step / perEpoch;
        return epochs >= settings.stopping().epochs()
                || step % perEpoch == 0 && settings.stopping().patience() > 0
                && epochs > 0 && epochs - bestEpoch >= settings.stopping().patience();
    }

    private void learn(EncodedPairs train, int[] rows, long steps, Identifier.StepSettings stepSettings) {
        double learningRate = settings.optimizer().schedule()
                .at(step, steps, (long) (settings.optimizer().warmUp() * steps), settings.optimizer().learningRate());
        SplittableRandom random = RandomStream.of(seed, "token dropout", mechanism.ordinal(), step);
        Torch.seed(RandomStream.mix(seed, "dropout", mechanism.ordinal(), step));
        Identifier.StepResult result = identifier.step(train.batch(rows, settings.regularisation().tokenDropout(), random),
                train.targets(rows), stepSettings, adamW, learningRate);
        if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) {
            throw NonFiniteLossException.ofStep(firstStep + step + 1, result.loss(), result.gradientNorm(), train.rows(rows));
        }
        if (!average.isEmpty()) identifier.average(average, decay(step));
        lossSum += result.loss();
        step++;
        write(firstStep + step,
                Map.of(MetricNames.TRAIN_LOSS, result.loss(), MetricNames.TRAIN_GRADIENT_NORM,
                        result.gradientNorm(), MetricNames.TRAIN_LEARNING_RATE, learningRate));
    }

    /** Validates after an epoch, or the part of it before a stop; copies the weights if they are the best. */
    private void look(int epoch, int done, EncodedPairs development, EncodedPairs validation) {
        Judged judged = judge(average, development, validation);
        double score = judged.development().score(settings.stopping().chosenBy());
        bestValidation = Math.max(bestValidation, judged.validation().report().weightedF1());
        write(firstStep + step, judged.metrics(development != validation));
        if (score > bestScore) {
            bestScore = score;
            bestEpoch = epoch + 1;
            List<NDArray> now = average.isEmpty() ? identifier.copyOfWeights(kept) : average;
            TensorCopy.copy(now, best);
            if (average.isEmpty()) now.forEach(NDArray::close);
            report = new MechanismReport(mechanism, bestEpoch, epoch + 1,
                    judged.validation().report(), judged.validation().loss(), bestValidation);
        }
        journal.say(String.format(Locale.ROOT,
                "%s, epoch %d: training loss %.3f, validation loss %.3f, weighted F1 %.3f (best chosen: epoch %d).", mechanism.title(),
                epoch + 1, lossSum / done, judged.validation().loss(), judged.validation().report().weightedF1(), bestEpoch));
        if (report != null) report = report.after(epoch + 1, bestValidation);
        lossSum = 0;
    }

    private Snapshot snapshot() {
        Snapshot snapshot = finishedOnes.apply(new Snapshot(firstStep + step))
                .text("mechanism", mechanism.key()).put("first step", firstStep).put("step of mechanism", step)
                .put("loss sum", lossSum).put("best epoch", bestEpoch)
                .put("best score", bestScore).put("best on validation", bestValidation)
                .tensors("model", identifier.named()).tensors("optimiser", adamW.state()).tensors("best", best);
        if (!average.isEmpty()) snapshot.tensors("average", average);
        if (report != null) snapshot.text("report", report.toJson());
        return snapshot;
    }

    private void resume(Checkpoint from) {
        from.restore("model", identifier.named());
        from.restore("optimiser", adamW.state());
        from.restore("best", best);
        if (!average.isEmpty()) from.restore("average", average);
        step = from.count("step of mechanism");
        lossSum = from.number("loss sum");
        bestEpoch = from.count("best epoch");
        bestScore = from.number("best score");
        bestValidation = from.number("best on validation");
        if (from.has("report")) report = MechanismReport.fromJson(from.text("report"));
    }

    @Override
    public void close() {
        adamW.close();
        kept.close();
    }

    private record Judged(ValidationResult development, ValidationResult validation) {
        Map<String, Double> metrics(boolean both) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put(MetricNames.VALIDATION_LOSS, validation.loss());
            metrics.put(MetricNames.VALIDATION_WEIGHTED_F1, validation.report().weightedF1());
            metrics.put(MetricNames.VALIDATION_MACRO_F1, validation.report().macroF1());
            metrics.put(MetricNames.VALIDATION_MAJORITY_FLOOR, validation.report().majorityFloor());
            if (both) {
                metrics.put(MetricNames.DEVELOPMENT_LOSS, development.loss());
                metrics.put(MetricNames.DEVELOPMENT_WEIGHTED_F1, development.report().weightedF1());
                metrics.put(MetricNames.DEVELOPMENT_MACRO_F1, development.report().macroF1());
            }
            return metrics;
        }
    }

    /** Validates the weight average if there is one; the training weights are restored afterwards. */
    private Judged judge(List<NDArray> average, EncodedPairs development, EncodedPairs validation) {
        try (NDManager present = identifier.manager().newSubManager()) {
            List<NDArray> training = average.isEmpty() ? List.of() : identifier.copyOfWeights(present);
            if (!average.isEmpty()) identifier.set(average);
            ValidationResult onValidation = ValidationResult.of(identifier, validation);
            ValidationResult onDevelopment = development == validation ? onValidation : ValidationResult.of(identifier, development);
            if (!average.isEmpty()) identifier.set(training);
            return new Judged(onDevelopment, onValidation);
        }
    }

    /** Smaller decay for early steps, so that the average forgets the random initialisation sooner. */
    private double decay(int step) { return Math.min(settings.optimizer().averaging(), (1.0 + step) / (10 + step)); }

    private void write(int step, Map<String, Double> values) {
        Map<String, Double> named = new LinkedHashMap<>();
        values.forEach((name, value) -> named.put(MetricNames.of(mechanism, name), value));
        journal.metrics(step, named);
    }
}
