package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.List;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.evaluation.EvidenceEvaluation;
import org.empathyworkbench.evaluation.EvidenceReport;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "evaluate-evidence", description = "Measures ways to find the words that carry a level against the words that people marked: token F1 and IoU F1 of each, "
        + "beside random words, the first sentence and the whole response.",
        footer = {"", "What turns scores into marks is chosen on other pairs (--tuning) than those that are measured (--split).", "", "Example:",
            "  app/run evaluate-evidence --identifiers mhs --dataset mental-health --split validation --tuning train"})
final class EvaluateEvidenceCommand extends ModelCommand {
    @Option(names = "--identifiers", required = true, paramLabel = "NAME", description = "The identifiers.")
    private String identifiers;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "A dataset of labelled pairs with rationales.")
    private String dataset;

    @Option(names = "--split", paramLabel = "SPLIT", defaultValue = "validation", description = "What is measured: train, validation or test. Default: validation.")
    private String split;

    @Option(names = "--tuning", paramLabel = "SPLIT", defaultValue = "train", description = "What the cut is chosen on. Default: train.")
    private String tuning;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "At most so many responses a mechanism and part, drawn by the seed. Default: all.")
    private int limit;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "32", description = "Steps of integrated gradients. Default: 32.")
    private int steps;

    @Option(names = "--baseline", paramLabel = "BASELINE", defaultValue = "unknown", description = "Of integrated gradients: unknown, padding or zero. Default: unknown.")
    private EvidenceSettings.Baseline baseline;

    @Option(names = "--seed", defaultValue = "1", description = "Of the draws. Default: 1.")
    private long seed;

    @Override int work(Workspace workspace, Console console) {
        if (limit < 0) throw refuse("--limit is 0 (all) or more, not " + limit + ".");
        if (steps < 1 || steps > 2_000) throw refuse("--steps lies between 1 and 2,000, not at " + steps + ".");
        if (split.equals(tuning)) throw refuse("--split and --tuning are the same part: the cut would be chosen on what it is measured on.");
        List<LabelledPair> heldOut = workspace.datasets().pairs(dataset, part("--split", split));
        List<LabelledPair> tuned = workspace.datasets().pairs(dataset, part("--tuning", tuning));
        Device device = device();
        try (EmpathyScorer scorer = identifiers(workspace, identifiers, device)) {
            EvidenceReport report = new EvidenceEvaluation(scorer, new EvidenceSettings(steps, baseline), new ConsoleProgress(console, identifiers), () -> false)
                    .run(identifiers, dataset + ", " + split, heldOut, dataset + ", " + tuning, tuned, limit, seed);
            console.line(report.toText().stripTrailing());
            console.answer(report.toJson());
            return 0;
        }
    }

    private Split part(String option, String key) {
        for (Split one : Split.values()) {
            if (one.key().equals(key)) return one;
        }
        throw refuse(option + " is train, validation or test, not \"" + key + "\".");
    }
}
