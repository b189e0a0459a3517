package org.empathyworkbench.cli;

import java.util.List;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.run.Recipe;
import org.empathyworkbench.run.Recipes;
import org.empathyworkbench.run.RunExecution;
import org.empathyworkbench.workspace.MetricPoint;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "train", description = "Does a run in this process: a generator, three identifiers, or the alignment of a generator by PPO.",
        footer = {"", "--set takes any setting of the recipe (list --settings PRESET names them), and dataset, base, identifiers, model,", "device, threads.",
            "", "Examples:", "  app/run train --recipe small-generator --set dataset=ed --name \"ED from nothing\"",
            "  app/run train --recipe paper-ppo --set dataset=ed --set base=t5-base --set identifiers=mhs --seed 3",
            "  app/run train --recipe my-recipe.json"})
final class TrainCommand extends WorkspaceCommand {
    @Option(names = "--recipe", paramLabel = "FILE|PRESET", description = "A recipe file, or the name of a preset.")
    private String recipe;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change one thing in the recipe; may be given many times.")
    private List<String> assignments = List.of();

    @Option(names = "--seed", description = "The seed of every random number of the run.")
    private Long seed;

    @Option(names = "--name", description = "What the run is to be called.")
    private String name;

    @Option(names = "--run", paramLabel = "ID", hidden = true, description = "Do a prepared run.")
    private String prepared;

    @Override int work(Workspace workspace, Console console) {
        RunExecution execution = new RunExecution(workspace);
        String id = prepared == null ? execution.prepare(recipe()).id() : prepared;
        RunInfo done = execution.execute(id, new ConsoleJournal(console));
        console.line("Run %s \"%s\": %s. %s", done.id(), done.name(), done.state().key(), done.message());
        if (!done.model().isEmpty()) console.line("Model: %s", done.model());
        var json = ListCommand.json(done);
        var last = new java.util.LinkedHashMap<String, Object>();
        workspace.runs().latestMetrics(id).forEach((metric, point) -> last.put(metric, value(point)));
        json.put("metrics", last);
        console.answer(json);
        if (RunExecution.wentWell(done)) return 0;
        console.progress(done.message());
        return Main.FAILED;
    }

    private static Object value(MetricPoint point) { return Double.isFinite(point.value()) ? (Object) point.value() : String.valueOf(point.value()); }

    private Recipe recipe() {
        if (recipe == null) throw refuse("There is no --recipe. Nothing was started. Name a recipe file or a preset; \"app/run list --presets\" lists them.");
        try {
            Recipe changed = Recipes.named(recipe);
            for (String assignment : assignments) changed = changed.withAssignment(assignment);
            if (seed != null) changed = changed.withSeed(seed);
            if (name != null) changed = changed.withName(name);
            return changed.resolve();
        } catch (BadInput wrong) {
            throw refuse(wrong.getMessage());
        }
    }
}
