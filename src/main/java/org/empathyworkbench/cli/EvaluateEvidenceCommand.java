package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.List;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.evaluation.EvidenceEvaluation;
import org.empathyworkbench.evaluation.EvidenceReport;
import org.empathyworkbench.evaluation.EvidenceTable;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "evaluate-evidence", description = EvaluateEvidenceCommand.DESCRIPTION,
        footer = {"", "What turns scores into marks is never chosen on what is measured: seeker posts are dealt into folds, and "
                + "each fold's responses are marked as is best on the other folds.", "Identifiers should not have seen the pairs: "
                + "measure on validation or test. Give --identifiers once for each seed; their figures are averaged.", "", "Example:",
                "  app/run evaluate-evidence --identifiers mhs-1 --identifiers mhs-2 --dataset mental-health"})
final class EvaluateEvidenceCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Measures ways to find the words that carry a level against the words that "
            + "people marked: token F1, IoU F1 and average precision of each, by word and by sentence, beside "
            + "random words and sentences, the first sentence and the whole response, with 95 %% intervals.";

    @Option(names = "--identifiers", required = true, paramLabel = "NAME", description = "The identifiers; may be given many times.")
    private List<String> identifiers;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "A dataset of labelled pairs with rationales.")
    private String dataset;

    @Option(names = "--split", paramLabel = "SPLIT", defaultValue = "validation",
            description = "What is measured: train, validation or test. Default: validation.")
    private String split;

    @Option(names = "--folds", paramLabel = "N", defaultValue = "5",
            description = "Into how many parts seeker posts are dealt. Default: 5.")
    private int folds;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0",
            description = "At most so many responses a mechanism, drawn by the seed. Default: all.")
    private int limit;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "16", description = "Steps of integrated gradients. Default: 16.")
    private int steps;

    @Option(names = "--baseline", paramLabel = "BASELINE", defaultValue = "unknown",
            description = "Of integrated gradients: unknown, padding or zero. Default: unknown.")
    private EvidenceSettings.Baseline baseline;

    @Option(names = "--seed", defaultValue = "1", description = "Of folds, draws and intervals. Default: 1.")
    private long seed;

    @Override int work(Workspace workspace, Console console) {
        if (limit < 0) throw refuse("--limit is 0 (all) or more, not " + limit + ".");
        if (folds < 2 || folds > 100) throw refuse("--folds lies between 2 and 100, not at " + folds + ".");
        if (steps < 1 || steps > 2_000) throw refuse("--steps lies between 1 and 2,000, not at " + steps + ".");
        List<LabelledPair> pairs = workspace.datasets().pairs(dataset, part(split));
        Device device = device();
        EvidenceReport report = new EvidenceEvaluation(new EvidenceSettings(steps, baseline),
                folds, seed, new ConsoleProgress(console, String.join(", ", identifiers)))
                .run(identifiers, name -> identifiers(workspace, name, device), dataset + ", " + split, pairs, limit);
        console.lines(EvidenceTable.text(report).stripTrailing());
        console.answer(EvidenceTable.json(report));
        return 0;
    }

    private Split part(String key) {
        for (Split one : Split.values()) {
            if (one.key().equals(key)) return one;
        }
        throw refuse("--split is train, validation or test, not \"" + key + "\".");
    }
}
