package org.empathyworkbench.run;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.GeneratorOutcome;
import org.empathyworkbench.training.GeneratorTraining;
import org.empathyworkbench.training.NewGenerator;
import org.empathyworkbench.workspace.ModelKind;

/** A generator: fine-tuned from the recipe's base, or trained from random weights with a vocabulary of its own. */
final class GeneratorTrainer implements Trainer {
    private static final String TOKENIZER = "tokenizer.json";
    private final GeneratorSettings settings;

    GeneratorTrainer(GeneratorSettings settings) { this.settings = settings; }

    @Override public Optional<TrainedModel> make(RunContext context) throws IOException {
        Recipe recipe = context.recipe();
        Device device = Torch.device(recipe.device());
        List<Example> train = context.workspace().datasets().examples(recipe.dataset(), Split.TRAIN);
        List<Example> validation = context.workspace().datasets().examples(recipe.dataset(), Split.VALIDATION);
        try (ResponseGenerator generator = begin(context, settings, train, device)) {
            context.checkpoints().attachFile(TOKENIZER, context.outputFolder().resolve(TOKENIZER));
            settings.limits().write(context.outputFolder());
            context.checkpoints().attachFile(ContextLimits.FILE, context.outputFolder().resolve(ContextLimits.FILE));
            GeneratorOutcome outcome;
            try {
                outcome = GeneratorTraining.run(generator.model(), generator.tokenizer(), train,
                        validation, settings, recipe.seed(), context.journal(), context.checkpoints());
            } catch (TensorMemoryException shortage) {
                if (shortage.step() == 0) throw shortage;
                generator.model().save(context.outputFolder());
                return Optional.of(new TrainedModel(ModelKind.GENERATOR, generator.model().parameterCount(),
                        sizes(generator.model().config(), settings.limits()), Optional.of(shortage)));
            }
            if (outcome.end() == GeneratorOutcome.End.PAUSED) return Optional.empty();
            generator.model().save(context.outputFolder());
            return Optional.of(new TrainedModel(ModelKind.GENERATOR, generator.model().parameterCount(),
                    facts(generator.model().config(), settings.limits(), outcome)));
        }
    }

    private static ResponseGenerator begin(RunContext context, GeneratorSettings settings, List<Example> train, Device device)
            throws IOException {
        Optional<Path> begun = context.checkpoints().resumePoint().map(Checkpoint::folder);
        if (begun.isPresent() || !context.recipe().base().isEmpty()) {
            Path from = begun.orElseGet(() -> base(context));
            Files.copy(from.resolve(TOKENIZER), context.outputFolder().resolve(TOKENIZER));
            return ResponseGenerator.load(from, device);
        }
        context.journal().say("Training a vocabulary on the conversations.");
        ResponseGenerator generator = NewGenerator.make(train, settings,
                context.recipe().seed(), context.outputFolder(), device, ProgressListener.none());
        context.journal().say(String.format(Locale.ROOT, "A new model of %,d parameters with a vocabulary of %,d tokens.",
                generator.model().parameterCount(), generator.tokenizer().vocabularySize()));
        return generator;
    }

    private static Path base(RunContext context) { return context.workspace().models().folder(context.recipe().base()); }

    private static Map<String, String> facts(T5Config config, ContextLimits limits, GeneratorOutcome outcome) {
        Map<String, String> facts = new LinkedHashMap<>(sizes(config, limits));
        facts.put("steps", String.valueOf(outcome.steps()));
        facts.put("kept step", String.valueOf(outcome.bestStep()));
        if (Double.isFinite(outcome.perplexity())) {
            facts.put("validation perplexity", String.format(Locale.ROOT, "%.2f", outcome.perplexity()));
            facts.put("validation perplexity by word", String.format(Locale.ROOT, "%.2f", outcome.wordPerplexity()));
        }
        return facts;
    }

    static Map<String, String> sizes(T5Config config, ContextLimits limits) {
        return Map.of("d_model", String.valueOf(config.dModel()), "layers", config.layers() + " + " + config.decoderLayers(),
                "vocabulary", String.format(Locale.ROOT, "%,d", config.vocabularySize()), "family", config.family(), "reads", limits.key());
    }
}
