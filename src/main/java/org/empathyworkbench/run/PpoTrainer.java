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
import org.empathyworkbench.ppo.PpoSettings;
import org.empathyworkbench.ppo.PpoTraining;
import org.empathyworkbench.ppo.TargetCache;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.torch.Precision;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelKind;

/** The alignment of a generator with the empathy reward; target levels are kept in the workspace for later runs. */
final class PpoTrainer implements Trainer {
    @Override public Optional<TrainedModel> make(RunContext place) throws IOException {
        Recipe recipe = place.recipe();
        PpoSettings settings = (PpoSettings) recipe.settingsRecord();
        Device device = Torch.device(recipe.device());
        Path base = place.workspace().models().folder(recipe.base());
        List<Example> examples = place.workspace().datasets().examples(recipe.dataset(), Split.TRAIN);
        List<Example> prompts = prompts(place, settings, examples);
        try (EmpathyScorer scorer = EmpathyScorer.load(place.workspace().models().folder(recipe.identifiers()),
                device, settings.frozenPrecision());
             ResponseGenerator policy = ResponseGenerator.load(base, device)) {
            String identifiers = scorer.hash();
            place.checkpoints().requireUnchanged("identifiers", identifiers);
            place.checkpoints().attachFile("tokenizer.json", base.resolve("tokenizer.json"));
            ContextLimits limits = policy.limits();
            place.checkpoints().requireUnchanged("context limits", limits.key());
            limits.write(place.making());
            place.checkpoints().attachFile(ContextLimits.FILE, place.making().resolve(ContextLimits.FILE));
            int cut = (int) examples.stream().filter(example -> policy.cuts(example.context())).count();
            place.journal().say("The generator \"" + recipe.base() + "\" reads " + limits.words()
                    + "; " + ContextLimits.cutWords(cut, examples.size(), limits.contextSide()) + ".");
            TargetCache targets = new StoredTargets(place.workspace().levelCache(), cacheKey(identifiers, settings.frozenPrecision()));
            try (PpoTraining training = new PpoTraining(policy, scorer::score, targets, settings, recipe.seed())) {
                Optional<TensorMemoryException> shortage = Optional.empty();
                int steps;
                try {
                    steps = training.run(examples, prompts, place.journal(), place.checkpoints());
                } catch (TensorMemoryException ranOut) {
                    if (ranOut.step() == 0) throw ranOut;
                    steps = ranOut.step();
                    shortage = Optional.of(ranOut);
                }
                if (place.checkpoints().paused()) return Optional.empty();
                if (!identifiers.equals(scorer.hash())) throw new IllegalStateException("The frozen identifiers changed during the run.");
                policy.model().save(place.making());
                training.valueHead().save(place.making());
                Files.copy(base.resolve("tokenizer.json"), place.making().resolve("tokenizer.json"));
                Map<String, String> facts = new LinkedHashMap<>(GeneratorTrainer.sizes(policy.model().config(), limits));
                facts.put("steps", String.valueOf(steps));
                return Optional.of(new TrainedModel(ModelKind.GENERATOR, policy.model().parameterCount(), facts, shortage));
            }
        }
    }

    /** Levels read in another precision may differ, so they are kept apart. */
    private static String cacheKey(String identifiers, Precision precision) {
        return precision == Precision.FP32 ? identifiers : identifiers + "@" + Settings.word(precision);
    }

    /** Drawn once from a stream of their own, so that no other number of the run depends on how many there are. */
    private static List<Example> prompts(RunContext place, PpoSettings settings, List<Example> train) {
        if (settings.fixedPrompts() == 0) return List.of();
        List<Example> validation = place.workspace().datasets().examples(place.recipe().dataset(), Split.VALIDATION);
        List<Example> from = validation.isEmpty() ? train : validation;
        return RandomStream.chosen(from, settings.fixedPrompts(), place.recipe().seed(), "fixed prompts");
    }
}
