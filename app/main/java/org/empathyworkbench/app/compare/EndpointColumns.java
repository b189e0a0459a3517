package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.endpoint.Asking;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.EndpointClient;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * The outside models that a person has set up. A column begins with what the workspace has kept of the same model under the same prompt and settings, a
 * baseline above all; only what is missing is asked for. An answer that came is remembered while the window is open, so that a fault in the midst of
 * several does not make anybody pay twice.
 */
public final class EndpointColumns implements ColumnProvider {
    private final Endpoints endpoints;
    private final Workspace workspace;
    private final Map<Question, String> came = new ConcurrentHashMap<>();

    private record Question(Endpoint endpoint, ChatSettings settings, List<String> context, long seed) { }

    public EndpointColumns(Endpoints endpoints, Workspace workspace) {
        this.endpoints = endpoints;
        this.workspace = workspace;
    }

    @Override
    public List<ColumnSource> sources(Contents contents) { return endpoints.known().stream().<ColumnSource>map(Outside::new).toList(); }

    /** A column's own sampling holds where a person changed it; else the endpoint's. */
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

        @Override public Map<String, String> facts(Drawing drawing) { return new LinkedHashMap<>(endpoint.facts(endpoint.prompt(), settings(endpoint, drawing.sampling()), drawing.seed())); }

        @Override
        public List<GivenResponse> stored(Drawing drawing) {
            Map<String, String> facts = facts(drawing);
            return workspace.responseSets().list().stream().filter(set -> set.responses() > 0 && set.facts().entrySet().containsAll(facts.entrySet())).max(Comparator.comparingInt(ResponseSetInfo::responses))
                    .map(set -> workspace.responseSets().responses(set.name())).orElse(List.of());
        }

        @Override
        public List<Answer> ask(List<List<String>> contexts, Drawing drawing, int sample, Progress progress) {
            EndpointClient client = endpoints.client(endpoint);
            ChatSettings settings = settings(endpoint, drawing.sampling());
            List<Answer> answers = new ArrayList<>();
            for (List<String> context : contexts) {
                Question question = new Question(endpoint, settings, List.copyOf(context), drawing.seed() + sample);
                String text = came.get(question);
                if (text == null) {
                    progress.check();
                    text = client.ask(context, endpoint.prompt(), settings, question.seed(), asking(progress)).text();
                    came.put(question, text);
                }
                answers.add(Answer.of(text));
            }
            return answers;
        }
    }

    private static Asking asking(Progress progress) {
        return new Asking() {
            @Override public void waiting(String why) { progress.say(why); }

            @Override public boolean cancelled() { return progress.cancelled(); }
        };
    }
}
