package org.empathyworkbench.run;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.ppo.PpoTraining;
import org.empathyworkbench.ppo.TargetCache;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelKind;

/** The alignment of a generator with the empathy reward; target levels are cached in the workspace for later runs. */
final class PpoTrainer implements Trainer {
    private final PpoSettings settings;

    PpoTrainer(PpoSettings settings) { this.settings = settings; }

    @Override public Optional<TrainedModel> make(RunContext context) throws IOException {
        Recipe recipe = context.recipe();
        Device device = Torch.device(recipe.device());
        Path base = context.workspace().models().folder(recipe.base());
        List<Example> examples = context.workspace().datasets().examples(recipe.dataset(), Split.TRAIN);
        List<Example> prompts = prompts(context, settings, examples);
        try (EmpathyScorer scorer = EmpathyScorer.load(context.workspace().models().folder(recipe.identifiers()),
                device, settings.compute().frozenPrecision());
             ResponseGenerator policy = ResponseGenerator.load(base, device)) {
            String identifiers = scorer.hash();
            context.checkpoints().requireUnchanged("identifiers", identifiers);
            context.checkpoints().attachFile("tokenizer.json", base.resolve("tokenizer.json"));
            ContextLimits limits = policy.limits();
            context.checkpoints().requireUnchanged("context limits", limits.key());
            limits.write(context.outputFolder());
            context.checkpoints().attachFile(ContextLimits.FILE, context.outputFolder().resolve(ContextLimits.FILE));
            int cut = (int) examples.stream().filter(example -> policy.cuts(example.context())).count();
            context.journal().say("The generator \"" + recipe.base() + "\" reads " + limits.words()
                    + "; " + ContextLimits.cutWords(cut, examples.size(), limits.contextSide()) + ".");
            TargetCache targets = new StoredTargets(context.workspace().levelCache(),
                    cacheKey(identifiers, settings.compute().frozenPrecision()));
            try (PpoTraining training = new PpoTraining(policy, scorer::score, targets, settings, recipe.seed())) {
                Optional<TensorMemoryException> shortage = Optional.empty();
                int steps;
                try {
                    steps = training.run(examples, prompts, context.journal(), context.checkpoints());
                } catch (TensorMemoryException ranOut) {
                    if (ranOut.step() == 0) throw ranOut;
                    steps = ranOut.step();
                    shortage = Optional.of(ranOut);
                }
                if (context.checkpoints().paused()) return Optional.empty();
                if (!identifiers.equals(scorer.hash())) throw new IllegalStateException("The frozen identifiers changed during the run.");
                policy.model().save(context.outputFolder());
                training.valueHead().save(context.outputFolder());
                Files.copy(base.resolve("tokenizer.json"), context.outputFolder().resolve("tokenizer.json"));
                Map<String, String> facts = new LinkedHashMap<>(GeneratorTrainer.sizes(policy.model().config(), limits));
                facts.put("steps", String.valueOf(steps));
                return Optional.of(new TrainedModel(ModelKind.GENERATOR, policy.model().parameterCount(), facts, shortage));
            }
        }
    }

    /** Levels computed in another precision may differ, so they have a separate cache. */
    private static String cacheKey(String identifiers, Precision precision) {
        return precision == Precision.FP32 ? identifiers : identifiers + "@" + Settings.word(precision);
    }

    /** Drawn once from a separate random stream, so that their number does not affect any other number of the run. */
    private static List<Example> prompts(RunContext context, PpoSettings settings, List<Example> train) {
        if (settings.samples().fixedPrompts() == 0) return List.of();
        List<Example> validation = context.workspace().datasets().examples(context.recipe().dataset(), Split.VALIDATION);
        List<Example> from = validation.isEmpty() ? train : validation;
        return RandomStream.chosen(from, settings.samples().fixedPrompts(), context.recipe().seed(), "fixed prompts");
    }
}
