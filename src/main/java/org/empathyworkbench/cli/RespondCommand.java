package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "respond", description = "Has a generator answer a context; with identifiers, each response comes with its levels.",
        footer = {"", "Examples:", "  app/run respond --model demo-generator --context \"I failed my exam today.\"",
            "  app/run respond --model aligned --identifiers mhs --samples 5 --context \"I lost my job.\" \"Oh no. What happened?\" \"They closed the shop.\""})
final class RespondCommand extends ModelCommand {
    @Option(names = "--model", required = true, paramLabel = "NAME", description = "The generator.")
    private String model;

    @Option(names = "--context", required = true, arity = "1..*", paramLabel = "TEXT", description = "The turns so far, oldest first, the last one by the speaker.")
    private List<String> context;

    @Option(names = "--identifiers", paramLabel = "NAME", description = "The identifiers that say the levels.")
    private String identifiers;

    @Option(names = "--seed", defaultValue = "1", description = "Equal seeds give equal responses. Default: 1.")
    private long seed;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "1", description = "How many responses. Default: 1.")
    private int samples;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change how tokens are drawn: greedy, temperature, topK, topP, maximumNewTokens, minimumLength.")
    private Map<String, String> changes = Map.of();

    @Override int work(Workspace workspace, Console console) {
        if (samples < 1 || samples > 10_000) throw refuse("--samples lies between 1 and 10,000, not at " + samples + ".");
        SamplingSettings sampling = Settings.with(SamplingSettings.paper(), changes);
        Device device = device();
        List<Response> responses;
        try (ResponseGenerator generator = generator(workspace, model, device)) {
            responses = generator.respond(Collections.nCopies(samples, context), sampling, seed);
        }
        List<EmpathyProfile> profiles = List.of();
        if (identifiers != null) {
            try (EmpathyScorer scorer = identifiers(workspace, identifiers, device)) {
                profiles = scorer.score(Collections.nCopies(samples, context), responses.stream().map(Response::text).toList());
            }
        }
        List<Object> json = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            Response response = responses.get(i);
            console.line(response.text());
            Map<String, Object> one = ListCommand.ordered("response", response.text(), "ended", response.ended(), "logProbability", response.logProbability());
            if (!profiles.isEmpty()) {
                console.line("  " + Profiles.line(profiles.get(i)));
                one.put("levels", Profiles.json(profiles.get(i)));
            }
            json.add(one);
        }
        console.answer(json);
        return 0;
    }
}
