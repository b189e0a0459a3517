package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.FakeEndpoint;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.endpoint.BaselineRun;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointColumnsTest {
    private static final Progress QUIET = new Progress() {
        @Override public void at(long done, long total) { }

        @Override public void say(String message) { }

        @Override public boolean cancelled() { return false; }
    };

    @TempDir Path folder;
    private FakeEndpoint server;
    private Workspace workspace;
    private Endpoints endpoints;
    private EndpointColumns columns;

    @BeforeEach
    void start() throws IOException {
        server = new FakeEndpoint();
        workspace = Workspace.open(folder.resolve("workspace"));
        workspace.datasets().add("demo", "made", TinyModels.corpus());
        endpoints = new Endpoints(folder.resolve("config"), Map.of());
        endpoints.put(Endpoint.of("llama", server.address(), "tiny-llama"));
        columns = new EndpointColumns(endpoints, workspace);
    }

    @AfterEach
    void stop() {
        server.close();
        workspace.close();
    }

    private ColumnSource source() { return columns.sources(Contents.NONE).get(0); }

    @Test
    void anOutsideModelIsAColumnWithProvenance() {
        assertThat(source().kind()).isEqualTo(ColumnSource.Kind.ENDPOINT);
        assertThat(source().facts(SamplingPlan.FIRST)).containsEntry("model", "tiny-llama")
                .containsEntry("temperature", "0.9").containsEntry("seed", "1").containsKey("prompt");
        List<Answer> answers = source().ask(List.of(List.of("My cat is ill."), List.of("I won.")), SamplingPlan.FIRST, 0, QUIET);
        assertThat(answers).extracting(Answer::text).containsExactly("I hear you, sorry: My cat is ill.", "I hear you, sorry: I won.");
        source().ask(List.of(List.of("I won.")), SamplingPlan.FIRST, 0, QUIET);
        assertThat(server.asked()).as("nobody pays twice for the same question").hasSize(2);
        source().ask(List.of(List.of("I won.")), SamplingPlan.FIRST, 1, QUIET);
        assertThat(server.asked().get(2).get("seed").getAsInt()).as("another sample is another question").isEqualTo(2);
    }

    @Test
    void aBaselinesResponsesFillItsColumnAtOnce() {
        Endpoint endpoint = endpoints.get("llama");
        assertThat(source().stored(SamplingPlan.FIRST)).isEmpty();
        new BaselineRun(workspace, endpoints.client(endpoint))
                .run(new BaselineRun.Plan("llama on demo", "demo", Split.TEST, 4, 1, endpoint.prompt(), endpoint.settings()),
                        new BaselineRun.Watching() {
                            @Override public void at(BaselineRun.State state) { }

                            @Override public boolean cancelled() { return false; }
                        });
        assertThat(source().stored(SamplingPlan.FIRST)).hasSize(4);
        assertThat(source().stored(SamplingPlan.FIRST.withSeed(2))).as("another seed was not asked").isEmpty();
    }

    @Test
    void singlePaidResponsesFillTheColumnAfterARestart() throws IOException {
        List<String> cat = List.of("My cat is ill.");
        List<String> prize = List.of("I won.");
        source().ask(List.of(cat, prize), SamplingPlan.FIRST, 0, QUIET);
        source().ask(List.of(prize), SamplingPlan.FIRST.withSamples(2), 1, QUIET);
        assertThat(server.asked()).hasSize(3);
        server.close();                                                        // whoever asked now would be refused
        workspace.close();
        workspace = Workspace.open(folder.resolve("workspace"));
        columns = new EndpointColumns(endpoints, workspace);
        assertThat(source().stored(SamplingPlan.FIRST)).extracting(GivenResponse::context).containsExactlyInAnyOrder(cat, prize);
        assertThat(source().stored(SamplingPlan.FIRST.withSamples(2))).as("the second sample was asked of one alone").hasSize(3);
        assertThat(source().stored(SamplingPlan.FIRST.withSeed(2))).as("seed 2 was asked of one, as a second sample")
                .extracting(GivenResponse::context).containsExactly(prize);
        assertThat(source().ask(List.of(cat), SamplingPlan.FIRST, 0, QUIET))
                .extracting(Answer::text).containsExactly("I hear you, sorry: My cat is ill.");
        assertThat(source().stored(SamplingPlan.FIRST.withSampling(SamplingSettings.greedyDecoding())))
                .as("drawn otherwise is another question").isEmpty();
    }

    @Test
    void aFailedRequestIsNoResponseAndIsNotRepeated() {
        List<String> cat = List.of("My cat is ill.");
        server.saysNext("<think>The cat is ill.</think>");
        SamplingPlan two = SamplingPlan.FIRST.withSamples(2);
        Answer none = source().ask(List.of(cat), two, 0, QUIET).get(0);
        assertThat(none.answered()).isFalse();
        assertThat(none.noAnswer()).contains("only reasoning");
        assertThat(source().ask(List.of(cat), two, 1, QUIET)).extracting(Answer::text).containsExactly("I hear you, sorry: My cat is ill.");
        assertThat(source().stored(two)).as("what is behind a question without an answer is not taken for its answer").isEmpty();
        assertThat(source().ask(List.of(cat), two, 0, QUIET).get(0)).isEqualTo(none);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void furtherSamplesFollowThoseOfABaseline() {
        Endpoint endpoint = endpoints.get("llama");
        new BaselineRun(workspace, endpoints.client(endpoint))
                .run(new BaselineRun.Plan("llama on demo", "demo", Split.TEST, 2, 1, endpoint.prompt(), endpoint.settings()),
                        new BaselineRun.Watching() {
                            @Override public void at(BaselineRun.State state) { }

                            @Override public boolean cancelled() { return false; }
                        });
        GivenResponse first = source().stored(SamplingPlan.FIRST).get(0);
        // sample 0 is the baseline's, and never asked singly
        source().ask(List.of(first.context()), SamplingPlan.FIRST.withSamples(2), 1, QUIET);
        List<GivenResponse> stored = source().stored(SamplingPlan.FIRST.withSamples(2));
        assertThat(stored).hasSize(3);
        assertThat(stored.get(2).reference()).as("joined as the first is").isEqualTo(first.reference()).isNotEmpty();
    }

    @Test
    void aColumnsOwnSamplingHoldsWhereItWasChanged() {
        Endpoint endpoint = endpoints.get("llama").withSettings(new ChatSettings(true, 0.9, 1, 300));
        assertThat(EndpointColumns.settings(endpoint, SamplingSettings.paper())).isEqualTo(endpoint.settings());
        assertThat(EndpointColumns.settings(endpoint, SamplingSettings.greedyDecoding())).isEqualTo(new ChatSettings(false, 0, 1, 300));
        assertThat(EndpointColumns.settings(endpoint, SamplingSettings.paper().withMaximumNewTokens(60)).maximumTokens()).isEqualTo(60);
    }
}
