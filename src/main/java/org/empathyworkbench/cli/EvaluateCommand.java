package org.empathyworkbench.cli;

import ai.djl.Device;
import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.endpoint.NoAnswer;
import org.empathyworkbench.evaluation.EvaluationReport;
import org.empathyworkbench.evaluation.EvaluationSettings;
import org.empathyworkbench.evaluation.EvaluationTable;
import org.empathyworkbench.evaluation.JoinedResponses;
import org.empathyworkbench.evaluation.Judge;
import org.empathyworkbench.evaluation.ModelEvaluation;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "evaluate", description = EvaluateCommand.DESCRIPTION,
        footer = {"", "Perplexity, Dist-1 and Dist-2 depend on how many responses there are and on the tokenizer: compare like with like.",
                "", "Examples:", "  app/run evaluate --model small --model aligned --dataset ed --split test --identifiers mhs --limit 500",
                "  app/run evaluate --responses moel --identifiers mhs"})
final class EvaluateCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Fills the metric table for generators and for "
            + "imported responses: perplexity, Dist-1/2, BLEU, ROUGE-L, Emp-F1, reward.";

    /** At least one system; many may stand side by side. */
    static final class Systems {
        @Option(names = "--model", paramLabel = "NAME", description = "A generator; may be given many times.")
        private List<String> models = new ArrayList<>();

        @Option(names = "--responses", paramLabel = "NAME", description = "An imported set of responses; may be given many times.")
        private List<String> responses = new ArrayList<>();
    }

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Systems systems;

    @Option(names = "--dataset", paramLabel = "NAME", description = "The dataset whose contexts generators answer; "
            + "responses are taken of the same contexts. Without it: the contexts of the first --responses.")
    private String dataset;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0",
            description = "At most so many contexts, drawn once by the seed; every system is evaluated on these. Default: all.")
    private int limit;

    @Mixin private EvaluationOptions drawing;

    @Mixin private LimitOptions limits;

    @Override int work(Workspace workspace, Console console) {
        if (limit < 0) throw refuse("--limit is 0 (all) or more, not " + limit + ".");
        if (!systems.models.isEmpty() && dataset == null)
            throw refuse("There is no --dataset. Nothing was evaluated. Name the dataset whose contexts the model answers.");
        SamplingSettings sampling = drawing.sampling();
        Device device = device();
        List<EmpathyScorer> scorers = new ArrayList<>();
        try {
            List<Judge> judges = new ArrayList<>();
            for (String name : drawing.identifiers()) {
                scorers.add(identifiers(workspace, name, device));
                judges.add(judge(workspace, name, scorers.get(scorers.size() - 1)));
            }
            List<EvaluationReport> reports = new ArrayList<>();
            Split split = drawing.split(this);
            List<Example> examples = dataset == null ? List.of() : workspace.datasets().examples(dataset, split);
            if (!systems.models.isEmpty()) {
                for (String model : systems.models) {
                    try (ResponseGenerator generator = generator(workspace, model, device, limits)) {
                        reports.add(evaluation(console, model, judges).generator(model, dataset + ", " + split.key(),
                                generator, examples, EvaluationSettings.on(limit), sampling, drawing.seed())
                                .report());
                    }
                }
            }
            reports.addAll(ofResponses(workspace, console, judges, split, examples));
            print(console, reports);
            return 0;
        } finally {
            scorers.forEach(EmpathyScorer::close);
        }
    }

    /** Alone and whole a set is evaluated unchanged; beside others, or on a draw, on the contexts that all rows are of. */
    private List<EvaluationReport> ofResponses(Workspace workspace, Console console,
            List<Judge> judges, Split split, List<Example> examples) {
        if (systems.responses.isEmpty()) return List.of();
        for (String set : systems.responses) {
            String none = NoAnswer.words(workspace.baselines().noAnswers(set));
            if (!none.isEmpty()) console.progress(set + ": " + none + "; they are left out of the figures.");
        }
        if (dataset == null && limit == 0 && systems.responses.size() == 1) {
            String set = systems.responses.get(0);
            return List.of(evaluation(console, set, judges)
                    .responses(set, "imported responses", workspace.responseSets().responses(set)).report());
        }
        ContextSource source = new ContextSource(ContextSource.Kind.RESPONSES, systems.responses.get(0), null);
        List<Example> all = dataset != null ? examples
                : source.read(workspace).stream().map(ComparedContext::example).toList();
        List<Example> contexts = ModelEvaluation.drawn(all, limit, drawing.seed());
        String data = dataset != null ? dataset + ", " + split.key() : source.title();
        List<EvaluationReport> reports = new ArrayList<>();
        for (String set : systems.responses) {
            JoinedResponses joined = JoinedResponses.of(set, workspace.responseSets().responses(set), contexts);
            reports.add(evaluation(console, set, judges).responses(set, data, joined, drawing.seed()).report());
        }
        return reports;
    }

    private static ModelEvaluation evaluation(Console console, String system, List<Judge> judges) {
        return new ModelEvaluation(judges, new ConsoleProgress(console, system), () -> false);
    }

    static Split split(String split, WorkspaceCommand command) {
        for (Split one : Split.values()) {
            if (one.key().equals(split)) return one;
        }
        throw command.refuse("--split is train, validation or test, not \"" + split + "\".");
    }

    private static void print(Console console, List<EvaluationReport> reports) {
        if (reports.size() == 1) console.lines(reports.get(0).toText().stripTrailing());
        else console.lines(EvaluationTable.text(reports).stripTrailing());
        JsonArray json = new JsonArray();
        reports.forEach(report -> json.add(report.toJson()));
        console.answer(json);
    }
}
