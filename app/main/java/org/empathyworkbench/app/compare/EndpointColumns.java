package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.endpoint.CachingEndpointClient;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.endpoint.NoAnswer;
import org.empathyworkbench.endpoint.RequestListener;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * Column sources for the configured outside models. A column first shows responses already stored for the same model, prompt and
 * settings: baselines, saved sets and single cached responses. Only missing ones are requested, and each response is stored before the
 * next request, so that failures never cause a response to be paid for twice. Another seed makes a new request.
 */
public final class EndpointColumns implements ColumnProvider {
    private final Endpoints endpoints;
    private final Workspace workspace;
    private final CachingEndpointClient paid;

    public EndpointColumns(Endpoints endpoints, Workspace workspace) {
        this.endpoints = endpoints;
        this.workspace = workspace;
        this.paid = new CachingEndpointClient(endpoints, workspace);
    }

    @Override
    public List<ColumnSource> sources(Contents contents) { return endpoints.known().stream().<ColumnSource>map(Outside::new).toList(); }

    /** The column's sampling settings where the user changed them; else the endpoint's. */
    static ChatSettings settings(Endpoint endpoint, SamplingSettings sampling) {
        SamplingSettings paper = SamplingSettings.paper();
        ChatSettings own = endpoint.settings();
        if (sampling.equals(paper)) return own;
        return new ChatSettings(false, sampling.greedy() ? 0 : Math.min(2, sampling.temperature()), sampling.topP(),
                sampling.maximumNewTokens() == paper.maximumNewTokens() ? own.maximumTokens() : sampling.maximumNewTokens());
    }

    private final class Outside implements ColumnSource {
        private final Endpoint endpoint;

        Outside(Endpoint endpoint) { this.endpoint = endpoint; }

        @Override public String key() { return "endpoint:" + endpoint.name(); }

        @Override public String title() { return endpoint.name(); }

        @Override public Kind kind() { return Kind.ENDPOINT; }

        @Override public boolean live() { return true; }

        @Override public Map<String, String> facts(SamplingPlan drawing) {
            return new LinkedHashMap<>(endpoint.facts(endpoint.prompt(), settings(endpoint, drawing.sampling()), drawing.seed()));
        }

        @Override
        public List<GivenResponse> stored(SamplingPlan drawing) {
            Map<String, String> facts = facts(drawing);
            List<GivenResponse> stored = new ArrayList<>(workspace.responseSets().list().stream()
                    .filter(set -> set.responses() > 0 && set.facts().entrySet().containsAll(facts.entrySet()))
                    .max(Comparator.comparingInt(ResponseSetInfo::responses))
                    .map(set -> workspace.responseSets().responses(set.name())).orElse(List.of()));
            ChatSettings settings = settings(endpoint, drawing.sampling());
            // A stored set has no record of failed requests, so its samples may belong to
            // later seeds: there the single answers hold.
            if (!stored.isEmpty()) {
                Map<List<String>, List<CachedAnswer>> single = paid.known(endpoint, endpoint.prompt(), settings, drawing.seed(),
                        drawing.samples(), Map.of());
                stored.removeIf(one -> single.getOrDefault(one.context(), List.of()).stream().anyMatch(answer -> !answer.answered()));
            }
            Map<List<String>, List<GivenResponse>> there = stored.stream().collect(Collectors.groupingBy(GivenResponse::context));
            Map<List<String>, Integer> before = new HashMap<>();
            there.forEach((context, some) -> before.put(context, some.size()));
            paid.known(endpoint, endpoint.prompt(), settings, drawing.seed(), drawing.samples(), before).forEach((context, answers) -> {
                String reference = there.containsKey(context) ? there.get(context).get(0).reference() : "";
                // Responses after a failed request are assigned when the column generates, at no cost.
                answers.stream().takeWhile(CachedAnswer::answered)
                        .forEach(one -> stored.add(new GivenResponse("", context, reference, one.text())));
            });
            return stored;
        }

        @Override
        public List<Answer> ask(List<List<String>> contexts, SamplingPlan drawing, int sample, Progress progress) {
            ChatSettings settings = settings(endpoint, drawing.sampling());
            List<Answer> answers = new ArrayList<>();
            for (List<String> context : contexts) {
                progress.check();
                CachedAnswer came = paid.ask(endpoint, context, endpoint.prompt(), settings, drawing.seed() + sample, asking(progress));
                answers.add(came.answered() ? Answer.of(came.text()) : Answer.none(NoAnswer.of(came.noAnswer()).words()));
            }
            return answers;
        }
    }

    private static RequestListener asking(Progress progress) {
        return new RequestListener() {
            @Override public void waiting(String why) { progress.say(why); }

            @Override public boolean cancelled() { return progress.cancelled(); }
        };
    }
}
