package org.empathyworkbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.text.LengthBuckets;
import org.empathyworkbench.torch.AdamW;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.RunJournal;

/**
 * Trains the network of one mechanism: steps, a judgement after every epoch, the best epoch's weights kept. Every random draw is a
 * function of (seed, mechanism, epoch, step).
 */
final class MechanismTraining {
    private final Mechanism mechanism;
    private final Identifier identifier;
    private final IdentifierSettings settings;
    private final long seed;
    private final RunJournal journal;

    MechanismTraining(Mechanism mechanism, Identifier identifier, IdentifierSettings settings, long seed, RunJournal journal) {
        this.mechanism = mechanism;
        this.identifier = identifier;
        this.settings = settings;
        this.seed = seed;
        this.journal = journal;
    }

    static int stepsPerEpoch(EncodedPairs train, IdentifierSettings settings) { return (train.size() + settings.batch() - 1) / settings.batch(); }

    /**
     * @param development pairs that choose the epoch; the same object as {@code validation} when that chooses
     * @param firstStep   of this mechanism in the run's count
     * @return what the identifier, now with its best weights, does on the validation pairs
     */
    MechanismReport run(EncodedPairs train, EncodedPairs development, EncodedPairs validation, int firstStep) {
        int perEpoch = stepsPerEpoch(train, settings);
        long steps = (long) perEpoch * settings.epochs();
        Identifier.StepSettings stepSettings = new Identifier.StepSettings(settings.dropout(), settings.attentionDropout(), settings.headDropout(),
                settings.labelSmoothing(), settings.evidenceWeight(), settings.classWeights().of(train.counts()), settings.tokensAtOnce(), settings.precision());
        try (AdamW adamW = identifier.adamW(AdamW.Hyper.of(settings.weightDecay(), settings.clip())); NDManager kept = identifier.manager().newSubManager()) {
            List<NDArray> best = identifier.copyOfWeights(kept);
            List<NDArray> average = settings.averaging() > 0 ? identifier.copyOfWeights(kept) : List.of();
            MechanismReport report = null;
            double bestScore = Double.NEGATIVE_INFINITY;
            double bestValidation = 0;
            int bestEpoch = 0;
            boolean stopped = false;
            for (int epoch = 0; epoch < settings.epochs() && !stopped; epoch++) {
                int step = epoch * perEpoch;
                double lossSum = 0;
                int done = 0;
                for (int[] rows : LengthBuckets.batches(train.lengths(), settings.batch(), (int) RandomStream.mix(seed, "order", mechanism.ordinal()), epoch)) {
                    if (journal.stopRequested()) {
                        stopped = true;
                        break;
                    }
                    double learningRate = settings.schedule().at(step, steps, (long) (settings.warmUp() * steps), settings.learningRate());
                    SplittableRandom random = RandomStream.of(seed, "token dropout", mechanism.ordinal(), step);
                    Torch.seed(RandomStream.mix(seed, "dropout", mechanism.ordinal(), step));
                    Identifier.StepResult result = identifier.step(train.batch(rows, settings.tokenDropout(), random), train.targets(rows), stepSettings, adamW, learningRate);
                    if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) {
                        throw new NotFiniteException(firstStep + step + 1, result.loss(), result.gradientNorm(), train.ids(rows));
                    }
                    if (!average.isEmpty()) identifier.average(average, decay(step));
                    lossSum += result.loss();
                    done++;
                    step++;
                    write(firstStep + step, Map.of("train/loss", result.loss(), "train/gradient-norm", result.gradientNorm(), "train/learning-rate", learningRate));
                }
                if (done == 0) break;
                Judged judged = judge(average, development, validation);
                double score = judged.development().score(settings.chosenBy());
                bestValidation = Math.max(bestValidation, judged.validation().report().weightedF1());
                write(firstStep + step, judged.metrics(development != validation));
                if (score > bestScore) {
                    bestScore = score;
                    bestEpoch = epoch + 1;
                    List<NDArray> now = average.isEmpty() ? identifier.copyOfWeights(kept) : average;
                    for (int i = 0; i < best.size(); i++) now.get(i).copyTo(best.get(i));
                    if (average.isEmpty()) now.forEach(NDArray::close);
                    report = new MechanismReport(mechanism, bestEpoch, epoch + 1, judged.validation().report(), judged.validation().loss(), bestValidation);
                }
                journal.say(String.format(Locale.ROOT, "%s, epoch %d: training loss %.3f, validation loss %.3f, weighted F1 %.3f (best chosen: epoch %d).",
                        mechanism.title(), epoch + 1, lossSum / done, judged.validation().loss(), judged.validation().report().weightedF1(), bestEpoch));
                report = report.after(epoch + 1, bestValidation);
                if (settings.patience() > 0 && epoch + 1 - bestEpoch >= settings.patience()) break;
            }
            identifier.set(best);
            return report;
        }
    }

    private record Judged(Judgement development, Judgement validation) {
        Map<String, Double> metrics(boolean both) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("validation/loss", validation.loss());
            metrics.put("validation/weighted-f1", validation.report().weightedF1());
            metrics.put("validation/macro-f1", validation.report().macroF1());
            metrics.put("validation/majority-floor", validation.report().majorityFloor());
            if (both) {
                metrics.put("development/loss", development.loss());
                metrics.put("development/weighted-f1", development.report().weightedF1());
                metrics.put("development/macro-f1", development.report().macroF1());
            }
            return metrics;
        }
    }

    /** Judges the average where there is one; the weights that go on training are put back afterwards. */
    private Judged judge(List<NDArray> average, EncodedPairs development, EncodedPairs validation) {
        try (NDManager present = identifier.manager().newSubManager()) {
            List<NDArray> training = average.isEmpty() ? List.of() : identifier.copyOfWeights(present);
            if (!average.isEmpty()) identifier.set(average);
            Judgement onValidation = Judgement.of(identifier, validation);
            Judgement onDevelopment = development == validation ? onValidation : Judgement.of(identifier, development);
            if (!average.isEmpty()) identifier.set(training);
            return new Judged(onDevelopment, onValidation);
        }
    }

    /** A young average forgets its random beginning sooner. */
    private double decay(int step) { return Math.min(settings.averaging(), (1.0 + step) / (10 + step)); }

    private void write(int step, Map<String, Double> values) {
        Map<String, Double> named = new LinkedHashMap<>();
        values.forEach((name, value) -> named.put(mechanism.key() + "/" + name, value));
        journal.metrics(step, named);
    }
}
