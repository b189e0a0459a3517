package org.empathyworkbench.recipe;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.runsettings.MemoryLever;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.runsettings.RunSettings;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Memory;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.TensorThreads;
import org.empathyworkbench.training.NewGenerator;
import org.empathyworkbench.workspace.Workspace;

/**
 * Estimate of a recipe's peak memory: what is allocated for the whole run (weights, optimizer, accumulated gradients, frozen networks) plus
 * the largest temporary phase (training step, validation, sampling, scoring). Texts are assumed to have the maximum lengths of the
 * settings, so a run may need less. The formulas are in {@link T5Memory}.
 *
 * @param terms  components, for display; they add up to {@code bytes}
 * @param lower  settings that would reduce it, those that do not change the result first
 * @param device named in the recipe
 */
public record MemoryEstimate(List<Term> terms, List<Lower> lower, String device) {
    /** The program with the engine and its threads' workspaces (measured: 300 MB); for a GPU, the CUDA context. */
    static final long PROGRAM = 400_000_000L;
    /** A response or pair with its context, as text and as ids. */
    private static final long TEXT = 2_000;
    /** Allocator overhead (cached blocks and fragmentation) as a share of temporary memory (measured: up to 0.6). */
    private static final double GAPS = 0.6;
    private static final int VALIDATION_ROWS = 32;
    private static final int SCORING_ROWS = 32;

    /** One component of the estimate. */
    public record Term(String what, long bytes) { }

    /**
     * A setting to reduce.
     *
     * @param name   of the setting, as in recipes
     * @param same   whether the run's result stays the same
     */
    public record Lower(String name, String label, String value, boolean same) { }

    public MemoryEstimate {
        terms = List.copyOf(terms);
        lower = List.copyOf(lower);
    }

    public long bytes() { return terms.stream().mapToLong(Term::bytes).sum(); }

    /** @throws org.empathyworkbench.dialogue.UserInputException if a model's folder or a setting cannot be read */
    public static MemoryEstimate of(Workspace workspace, Recipe recipe) {
        RunSettings settings = recipe.runSettings();
        Optional<T5Config> base = recipe.base().isEmpty() ? Optional.empty()
                : Optional.of(T5Config.read(workspace.models().folder(recipe.base()).resolve("config.json")));
        List<Term> terms = settings.match(generator -> generator(generator, base), identifiers -> identifiers(identifiers, base),
                ppo -> ppo(ppo, base.orElseGet(() -> NewGenerator.config(32_128, GeneratorSettings.paper())),
                recipe.base().isEmpty() ? ContextLimits.PAPER : ContextLimits.read(workspace.models().folder(recipe.base())),
                identifierConfigs(workspace, recipe.identifiers()), recipe.device().equals("cpu")));
        List<Term> all = new ArrayList<>(terms);
        if (recipe.device().equals("cpu")) {
            long texts = workspace.datasets().find(recipe.dataset()).map(data -> Math.max(data.responses(), data.pairs())).orElse(0);
            all.add(new Term("The program, the engine and the texts", PROGRAM + TEXT * texts));
        } else {
            all.add(new Term("CUDA and its libraries", PROGRAM));
        }
        return new MemoryEstimate(all, lower(recipe), recipe.device());
    }

    private static List<Term> generator(GeneratorSettings s, Optional<T5Config> base) {
        T5Memory t5 = new T5Memory(base.orElseGet(() -> NewGenerator.config(s.newModel().pieces(), s)), s.compute().precision());
        int context = s.data().contextTokens();
        int response = s.data().responseTokens();
        long width = context + response;
        boolean parts = s.training().tokensAtOnce() > 0 && s.training().batch() * width > s.training().tokensAtOnce();
        long rows = parts ? Math.max(1, s.training().tokensAtOnce() / width) : s.training().batch();
        List<Term> terms = new ArrayList<>(List.of(new Term("Weights", t5.weights()),
                new Term("The optimizer's two moments", 2 * t5.weights())));
        if (parts || s.compute().recompute()) terms.add(new Term("Accumulated gradients", t5.weights()));
        if (s.validation().keepBest()) terms.add(new Term("Copy of the best weights", t5.weights()));
        terms.add(widest(new Term("A training step of " + rows(rows) + ": activations, loss, gradients",
                s.compute().recompute() ? t5.learningTwice(rows, s.data().contextTokens(), s.data().responseTokens(),
                        s.optimizer().dropout() > 0) : t5.learning(rows, s.data().contextTokens(), s.data().responseTokens(),
                                s.optimizer().dropout() > 0)), new Term("A pass over the validation split",
                                        t5.reading(VALIDATION_ROWS, s.data().contextTokens(), s.data().responseTokens(), 2)),
                new Term("Sample responses",
                        t5.answering(Math.min(s.validation().samples(), ResponseGenerator.BATCH), s.data().contextTokens(), 30))));
        return terms;
    }

    private static List<Term> identifiers(IdentifierSettings s, Optional<T5Config> base) {
        IdentifierSettings.Network network = s.network();
        T5Config encoder = network.beginFromGenerator() && base.isPresent() ? base.get()
                : T5Config.small(s.data().pieces(), network.dModel(), network.dFf(), network.layers(), network.heads(),
                        s.regularisation().dropout());
        T5Memory t5 = new T5Memory(encoder, s.optimizer().precision());
        long weights = 4 * 2 * t5.encoderParameters();
        int context = s.data().contextTokens();
        int response = s.data().responseTokens();
        long width = context + response;
        boolean parts = s.optimizer().tokensAtOnce() > 0 && s.optimizer().batch() * width > s.optimizer().tokensAtOnce();
        long rows = parts ? Math.max(1, s.optimizer().tokensAtOnce() / width) : s.optimizer().batch();
        long kept = t5.encoderLearning(rows, context, s.regularisation().dropout() > 0)
                + t5.encoderLearning(rows, response, s.regularisation().dropout() > 0);
        List<Term> terms = new ArrayList<>(List.of(new Term("Weights of one identifier, which are trained one after another", weights),
                new Term("The optimizer's two moments", 2 * weights), new Term("Copy of the best weights", weights)));
        if (parts) terms.add(new Term("Gradients accumulated over micro-batches", weights));
        if (s.optimizer().averaging() > 0) terms.add(new Term("The average of the weights, and a copy of the weights during its validation",
                2 * weights));
        long judged = t5.encoding(SCORING_ROWS, s.data().contextTokensInUse()) + t5.encoding(SCORING_ROWS, s.data().responseTokensInUse());
        terms.add(widest(new Term("A training step of " + rows(rows) + ": activations, gradients", Math.max(kept, weights)),
                new Term("A pass over the validation pairs", judged)));
        return terms;
    }

    private static List<Term> ppo(PpoSettings s, T5Config policy, ContextLimits limits, List<T5Config> identifiers, boolean onCpu) {
        T5Memory t5 = new T5Memory(policy, s.compute().precision());
        long part = Math.min(s.training().miniBatch(), s.training().batch());
        long context = limits.contextTokens();
        List<Term> terms = new ArrayList<>(List.of(new Term("The policy's weights", t5.weights()),
                new Term("The reference, a frozen copy", t5.weights()), new Term("The optimizer's two moments", 2 * t5.weights()),
                new Term("Gradients accumulated over micro-batches", t5.weights())));
        // a small model computes two micro-batches in parallel
        long beside = onCpu && s.training().batch() > part && TensorThreads.small(t5.parameters(), Device.cpu()) ? 2 : 1;
        if (beside > 1) terms.add(new Term("Gradients of a parallel micro-batch", t5.weights()));
        long frozen = 0;
        long scoring = 0;
        for (T5Config config : identifiers) {
            T5Memory one = new T5Memory(config, Precision.FP32);
            frozen += 4 * 2 * one.encoderParameters();
            scoring = Math.max(scoring, one.encoding(SCORING_ROWS, IdentifierConfig.CONTEXT_TOKENS)
                    + one.encoding(SCORING_ROWS, IdentifierConfig.RESPONSE_TOKENS));
        }
        if (frozen > 0) terms.add(new Term(identifiers.size() + " identifiers, frozen", frozen));
        long learning = s.compute().recompute() ? t5.learningTwice(part, context, s.rollout().maximumNewTokens(), false)
                : t5.learning(part, context, s.rollout().maximumNewTokens(), false);
        long reading = t5.reading(part, context, s.rollout().maximumNewTokens(), 6);
        String what = "A training step of " + rows(part) + (beside > 1 ? ", two in parallel" : "") + ": activations, loss, gradients";
        terms.add(widest(new Term(what, beside * learning),
                new Term("Old and reference log-probabilities of " + rows(beside * part), beside * reading),
                new Term("Drawing " + s.training().batch() + " responses",
                        t5.answering(Math.min(s.training().batch(), ResponseGenerator.BATCH), context, s.rollout().maximumNewTokens())),
                new Term("Scoring with one identifier", scoring)));
        return terms;
    }

    private static List<T5Config> identifierConfigs(Workspace workspace, String set) {
        if (set.isEmpty()) return List.of();
        Path folder = workspace.models().folder(set);
        return IdentifierSetFile.read(folder).mechanisms().stream().map(Mechanism::fileName)
                .map(name -> T5Config.read(folder.resolve(name).resolve("config.json"))).toList();
    }

    /** Maximum of alternatives that are never allocated together, with the allocator overhead. */
    private static Term widest(Term... passing) {
        Term most = Stream.of(passing).max(Comparator.comparingLong(Term::bytes)).orElseThrow();
        return new Term(most.what(), (long) (most.bytes() * (1 + GAPS)));
    }

    private static String rows(long rows) { return rows == 1 ? "1 row" : rows + " rows"; }

    /** Settings to reduce, least costly first. */
    static List<Lower> lower(Recipe recipe) {
        RunSettings settings = recipe.runSettings();
        MemoryLever lever = settings.memoryLever();
        // bf16 is slow on a CPU
        boolean halves = !recipe.device().equals("cpu")
                && "fp32".equalsIgnoreCase(String.valueOf(info(settings, RunSettings.PRECISION).value()));
        return settings.memorySettings().stream().filter(name -> halves || !name.equals(RunSettings.PRECISION))
                .map(name -> info(settings, name)).filter(info -> !Boolean.TRUE.equals(info.value()))
                .map(info -> new Lower(info.name(), info.label(), info.name().equals(lever.setting())
                        && "0".equals(String.valueOf(info.value())) ? "no limit" : String.valueOf(info.value()),
                        info.name().equals(RunSettings.RECOMPUTE) || lever.sameResult() && info.name().equals(lever.setting()))).toList();
    }

    static String label(RunSettings settings, String name) { return info(settings, name).label(); }

    private static SettingInfo info(RunSettings settings, String name) {
        return settings.describe().stream().filter(info -> info.name().equals(name)).findFirst().orElseThrow();
    }

    /** Advice on settings to reduce, as a sentence. */
    static String advice(List<Lower> lower) {
        Lower first = lower.get(0);
        Optional<Lower> twice = lower.stream().filter(one -> one.name().equals(RunSettings.RECOMPUTE)).findFirst();
        boolean halves = lower.stream().anyMatch(one -> one.name().equals(RunSettings.PRECISION));
        String others = String.join(" or ", lower.stream().filter(one -> one != first && !one.name().equals(RunSettings.RECOMPUTE)
                && !one.name().equals(RunSettings.PRECISION)).map(one -> one.label() + " (" + one.value() + ")").toList());
        return "Lower \"" + first.label() + "\" (" + first.value() + ")" + (first.same() ? ", which does not change the result" : "")
                + twice.map(one -> ", or switch on \"" + one.label() + "\"").orElse("") + "; if that is not enough, lower " + others
                + (halves ? ", and finally set \"Precision\" to bf16, which rounds products." : ".");
    }

    static String gigabytes(long bytes) {
        return bytes < 100_000_000 ? Math.round(bytes / 1e6) + " MB" : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
