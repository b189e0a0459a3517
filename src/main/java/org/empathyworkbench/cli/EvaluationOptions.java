package org.empathyworkbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;
import picocli.CommandLine.Option;

/** Options of an evaluation: contexts, sampling, and identifiers. */
final class EvaluationOptions {
    @Option(names = "--split", paramLabel = "SPLIT", defaultValue = "test", description = "train, validation or test. Default: test.")
    private String split;

    @Option(names = "--identifiers", paramLabel = "NAME",
            description = "Identifiers for Emp-F1 and reward; the first given stand in front.")
    private List<String> identifiers = new ArrayList<>();

    @Option(names = "--seed", defaultValue = "1", description = "Of the draws. Default: 1.")
    private long seed;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change how tokens are drawn, as for respond.")
    private Map<String, String> changes = Map.of();

    Split split(WorkspaceCommand command) { return EvaluateCommand.split(split, command); }

    List<String> identifiers() { return identifiers; }

    long seed() { return seed; }

    SamplingSettings sampling() { return Settings.with(SamplingSettings.paper(), changes); }
}
