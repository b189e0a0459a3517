package org.empathyworkbench.cli;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.BatchResponder;
import org.empathyworkbench.comparison.ComparedSystem;
import org.empathyworkbench.comparison.ResponseWriting;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.endpoint.BaselineRun;
import org.empathyworkbench.endpoint.CachingEndpointClient;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.evaluation.ModelEvaluation;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.ResponseSets;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "respond", description = RespondCommand.DESCRIPTION,
        footer = {"", "Examples:", "  app/run respond --model demo-generator --context \"I failed my exam today.\"",
            "  app/run respond --model aligned --identifiers mhs --samples 5 --context "
            + "\"I lost my job.\" \"Oh no. What happened?\" \"They closed the shop.\"",
            "  app/run respond --model aligned --dataset ed --split test --save aligned-test",
            "  app/run respond --endpoint local --context \"I failed my exam today.\"",
            "  app/run respond --endpoint local --dataset ed --split test --limit 500 --save llama-2shot", "",
            "A baseline that was cut off goes on with the same command; what was paid for is kept."})
final class RespondCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Has a generator or an outside model answer a context, or a whole split, "
            + "whose responses are kept as a set; with identifiers, each response comes with its levels.";

    /** Contexts answered between two words of progress. */
    private static final int PART = 64;

    /** One of the two. */
    static final class Who {
        @Option(names = "--model", paramLabel = "NAME", description = "The generator.")
        private String model;

        @Option(names = "--endpoint", paramLabel = "NAME", description = "The outside model (app/run endpoints).")
        private String endpoint;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Who system;

    @Option(names = "--context", arity = "1..*", paramLabel = "TEXT",
            description = "The turns so far, oldest first, the last one by the speaker.")
    private List<String> context = List.of();

    @Option(names = "--identifiers", paramLabel = "NAME", description = "The identifiers that say the levels.")
    private String identifiers;

    @Option(names = "--seed", defaultValue = "1",
            description = "Equal seeds give equal responses (outside models: if the server keeps to it). Default: 1.")
    private long seed;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "1", description = "How many responses. Default: 1.")
    private int samples;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change how tokens are drawn: greedy, temperature, topK, "
            + "topP, maximumNewTokens, minimumLength; of an outside model: serverDefaults, temperature, topP, maximumTokens.")
    private Map<String, String> changes = Map.of();

    @Option(names = "--prompt", paramLabel = "FILE",
            description = "With --endpoint: the prompt, in place of the endpoint's own.")
    private Path promptFile;

    @Option(names = "--anew", description = "With --endpoint and --context: ask also what was answered "
            + "before, and pay again. Without it the stored answer to the same request is used.")
    private boolean anew;

    @Option(names = "--reasoning",
            description = "With --endpoint and --context: show the reasoning that came with an answer. It is never part of the answer.")
    private boolean reasoning;

    @Option(names = "--dataset", paramLabel = "NAME",
            description = "Answer the contexts of this dataset instead, and keep the responses as a set.")
    private String dataset;

    @Option(names = "--split", paramLabel = "SPLIT", defaultValue = "test",
            description = "Of the dataset: train, validation or test. Default: test.")
    private String split;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0",
            description = "At most so many examples, those that evaluate draws by the same seed. Default: all.")
    private int limit;

    @Option(names = "--save", paramLabel = "SET", description = "The set that the responses to a dataset are kept as.")
    private String save;

    @Mixin private LimitOptions limits;

    @Override int work(Workspace workspace, Console console) {
        if (samples < 1 || samples > 10_000) throw refuse("--samples lies between 1 and 10,000, not at " + samples + ".");
        if (limit < 0) throw refuse("--limit is 0 (all) or more, not " + limit + ".");
        if (system.endpoint == null && promptFile != null) throw refuse("--prompt is for an outside model: give --endpoint.");
        if (anew && (system.endpoint == null || dataset != null))
            throw refuse("--anew is for single contexts of an outside model: give --endpoint and --context.");
        if (reasoning && (system.endpoint == null || dataset != null))
            throw refuse("--reasoning is for single contexts of an outside model: give --endpoint and --context.");
        if (dataset != null && save == null)
            throw refuse("There is no --save. Nothing was asked. Name the set of responses that the answers are to be stored as.");
        if (dataset != null && !context.isEmpty()) throw refuse("--context and --dataset exclude each other.");
        if (dataset == null && save != null)
            throw refuse("--save keeps the answers to a dataset: give --dataset with it, and --model or --endpoint.");
        if (dataset == null && context.isEmpty()) throw refuse("There is nothing to answer. Give --context, or --dataset and --save.");
        if (dataset != null) return system.endpoint != null ? baseline(workspace, console) : split(workspace, console);
        return system.endpoint != null ? outside(workspace, console) : generator(workspace, console);
    }

    private int generator(Workspace workspace, Console console) {
        SamplingSettings sampling = Settings.with(SamplingSettings.paper(), changes);
        Device device = device();
        List<Response> responses;
        try (ResponseGenerator generator = generator(workspace, system.model, device, limits)) {
            console.progress(system.model + " reads " + generator.limits().words()
                    + (generator.cuts(context) ? "; the context is longer and is cut." : "."));
            responses = generator.respond(Collections.nCopies(samples, context), sampling, seed);
        }
        List<Map<String, Object>> json = new ArrayList<>();
        for (Response response : responses)
            json.add(ListCommand.ordered("response", response.text(), "ended",
                    response.ended(), "logProbability", response.logProbability()));
        tell(workspace, console, responses.stream().map(response -> new Told(response.text(), response.text(), List.of())).toList(), json);
        return 0;
    }

    /** The answers are those that the window gives to the same contexts with the same seed and settings. */
    private int split(Workspace workspace, Console console) {
        workspace.requireWritable();
        SamplingSettings sampling = Settings.with(SamplingSettings.paper(), changes);
        ModelInfo info = workspace.models().get(system.model, ModelKind.GENERATOR);
        List<Example> all = workspace.datasets().examples(dataset, EvaluateCommand.split(split, this));
        if (all.isEmpty())
            throw refuse("The " + split + " split of \"" + dataset + "\" has no contexts to answer. Nothing was asked. Choose another.");
        if (workspace.responseSets().find(save).isPresent())
            throw refuse("There is a set of responses named \"" + save + "\" already. Nothing was asked. Choose another name.");
        List<Example> examples = ModelEvaluation.drawn(all, limit, seed);
        ConsoleProgress progress = new ConsoleProgress(console, system.model);
        List<GivenResponse> given = new ArrayList<>();
        Map<String, String> facts = new ComparedSystem.Generator(info).facts(new SamplingPlan(seed, 1, sampling));
        try (ResponseGenerator generator = generator(workspace, system.model, device(), limits)) {
            int cut = (int) examples.stream().filter(example -> generator.cuts(example.context())).count();
            console.progress(system.model + " reads " + generator.limits().words() + "; "
                    + ContextLimits.cutWords(cut, examples.size(), generator.limits().contextSide()) + ".");
            if (generator.limits().source() == ContextLimits.Source.CHOSEN)
                facts.put(ResponseWriting.OTHER_LIMITS, generator.limits().words());
            for (int sample = 0; sample < samples; sample++) {
                for (int from = 0; from < examples.size(); from += PART) {
                    List<Example> part = examples.subList(from, Math.min(examples.size(), from + PART));
                    List<Answer> answers = BatchResponder.answers(generator,
                            part.stream().map(Example::context).toList(), sampling, seed, sample);
                    for (int i = 0; i < part.size(); i++) {
                        Example example = part.get(i);
                        Answer answer = answers.get(i);
                        given.add(new GivenResponse(example.emotion(), example.context(), example.response(),
                                answer.text(), answer.logProbability(), answer.tokens()));
                    }
                    progress.at((double) given.size() / ((long) samples * examples.size()), "writing responses");
                }
            }
        }
        ResponseSetInfo set = workspace.responseSets()
                .addAll("answers to " + dataset + ", " + split, List.of(new ResponseSets.Named(save, system.model, facts, given))).get(0);
        console.line("%,d responses kept as \"%s\".", set.responses(), set.name());
        console.answer(ListCommand.json(set));
        return 0;
    }

    private int outside(Workspace workspace, Console console) {
        Endpoints endpoints = EndpointsCommand.endpoints();
        Endpoint endpoint = endpoints.get(system.endpoint);
        ChatSettings settings = Settings.with(endpoint.settings(), changes);
        CachingEndpointClient paid = new CachingEndpointClient(endpoints, workspace);
        List<Map<String, Object>> json = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            Optional<CachedAnswer> known = anew ? Optional.empty() : paid.known(endpoint, context, prompt(endpoint), settings, seed + i);
            CachedAnswer answer = known.isPresent() ? known.get()
                    : paid.anew(endpoint, context, prompt(endpoint), settings, seed + i, EndpointsCommand.asking(console));
            List<String> notes = new ArrayList<>(List.of(CostText.line(answer, known.isPresent())));
            notes.addAll(CostText.beside(answer.origin().details()));
            if (reasoning && !answer.origin().details().reasoning().isEmpty())
                notes.add("reasoning: " + answer.origin().details().reasoning().replace("\n", "\n  "));
            told.add(new Told(CostText.said(answer), answer.answered() ? answer.text() : null, notes));
            json.add(CostText.json(answer, known.isPresent()));
        }
        tell(workspace, console, told, json);
        return told.stream().anyMatch(one -> one.response != null) ? 0 : Main.FAILED;
    }

    /**
     * What is shown of one question.
     *
     * @param response the answer; null where there is none
     */
    private record Told(String shown, String response, List<String> notes) { }

    private void tell(Workspace workspace, Console console, List<Told> told, List<Map<String, Object>> json) {
        List<Integer> answered = IntStream.range(0, told.size()).filter(i -> told.get(i).response != null).boxed().toList();
        List<EmpathyProfile> profiles = List.of();
        if (identifiers != null && !answered.isEmpty()) {
            try (EmpathyScorer scorer = identifiers(workspace, identifiers, device())) {
                profiles = scorer.score(Collections.nCopies(answered.size(), context),
                        answered.stream().map(i -> told.get(i).response).toList());
            }
        }
        for (int i = 0; i < told.size(); i++) {
            console.lines(told.get(i).shown);
            int at = answered.indexOf(i);
            if (at >= 0 && !profiles.isEmpty()) {
                console.line("  " + Profiles.line(profiles.get(at)));
                json.get(i).put("levels", Profiles.json(profiles.get(at)));
            }
            for (String note : told.get(i).notes) console.lines("  " + note);
        }
        console.answer(json);
    }

    private int baseline(Workspace workspace, Console console) {
        Endpoints endpoints = EndpointsCommand.endpoints();
        Endpoint endpoint = endpoints.get(system.endpoint);
        BaselineRun.Plan plan = new BaselineRun.Plan(save, dataset, EvaluateCommand.split(split, this),
                limit, seed, prompt(endpoint), Settings.with(endpoint.settings(), changes));
        ConsoleProgress progress = new ConsoleProgress(console, endpoint.name());
        BaselineRun.State end = new BaselineRun(workspace, endpoints.client(endpoint)).run(plan, new BaselineRun.Watching() {
            @Override public void at(BaselineRun.State state) {
                progress.at(state.done() / (double) state.wanted(), state.words(endpoint.price()));
            }

            @Override public boolean cancelled() { return false; }
        });
        console.line("%s: %s.", save, end.words(endpoint.price()));
        console.line("Next: app/run evaluate --responses %s --identifiers NAME", save);
        console.answer(ListCommand.ordered("set", save, "endpoint", endpoint.name(), "model", endpoint.model(), "done", end.done(),
                "wanted", end.wanted(), "asked", end.asked(), "promptTokens", end.usage().known() ? end.usage().prompt() : null,
                "completionTokens", end.usage().known() ? end.usage().completion() : null, "cost", end.cost(),
                "currency", endpoint.price().currency(), "noAnswer", end.none()));
        return 0;
    }

    private String prompt(Endpoint endpoint) { return promptFile == null ? endpoint.prompt() : PromptFile.read(promptFile); }
}
