package org.empathyworkbench.ppo.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.ppo.EmpathyJudge;
import org.empathyworkbench.ppo.oracle.Tape.Node;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.t5.T5Config;

/** Algorithm of section III-E step by step: what a run of the program must give, number by number. */
public final class PlainPpo {
    /** What a step gave. @param weights after it, by name, the value head's among them @param skipped mini-batches over the ratio limit */
    public record Step(Map<String, Double> metrics, List<Answer> answers, Map<String, double[]> weights, int skipped) {
        public String text(int row) { return answers.get(row).text; }

        public Example exampleOf(int row) { return answers.get(row).example; }

        public boolean endedOf(int row) { return answers.get(row).ended; }

        public Map<Mechanism, Level> targetsOf(int row) { return levels(answers.get(row).target); }

        public Map<Mechanism, Level> levelsOf(int row) { return levels(answers.get(row).profile); }

        public int[] tokensOf(int row) { return answers.get(row).tokens; }

        /** (T) log pi(y_t) - log rho(y_t). */
        public double[] klOf(int row) { return kl(answers.get(row)); }

        public double rewardOf(int row) { return answers.get(row).reward; }

        public int size() { return answers.size(); }
    }

    /** Sums over the tokens of a mini-batch at the weights it was learnt with. */
    private record Sums(double surrogate, double error, double gap, double clipped, double greatest, boolean skipped, int tokens) { }

    private static final double DIFFERENCE = 1e-6;

    private final PlainT5 policy;
    private final PlainT5 reference;
    private final Function<List<String>, int[]> contextIds;
    private final Function<int[], String> text;
    private final EmpathyJudge judge;
    private final PpoSettings settings;
    private final long seed;
    private final PlainSampling sampling;
    private final Map<String, double[]> first = new TreeMap<>();
    private final Map<String, double[]> second = new TreeMap<>();
    private final List<Double> allScores = new ArrayList<>();
    private int optimiserSteps;
    private double beta;

    /**
     * @param weights    of the policy by their Hugging Face names; the value head begins at zero
     * @param contextIds the tokenizer's ids of a context
     * @param text       the tokenizer's words of ids
     */
    public PlainPpo(T5Config config, Map<String, float[]> weights, Function<List<String>, int[]> contextIds, Function<int[], String> text,
                    EmpathyJudge judge, PpoSettings settings, long seed) {
        this.policy = new PlainT5(config, weights);
        policy.weights.put(PlainT5.HEAD, new Node(1, config.dModel(), new double[config.dModel()], new double[config.dModel()]));
        policy.weights.put(PlainT5.HEAD_BIAS, new Node(1, 1, new double[1], new double[1]));
        this.reference = policy.copy();
        this.contextIds = contextIds;
        this.text = text;
        this.judge = judge;
        this.settings = settings;
        this.seed = seed;
        this.sampling = new PlainSampling(settings);
        this.beta = settings.reward().beta();
    }

    /** How near a draw came to another token, in probability or in logits. */
    public double narrowest() { return sampling.narrowest; }

    /**
     * What a row that stands at a place of the call answers when nothing but the seed is known of the step, as fixed prompts are answered.
     */
    public String answer(List<String> context, int place, long noiseSeed) {
        return text.apply(sampling.draw(policy, contextIds.apply(context), Streams.of(noiseSeed, "sampling", place)));
    }

    /** R_emp of a response to an example's context. */
    public double reward(Example example, String response) {
        return product(judged(example, response), judged(example, example.response()));
    }

    /** The seed of the fixed prompts' noise. */
    public long promptSeed() { return Streams.mix(seed, "fixed prompts"); }

    /** Mean R_emp of one response to all examples. */
    public double constantReward(List<Example> examples, String response) {
        return examples.stream().mapToDouble(example -> reward(example, response)).average().orElseThrow();
    }

    private EmpathyProfile judged(Example example, String response) {
        return judge.judge(List.of(example.context()), List.of(response)).get(0);
    }

    /** The next step of the run. */
    public Step step(List<Example> examples, int step) {
        List<Answer> answers = rollout(examples, step);
        answers.forEach(this::assess);
        double charged = beta;
        scores(answers);
        for (Answer a : answers) {
            a.rewards = Arrays.stream(kl(a)).map(kl -> -charged * kl).toArray();
            a.rewards[a.rewards.length - 1] += a.score;
        }
        double withKl = total(answers, a -> a.rewards) / answers.size();
        if (settings.reward().rewardWhitening()) whiten(answers, a -> a.rewards, (a, white) -> a.rewards = white, true);
        answers.forEach(this::advantages);
        if (settings.advantage().advantageWhitening()) whiten(answers, a -> a.advantages, (a, white) -> a.advantages = white, false);
        double rate = learningRate(step, examples.size());
        Map<String, Double> metrics = new TreeMap<>();
        int skipped = learn(answers, step, rate, metrics);
        int n = answers.size();
        double k1 = total(answers, PlainPpo::kl) / n;
        metrics.put("reward/raw", answers.stream().mapToDouble(a -> a.reward).sum() / n);
        metrics.put("reward/with-kl", withKl);
        metrics.put("reward/floor-full-stop", constantReward(examples, "."));
        metrics.put("reward/floor-empty", constantReward(examples, ""));
        metrics.put("kl/k1", k1);
        metrics.put("kl/k3", answers.stream().mapToDouble(a -> Arrays.stream(kl(a)).map(d -> Math.exp(-d) - 1 + d).sum()).sum() / n);
        metrics.put("kl/full", total(answers, a -> a.fullKl) / n);
        metrics.put("kl/beta", charged);
        if (settings.loss().logProbabilities() == PpoSettings.LogProbabilities.BEHAVIOUR)
            metrics.put("kl/uncharged-mass", mean(answers, a -> a.uncharged));
        metrics.put("policy/entropy", mean(answers, a -> a.entropy));
        metrics.put("policy/mass-outside-top-k", mean(answers, a -> a.outside));
        if (variance(answers, false) > 1e-12)
            metrics.put("value/explained-variance", 1 - variance(answers, true) / variance(answers, false));
        metrics.put("text/length", answers.stream().mapToInt(a -> a.tokens.length).sum() / (double) n);
        metrics.put("text/eos-rate", answers.stream().filter(a -> a.ended).count() / (double) n);
        metrics.put("text/distinct-2", distinctPairs(answers));
        for (Mechanism mechanism : Mechanism.values()) {
            metrics.put("reward/" + mechanism.key(),
                    answers.stream().mapToDouble(a -> probability(a.profile, mechanism, level(a.target, mechanism))).sum() / n);
            for (int level = 0; level < 3; level++) {
                int wanted = level;
                String name = "levels-" + mechanism.key() + "/" + new String[] {"none", "weak", "strong"}[level];
                metrics.put(name, answers.stream().filter(a -> level(a.profile, mechanism) == wanted).count() / (double) n);
                metrics.put(name + "-target", answers.stream().filter(a -> level(a.target, mechanism) == wanted).count() / (double) n);
            }
        }
        metrics.put("optimiser/learning-rate", rate);
        if (settings.reward().klController() == PpoSettings.KlController.ADAPTIVE) {
            beta *= 1 + Math.min(0.2, Math.max(-0.2, k1 / settings.reward().klTarget() - 1)) * n / settings.reward().klHorizon();
        }
        Map<String, double[]> weights = new TreeMap<>();
        policy.weights.forEach((name, node) -> weights.put(name, node.value.clone()));
        return new Step(metrics, answers, weights, skipped);
    }

    private List<Answer> rollout(List<Example> examples, int step) {
        List<Example> batch = PlainSampling.batch(examples, step, settings.training().batch(), seed);
        List<Answer> answers = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            Example example = batch.get(row);
            int[] context = contextIds.apply(example.context());
            int[] tokens = sampling.draw(policy, context, Streams.of(seed, "sampling", step, row));
            Answer answer = new Answer(example, context, tokens, tokens[tokens.length - 1] == policy.config().eosId(), text.apply(tokens));
            answer.profile = judged(example, answer.text);
            answer.target = judged(example, example.response());
            answer.reward = product(answer.profile, answer.target);
            answers.add(answer);
        }
        answers.sort(Comparator.comparingInt(a -> a.context.length + a.tokens.length));               // stable
        return answers;
    }

    /** Eqs. 2 to 5. */
    private static double product(EmpathyProfile generated, EmpathyProfile target) {
        double crossEntropy = 0;
        for (Mechanism mechanism : Mechanism.values())
            crossEntropy -= Math.log(probability(generated, mechanism, level(target, mechanism)));
        return Math.exp(-crossEntropy);
    }

    private static double probability(EmpathyProfile profile, Mechanism mechanism, int level) {
        return profile.probability(mechanism, Level.of(level));
    }

    private static Map<Mechanism, Level> levels(EmpathyProfile profile) {
        Map<Mechanism, Level> levels = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) levels.put(mechanism, Level.of(level(profile, mechanism)));
        return levels;
    }

    private static int level(EmpathyProfile profile, Mechanism mechanism) {
        int best = 0;
        for (int level = 1; level < 3; level++) {
            if (probability(profile, mechanism, level) > probability(profile, mechanism, best)) best = level;
        }
        return best;
    }

    /** Eq. 6 and what stands beside it: old policy, value, reference. */
    private void assess(Answer a) {
        Tape tape = new Tape();
        Node states = policy.states(tape, policy.memory(tape, a.context), a.input(policy.config().startId()));
        Node logits = policy.logits(tape, states);
        Tape other = new Tape();
        Node rho = reference.logits(other, reference.states(other, reference.memory(other, a.context), a.input(policy.config().startId())));
        int end = policy.config().eosId();
        int[] all = IntStream.range(0, logits.columns).toArray();
        int length = a.tokens.length;
        a.sets = new ArrayList<>();
        a.old = new double[length];
        a.entropy = new double[length];
        a.outside = new double[length];
        a.reference = new double[length];
        a.fullKl = new double[length];
        a.uncharged = new double[length];
        a.values = policy.values(tape, states).value;
        for (int t = 0; t < length; t++) {
            int[] set = behaviour() ? sampling.set(logits, t, t, end) : all;
            a.sets.add(set);
            double[] p = Tape.probabilities(logits, t, set, temperature());
            double[] q = Tape.probabilities(rho, t, set, temperature());
            int y = Tape.indexOf(set, a.tokens[t]);
            a.old[t] = Math.log(p[y]);
            a.reference[t] = Math.log(q[y]);
            for (int i = 0; i < set.length; i++) {
                a.entropy[t] -= p[i] * Math.log(p[i]);
                a.fullKl[t] += p[i] * (Math.log(p[i]) - Math.log(q[i]));
            }
            double[] whole = Tape.probabilities(logits, t, all, 1);
            double[] sorted = whole.clone();
            Arrays.sort(sorted);
            int k = settings.rollout().topK() == 0 ? sorted.length : settings.rollout().topK();
            a.outside[t] = IntStream.range(0, sorted.length - k).mapToDouble(i -> sorted[i]).sum();
            int place = t;
            int[] drawable = Arrays.stream(all).filter(v -> v != end || place + 1 >= settings.rollout().minimumLength()).toArray();
            double[] possible = Tape.probabilities(rho, t, drawable, settings.rollout().temperature());
            a.uncharged[t] = 1 - Arrays.stream(set).filter(v -> Arrays.stream(drawable).anyMatch(d -> d == v))
                    .mapToDouble(v -> possible[Tape.indexOf(drawable, v)]).sum();
        }
    }

    /** What the last token gets (eqs. 7-8), after scaling by the moments of all scores up to and with this batch's. */
    private void scores(List<Answer> answers) {
        for (Answer a : answers) {
            a.score = (settings.reward().empathyReward() ? a.reward : 0) - (a.ended ? 0 : settings.reward().missingEndPenalty());
            allScores.add(a.score);
        }
        if (settings.reward().scoreScaling() == PpoSettings.ScoreScaling.NONE) return;
        double mean = allScores.stream().mapToDouble(s -> s).average().orElseThrow();
        double deviation = Math.sqrt(allScores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum() / (allScores.size() - 1));
        for (Answer a : answers)
            a.score = (a.score - (settings.reward().scoreScaling() == PpoSettings.ScoreScaling.NORMALISE ? mean : 0))
                    / (deviation + 0x1p-23);
    }

    /** Eq. 9, its exponent and last term put right, as a double sum of eq. 10. */
    private void advantages(Answer a) {
        int length = a.tokens.length;
        a.advantages = new double[length];
        a.returns = new double[length];
        for (int t = 0; t < length; t++) {
            for (int l = t; l < length; l++) {
                double next = l == length - 1 ? 0 : a.values[l + 1];
                a.advantages[t] += Math.pow(settings.advantage().gamma() * settings.advantage().lambda(), l - t)
                        * (a.rewards[l] + settings.advantage().gamma() * next - a.values[l]);
            }
            a.returns[t] = a.advantages[t] + a.values[t];
        }
    }

    private interface Put {
        void into(Answer answer, double[] values);
    }

    private static void whiten(List<Answer> answers, Function<Answer, double[]> what, Put put, boolean keepMean) {
        double[] flat = answers.stream().flatMapToDouble(a -> Arrays.stream(what.apply(a))).toArray();
        double mean = Arrays.stream(flat).sum() / flat.length;
        double variance = Arrays.stream(flat).map(x -> (x - mean) * (x - mean)).sum() / (flat.length - 1);
        for (Answer a : answers)
            put.into(a, Arrays.stream(what.apply(a)).map(x -> (x - mean) / Math.sqrt(variance + 1e-8) + (keepMean ? mean : 0)).toArray());
    }

    /** Eqs. 13 to 15, epoch by epoch; what they gave goes into the metrics. @return mini-batches that taught nothing */
    private int learn(List<Answer> answers, int step, double rate, Map<String, Double> metrics) {
        double policyLoss = 0;
        double valueLoss = 0;
        double norms = 0;
        List<Sums> all = new ArrayList<>();
        int tokens = answers.stream().mapToInt(a -> a.tokens.length).sum();
        for (int epoch = 1; epoch <= settings.training().epochs(); epoch++) {
            policy.weights.values().forEach(node -> Arrays.fill(node.gradient, 0));
            List<List<Answer>> parts = parts(answers, step, epoch);
            for (List<Answer> part : parts) {
                int own = part.stream().mapToInt(a -> a.tokens.length).sum();
                double weight = switch (settings.loss().aggregation()) {                                      // of a token's loss
                    case SUM_OVER_TIME -> 1.0 / answers.size();
                    case MEAN_OVER_TOKENS -> 1.0 / tokens;
                    case MEAN_OF_MINI_BATCHES -> 1.0 / own / parts.size();
                };
                Sums sums = backward(part, weight);
                policyLoss -= weight * sums.surrogate() / settings.training().epochs();
                valueLoss += weight * sums.error() / settings.training().epochs();
                all.add(sums);
            }
            norms += optimise(rate);
        }
        double seen = all.stream().mapToInt(Sums::tokens).sum();
        metrics.put("policy/loss", policyLoss);
        metrics.put("value/loss", valueLoss);
        metrics.put("loss/total", policyLoss + settings.loss().alpha() * valueLoss);
        metrics.put("policy/approx-kl", all.stream().mapToDouble(Sums::gap).sum() / seen);
        metrics.put("policy/clip-fraction", all.stream().mapToDouble(Sums::clipped).sum() / seen);
        metrics.put("policy/ratio-max", all.stream().mapToDouble(Sums::greatest).max().orElseThrow());
        metrics.put("optimiser/gradient-norm", norms / settings.training().epochs());
        return (int) all.stream().filter(Sums::skipped).count();
    }

    /** Neighbours, or drawn anew each epoch where parts weigh the same whatever their tokens. */
    private List<List<Answer>> parts(List<Answer> answers, int step, int epoch) {
        List<Answer> order = new ArrayList<>(answers);
        if (settings.loss().aggregation() == PpoSettings.LossAggregation.MEAN_OF_MINI_BATCHES) {
            SplittableRandom random = Streams.of(seed, "mini-batches", step, epoch);
            for (int i = order.size() - 1; i > 0; i--) Collections.swap(order, i, random.nextInt(i + 1));
        }
        List<List<Answer>> parts = new ArrayList<>();
        for (int from = 0; from < order.size(); from += settings.training().miniBatch())
            parts.add(order.subList(from, Math.min(order.size(), from + settings.training().miniBatch())));
        return parts;
    }

    private double surrogate(double lp, Answer a, int t) {
        double ratio = Math.exp(lp - a.old[t]);
        return Math.min(ratio * a.advantages[t],
                Math.min(Math.max(ratio, 1 - settings.loss().epsilon()), 1 + settings.loss().epsilon()) * a.advantages[t]);
    }

    private double error(double v, Answer a, int t) {
        double squared = Math.pow(v - (a.returns[t]), 2);
        if (settings.loss().valueLoss() == PpoSettings.ValueLoss.SQUARED) return squared;
        double near = Math.min(Math.max(v, a.values[t] - settings.loss().valueClip()), a.values[t] + settings.loss().valueClip());
        return 0.5 * Math.max(squared, Math.pow(near - a.returns[t], 2));
    }

    /**
     * Adds the gradients of weight times the sum of the tokens' losses; those of a token's loss by its
     * log-probability and value are taken by differences.
     */
    private Sums backward(List<Answer> part, double weight) {
        List<Tape> tapes = new ArrayList<>();
        List<Node> chosen = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        double surrogate = 0;
        double error = 0;
        double gap = 0;
        double clipped = 0;
        double ratios = 0;
        double greatest = 0;
        int tokens = 0;
        for (Answer a : part) {
            Tape tape = new Tape();
            Node states = policy.states(tape, policy.memory(tape, a.context), a.input(policy.config().startId()));
            Node lp = tape.logProbabilities(policy.logits(tape, states), a.tokens, a.sets, temperature());
            Node v = policy.values(tape, states);
            tapes.add(tape);
            chosen.add(lp);
            values.add(v);
            for (int t = 0; t < a.tokens.length; t++, tokens++) {
                double ratio = Math.exp(lp.value[t] - a.old[t]);
                surrogate += surrogate(lp.value[t], a, t);
                error += error(v.value[t], a, t);
                gap += 0.5 * Math.pow(lp.value[t] - a.old[t], 2);
                if (surrogate(lp.value[t], a, t) < ratio * a.advantages[t]) clipped++;
                ratios += ratio;
                greatest = Math.max(greatest, ratio);
            }
        }
        boolean skipped = settings.loss().ratioLimit() > 0 && ratios / tokens > settings.loss().ratioLimit();
        for (int i = 0; i < part.size() && !skipped; i++) {
            Answer a = part.get(i);
            for (int t = 0; t < a.tokens.length; t++) {
                double lp = chosen.get(i).value[t];
                double v = values.get(i).value[t];
                chosen.get(i).gradient[t] = -weight
                        * (surrogate(lp + DIFFERENCE, a, t) - surrogate(lp - DIFFERENCE, a, t)) / (2 * DIFFERENCE);
                values.get(i).gradient[t] = settings.loss().alpha() * weight
                        * (error(v + DIFFERENCE, a, t) - error(v - DIFFERENCE, a, t)) / (2 * DIFFERENCE);
            }
            tapes.get(i).backward();
        }
        return new Sums(surrogate, error, gap, clipped, greatest, skipped, tokens);
    }

    /** AdamW as PyTorch has it, after a clip by global norm. @return the norm before the clip */
    private double optimise(double rate) {
        optimiserSteps++;
        double norm = Math.sqrt(policy.weights.values().stream()
                .mapToDouble(node -> Arrays.stream(node.gradient).map(g -> g * g).sum()).sum());
        double clip = settings.optimizer().gradientClip() == 0 ? 1 : Math.min(1, settings.optimizer().gradientClip() / (norm + 1e-6));
        policy.weights.forEach((name, node) -> {
            boolean spared = settings.optimizer().decaySparesNorms() && (name.contains("layer_norm") || name.contains("bias"));
            double[] m = first.computeIfAbsent(name, n -> new double[node.value.length]);
            double[] v = second.computeIfAbsent(name, n -> new double[node.value.length]);
            for (int i = 0; i < m.length; i++) {
                double g = node.gradient[i] * clip;
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                if (!spared) node.value[i] -= rate * settings.optimizer().weightDecay() * node.value[i];
                node.value[i] -= rate * (m[i] / (1 - Math.pow(0.9, optimiserSteps)))
                        / (Math.sqrt(v[i] / (1 - Math.pow(0.999, optimiserSteps))) + settings.optimizer().adamEpsilon());
            }
        });
        return norm;
    }

    private double learningRate(int step, int examples) {
        if (step <= settings.optimizer().warmUpSteps())
            return settings.optimizer().learningRate() * step / (settings.optimizer().warmUpSteps() + 1);
        double total = settings.optimizer().scheduleEpochs() == 0 ? settings.training().steps()
                : settings.optimizer().scheduleEpochs() * Math.ceil(examples / (double) settings.training().batch());
        double done = Math.min(1, (step - 1 - settings.optimizer().warmUpSteps()) / (total - settings.optimizer().warmUpSteps()));
        return settings.optimizer().learningRate() * switch (settings.optimizer().schedule()) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - done;
            case COSINE -> (1 + Math.cos(Math.PI * done)) / 2;
        };
    }

    private boolean behaviour() { return settings.loss().logProbabilities() == PpoSettings.LogProbabilities.BEHAVIOUR; }

    private double temperature() { return behaviour() ? settings.rollout().temperature() : 1; }

    private static double[] kl(Answer a) { return IntStream.range(0, a.old.length).mapToDouble(t -> a.old[t] - a.reference[t]).toArray(); }

    private static double total(List<Answer> answers, Function<Answer, double[]> what) {
        return answers.stream().mapToDouble(a -> Arrays.stream(what.apply(a)).sum()).sum();
    }

    private static double mean(List<Answer> answers, Function<Answer, double[]> what) {
        return total(answers, what) / answers.stream().mapToInt(a -> a.tokens.length).sum();
    }

    /** Of the returns, or of what the values leave of them. */
    private static double variance(List<Answer> answers, boolean lessValues) {
        double[] flat = answers.stream().flatMapToDouble(a ->
                IntStream.range(0, a.tokens.length).mapToDouble(t -> a.returns[t] - (lessValues ? a.values[t] : 0))).toArray();
        double mean = Arrays.stream(flat).average().orElseThrow();
        return Arrays.stream(flat).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }

    private static double distinctPairs(List<Answer> answers) {
        List<String> pairs = new ArrayList<>();
        for (Answer a : answers) {
            String[] words = a.text.strip().split("\\s+");
            for (int i = 0; i + 1 < words.length; i++) pairs.add(words[i] + " " + words[i + 1]);
        }
        return pairs.isEmpty() ? 0 : 100.0 * pairs.stream().distinct().count() / pairs.size();
    }
}
