package org.empathyworkbench.run;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.training.IdentifierReport;
import org.empathyworkbench.training.IdentifierTraining;
import org.empathyworkbench.training.MechanismReport;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;

/** The identifiers; the recipe's base, if given, provides the vocabulary and, if configured, the encoder. */
final class IdentifierTrainer implements Trainer {
    private final IdentifierSettings settings;

    IdentifierTrainer(IdentifierSettings settings) { this.settings = settings; }

    @Override public Optional<TrainedModel> make(RunContext context) throws IOException {
        Recipe recipe = context.recipe();
        Device device = Torch.device(recipe.device());
        List<LabelledPair> train = context.workspace().datasets().pairs(recipe.dataset(), Split.TRAIN);
        List<LabelledPair> validation = context.workspace().datasets().pairs(recipe.dataset(), Split.VALIDATION);
        Optional<Path> generator = recipe.base().isEmpty() ? Optional.empty()
                : Optional.of(context.workspace().models().folder(recipe.base()));
        IdentifierReport report = IdentifierTraining.run(train, validation, settings, recipe.seed(),
                generator, context.outputFolder(), device, context.journal(), context.checkpoints());
        int wanted = settings.data().mechanisms() == IdentifierSettings.Which.ALL ? Mechanism.values().length : 1;
        if (report.mechanisms().size() < wanted) return Optional.empty();       // a set without all mechanisms cannot score
        return Optional.of(new TrainedModel(ModelKind.IDENTIFIERS, parameters(context.outputFolder(), report, device), facts(report,
                settings)));
    }

    private static long parameters(Path folder, IdentifierReport report, Device device) {
        IdentifierSetFile set = IdentifierSetFile.read(folder);
        long parameters = 0;
        for (MechanismReport mechanism : report.mechanisms()) {
            try (Identifier identifier = Identifier.load(folder.resolve(mechanism.mechanism().fileName()), set, device)) {
                parameters += identifier.parameterCount();
            }
        }
        return parameters;
    }

    private static Map<String, String> facts(IdentifierReport report, IdentifierSettings settings) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("d_model", String.valueOf(settings.network().dModel()));
        facts.put("head", settings.network().head().name().toLowerCase(Locale.ROOT));
        for (MechanismReport mechanism : report.mechanisms()) {
            facts.put("F1 " + mechanism.mechanism().title().toLowerCase(Locale.ROOT),
                    String.format(Locale.ROOT, "%.3f weighted, %.3f macro, majority baseline %.3f",
                            mechanism.validation().weightedF1(), mechanism.validation().macroF1(), mechanism.validation().majorityFloor()));
        }
        if (report.mechanisms().size() < Mechanism.values().length) {
            facts.put(ModelInfo.MECHANISMS,
                    String.join(", ", report.mechanisms().stream().map(one -> one.mechanism().title().toLowerCase(Locale.ROOT)).toList()));
        }
        return facts;
    }
}
