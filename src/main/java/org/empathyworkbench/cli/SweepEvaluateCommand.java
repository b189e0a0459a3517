package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.run.RunMetrics;
import org.empathyworkbench.sweep.EvaluationPlan;
import org.empathyworkbench.sweep.SweepControl;
import org.empathyworkbench.sweep.SweepEvaluation;
import org.empathyworkbench.sweep.SweepState;
import org.empathyworkbench.sweep.SweepTable;
import org.empathyworkbench.sweep.SweepText;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "evaluate", description = "Evaluates the model of each finished run of a sweep as the "
        + "command evaluate does, and keeps the figures with the runs: sweep show has them as columns "
        + "with means, intervals and tests. What the same weights were asked before is not asked again.",
        footer = {"", "Example:", "  app/run sweep evaluate beta --identifiers mhs --limit 500"})
final class SweepEvaluateCommand extends ModelCommand {
    @ParentCommand private SweepCommand sweeps;

    @Parameters(paramLabel = "NAME", description = "The sweep.")
    private String name;

    @Option(names = "--dataset", paramLabel = "NAME",
            description = "The dataset whose contexts are answered. Default: the one that the runs learnt from.")
    private String dataset;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "500",
            description = "At most so many contexts, drawn by the seed; 0 for all. Default: 500.")
    private int limit;

    @Mixin private EvaluationOptions drawing;

    @Override WorkspaceCommand within() { return sweeps; }

    @Override int work(Workspace workspace, Console console) {
        if (limit < 0) throw refuse("--limit is 0 (all) or more, not " + limit + ".");
        SweepControl control = new SweepControl(workspace, new RunControl(workspace, new RunLauncher()));
        SweepState sweep = argument(() -> control.state(name));
        EvaluationPlan plan = new EvaluationPlan(dataset == null ? sweep.plan().recipe().dataset() : dataset,
                drawing.split(this), limit, drawing.seed(), drawing.identifiers(), drawing.sampling());
        SweepEvaluation evaluation = new SweepEvaluation(workspace);
        evaluation.check(sweep, plan);
        Device device = device();
        SweepEvaluation.Outcome outcome;
        try {
            outcome = evaluation.run(sweep, plan, device, new ConsoleProgress(console, name));
        } catch (CancellationException stopped) {
            console.progress(stopped.getMessage());
            return Main.FAILED;
        }
        SweepTable table = SweepTable.of(workspace, control.state(name), RunMetrics.usualOfEvaluation(), -1);
        List<List<String>> grid = SweepText.grid(table);
        console.line("Sweep \"%s\": %s", sweep.name(), outcome.words());
        console.table(grid.get(0), grid.subList(1, grid.size()));
        console.line(table.meaning());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("evaluated", outcome.evaluated());
        json.put("known", outcome.known());
        json.put("failures", outcome.failures());
        json.put("table", SweepText.json(table));
        console.answer(json);
        return outcome.failures().isEmpty() ? 0 : Main.FAILED;
    }
}
