package org.empathyworkbench.ppo;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.Fingerprint;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.journal.FailedBatch;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.journal.NonFiniteLossException;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.torch.MallocTuning;
import org.empathyworkbench.torch.ResidentMemory;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.TensorThreads;

/**
 * PPO with the empathy reward (Ma et al., algorithm of section III-E). Trains the policy in place; the reference is a copy of it made at
 * the start. The caller saves policy and value head after {@link #run} has returned or thrown.
 */
public final class PpoTraining implements AutoCloseable {
    private final ResponseGenerator policy;
    private final RewardModel rewardModel;
    private final PpoSettings settings;
    private final long seed;
    private final NDManager manager;
    private final ValueHead head;
    private final T5Model reference;
    private final ActorCritic model;

    /** @param policy a supervised generator, owned by the caller */
    public PpoTraining(ResponseGenerator policy, EmpathyJudge judge, TargetCache targets, PpoSettings settings, long seed) {
        this.policy = policy;
        this.rewardModel = new RewardModel(judge, targets);
        this.settings = settings;
        this.seed = seed;
        this.manager = policy.model().manager().newSubManager();
        this.head = ValueHead.zero(manager, policy.model().config().dModel());
        this.reference = policy.model().copy();                                                    // rho, frozen
        this.model = new ActorCritic(policy.model(), head, reference, settings);
    }

    /**
     * Runs until the last step or until the journal requests a stop.
     *
     * @return the steps done
     * @throws NonFiniteLossException if a loss or gradient is not finite; the policy is then as before that optimizer step
     * @throws TensorMemoryException if memory ran out
     */
    public int run(List<Example> examples, RunJournal journal) { return run(examples, journal, RunCheckpoints.none(journal)); }

    /** As above, resuming from a checkpoint if there is one; policy and value head then take the checkpoint's weights. */
    public int run(List<Example> examples, RunJournal journal, RunCheckpoints checkpoints) {
        return run(examples, List.of(), journal, checkpoints);
    }

    /**
     * As above.
     *
     * @param prompts examples whose contexts are answered periodically for inspection; they do not affect the training
     */
    public int run(List<Example> examples, List<Example> prompts, RunJournal journal, RunCheckpoints checkpoints) {
        return TensorThreads.suiting(policy.model().parameterCount(), policy.model().device(),
                () -> steps(examples, prompts, journal, checkpoints));
    }

    private int steps(List<Example> examples, List<Example> prompts, RunJournal journal, RunCheckpoints checkpoints) {
        ExampleOrder order = new ExampleOrder(examples, seed);
        PolicyUpdate update = new PolicyUpdate(model, settings, seed);
        KlCoefficient kl = new KlCoefficient(settings);
        RunningMoments moments = new RunningMoments();
        MeanScore recent = new MeanScore();
        PpoSamples samples = new PpoSamples(policy, rewardModel, settings, prompts, seed, journal);
        checkpoints.requireUnchanged("examples", fingerprint(examples));
        checkpoints.requireUnchanged("reference model", reference.hash());
        journal.totalSteps(settings.training().steps());
        int step = resume(checkpoints, kl, moments);
        if (step == 0) samples.answerPrompts(0);
        RewardFloors floors = RewardFloors.of(rewardModel, examples, seed);
        MallocTuning.prepare(policy.model().parameterCount());
        while (step < settings.training().steps() && !journal.stopRequested() && !checkpoints.paused()) {
            step++;
            long updates = update.updates();
            RunningMoments before = moments.copy();
            int last = step - 1;
            try {
                long began = System.nanoTime();
                // y^ ~ pi_old
                Rollout rollout = Rollout.of(policy, order.batch(step, settings.training().batch()), settings.sampling(), seed, step);
                EmpathyRewards rewards = rewardModel.of(rollout);                                                              // eqs. 2-5
                // log pi_old, V_old, log rho
                try (RolloutScores assessed = model.assess(rollout.rows())) {
                    double[] scores = scores(rewards, rollout, moments);
                    double[][] tokenKl = assessed.kl();
                    double[][] tokenRewards = TokenRewards.of(scores, tokenKl, kl.beta());                               // eqs. 6-8
                    Advantages advantages = Advantages.of(tokenRewards, assessed.values(), settings);                          // eqs. 9-10
                    double learningRate = settings.learningRate(step, examples.size());
                    PpoStatistics statistics = learn(update, step, learningRate, rollout, scores, assessed, advantages);       // eqs. 13-15
                    Map<String, Double> metrics = PpoMetrics.of(rollout, rewards, tokenRewards, assessed, advantages, statistics, settings);
                    metrics.putAll(floors.metrics());
                    metrics.put(MetricNames.KL_BETA, kl.beta());
                    metrics.put(MetricNames.OPTIMISER_LEARNING_RATE, learningRate);
                    metrics.put(MetricNames.SPEED_TOKENS_A_SECOND, rollout.tokens() * 1e9 / (System.nanoTime() - began));
                    metrics.put(MetricNames.MEMORY_RESIDENT_MB, ResidentMemory.megabytes());
                    journal.metrics(step, metrics);
                    if (statistics.skipped() > 0) {
                        journal.say("Step " + step + ": " + statistics.skipped()
                                + " micro-batches skipped: mean ratio over " + settings.loss().ratioLimit() + ".");
                    }
                    kl.observe(assessed.meanKl(), settings.training().batch());
                    recent.add(rewards.mean());
                    samples.keep(step, rollout, rewards, tokenKl);
                }
                samples.answerPromptsIfDue(step);
            } catch (EngineException | OutOfMemoryError failure) {
                if (!TensorMemoryException.isIn(failure)) throw failure;
                // a partially applied step is not saved
                if (update.updates() == updates) checkpoints.saveLast(last, () -> snapshot(last, kl, before, recent));
                throw new TensorMemoryException(last, failure);
            }
            int done = step;
            checkpoints.saveIfDue(step, () -> snapshot(done, kl, moments, recent));
        }
        return step;
    }

    private static String fingerprint(List<Example> examples) {
        Fingerprint fingerprint = new Fingerprint();
        for (Example example : examples) {
            example.context().forEach(fingerprint::add);
            fingerprint.add(example.response());
        }
        return fingerprint.hex();
    }

    /** Mean raw reward over the steps since the last checkpoint. */
    private static final class MeanScore {
        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        double take() {
            double mean = sum / count;
            sum = 0;
            count = 0;
            return mean;
        }
    }

    private Snapshot snapshot(int step, KlCoefficient kl, RunningMoments moments, MeanScore recent) {
        return moments.into(new Snapshot(step)).put("beta", kl.beta()).score(recent.take())
                .file("config.json", policy.model().config()::write)
                .tensors("model", policy.model().named()).tensors("value_head", head.named())
                .tensors("optimiser", model.optimiser());
    }

    /** @return steps done before the resume */
    private int resume(RunCheckpoints checkpoints, KlCoefficient kl, RunningMoments moments) {
        checkpoints.resumePoint().ifPresent(from -> {
            from.restore("model", policy.model().named());
            from.restore("value_head", head.named());
            from.restore("optimiser", model.optimiser());
            kl.restore(from.number("beta"));
            moments.restore(from);
        });
        return checkpoints.resumePoint().map(Checkpoint::step).orElse(0);
    }

    /** The trained value head, to be saved beside the policy; valid until this object is closed. */
    public ValueHead valueHead() { return head; }

    /** The frozen reference rho. */
    public T5Model reference() { return reference; }

    @Override
    public void close() {
        model.close();
        reference.close();
        manager.close();
    }

    /** (B) score added at the last tokens: R_emp, scaled and with the missing-EOS penalty if enabled. */
    private double[] scores(EmpathyRewards rewards, Rollout rollout, RunningMoments moments) {
        double[] raw = rewards.values();
        for (int b = 0; b < raw.length; b++) {
            if (!settings.reward().empathyReward()) raw[b] = 0;
            if (!rollout.responses().get(b).ended()) raw[b] -= settings.reward().missingEndPenalty();
        }
        moments.add(raw);
        return moments.scale(raw, settings.reward().scoreScaling());
    }

    private PpoStatistics learn(PolicyUpdate update, int step, double learningRate,
            Rollout rollout, double[] scores, RolloutScores assessed, Advantages advantages) {
        try {
            return update.learn(assessed, advantages, step, learningRate);
        } catch (NonFiniteLossException stopped) {
            throw stopped.of(rows(rollout, scores, assessed, advantages));
        }
    }

    /** Every response with its context, ids and per-token values. */
    private static List<FailedBatch.Row> rows(Rollout rollout, double[] scores, RolloutScores assessed, Advantages advantages) {
        List<FailedBatch.Row> rows = new ArrayList<>();
        for (int b = 0; b < rollout.examples().size(); b++) {
            Map<String, double[]> numbers = new LinkedHashMap<>();
            numbers.put("score", new double[] {scores[b]});
            numbers.put("log-probabilities", assessed.logProbabilities()[b]);
            numbers.put("reference log-probabilities", assessed.reference()[b]);
            numbers.put("values", assessed.values()[b]);
            numbers.put("advantages", advantages.advantages()[b]);
            numbers.put("returns", advantages.returns()[b]);
            numbers.put("context ids", Arrays.stream(rollout.contexts().get(b)).asDoubleStream().toArray());
            numbers.put("response ids", Arrays.stream(rollout.responses().get(b).ids()).asDoubleStream().toArray());
            Example example = rollout.examples().get(b);
            rows.add(new FailedBatch.Row(example.id(), example.context(), rollout.responses().get(b).text(), "", numbers));
        }
        return rows;
    }
}
