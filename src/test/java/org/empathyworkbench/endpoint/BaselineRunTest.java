package org.empathyworkbench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.empathyworkbench.endpoint.EndpointServer.answer;
import static org.empathyworkbench.endpoint.EndpointServer.body;
import static org.empathyworkbench.endpoint.EndpointServer.status;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.AnswerDetails;
import org.empathyworkbench.workspace.ResponseOrigin;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineRunTest {
    @TempDir Path folder;
    private EndpointServer server;
    private Workspace workspace;
    private final AtomicLong nanos = new AtomicLong();
    private final List<BaselineRun.State> states = new ArrayList<>();

    @BeforeEach void start() throws IOException {
        server = new EndpointServer();
        workspace = Workspace.open(folder);
        workspace.datasets().add("demo", "made", DemoCorpus.generate(3, 60));
    }

    @AfterEach void stop() {
        server.close();
        workspace.close();
    }

    private BaselineRun.State run(BaselineRun.Plan plan, int parallel, int cancelAfter) {
        Endpoint endpoint = server.endpoint().withLimits(new Limits(10, 2, 0, parallel)).withPrice(new Price(1.0, 2.0, "EUR"));
        EndpointClient client = new EndpointClient(endpoint, null, Map.of(), form -> { },
                (time, cancelled) -> nanos.addAndGet(time.toNanos()), Clock.systemUTC(), nanos::get);
        AtomicInteger done = new AtomicInteger();
        return new BaselineRun(workspace, client).run(plan, new BaselineRun.Watching() {
            @Override public void at(BaselineRun.State state) {
                states.add(state);
                done.set(state.asked());
            }

            @Override public boolean cancelled() { return done.get() >= cancelAfter; }
        });
    }

    private static BaselineRun.Plan plan(int limit) {
        return new BaselineRun.Plan("llama", "demo", Split.TRAIN, limit, 7, ChatPrompt.TWO_SHOT, ChatSettings.standard());
    }

    @Test void everyContextIsAnsweredAndKeepsWhereItsResponseCameFrom() {
        BaselineRun.State end = run(plan(10), 3, 999);
        assertThat(end.done()).isEqualTo(10);
        assertThat(end.usage()).isEqualTo(new Usage(1_000, 70));
        assertThat(end.cost()).isEqualTo((1_000 * 1.0 + 70 * 2.0) / 1e6);
        assertThat(end.words(new Price(1.0, 2.0, "EUR"))).isEqualTo("10 of 10, 1,000 + 70 tokens, 0.001140 EUR");
        List<GivenResponse> responses = workspace.responseSets().responses("llama");
        List<Example> all = workspace.datasets().examples("demo", Split.TRAIN);
        assertThat(responses).hasSize(10).allSatisfy(response -> {
            assertThat(response.text()).isEqualTo("I hear you: " + response.context().get(response.context().size() - 1));
            assertThat(all).anySatisfy(example -> assertThat(example.response()).isEqualTo(response.reference()));
        });
        assertThat(workspace.responseSets().find("llama").orElseThrow().responses()).isEqualTo(10);
        ResponseOrigin origin = workspace.baselines().origins("llama").get(4);
        assertThat(origin.prompt()).isEqualTo(ChatPrompt.TWO_SHOT);
        assertThat(origin.model()).isEqualTo("tiny-llama");
        assertThat(origin.servedModel()).isEqualTo("tiny-llama-q4");
        assertThat(origin.address()).isEqualTo(server.address());
        assertThat(origin.settings()).containsEntry("temperature", "0.9").containsEntry("maximumTokens", "120");
        assertThat(origin.seed()).isEqualTo(11);
        assertThat(origin.promptTokens()).isEqualTo(100);
        assertThat(origin.askedAt()).isNotNull();
        assertThat(origin.finish()).isEqualTo("stop");
    }

    @Test void whatWasPaidForIsKeptAfterAFaultAndOnlyTheRestIsAskedLater() {
        server.fails((s, exchange) -> s.send(exchange, 200, answer("one", "stop", "m")),
                (s, exchange) -> s.send(exchange, 200, answer("two", "stop", "m")), status(401, "{}"));
        assertThatThrownBy(() -> run(plan(6), 1, 999)).isInstanceOf(UserInputException.class).hasMessageContaining("requires a key")
                .hasMessageContaining("2 of 6 answers are stored in \"llama\"; the same command resumes from there.");
        assertThat(workspace.responseSets().responses("llama")).extracting(GivenResponse::text).containsExactly("one", "two");
        int asked = server.seen().size();
        BaselineRun.State end = run(plan(6), 2, 999);
        assertThat(end.done()).isEqualTo(6);
        assertThat(end.asked()).isEqualTo(4);
        assertThat(server.seen()).hasSize(asked + 4);
        assertThat(workspace.responseSets().responses("llama")).extracting(GivenResponse::text).startsWith("one", "two").hasSize(6);
        run(plan(6), 2, 999);
        assertThat(server.seen()).as("nothing is missing").hasSize(asked + 4);
    }

    @Test void whatIsWaitedForIsSaidUntilItsAnswerIsThere() {
        server.fails(status(429, "", "Retry-After", "7"));
        run(plan(3), 1, 999);
        assertThat(states).extracting(BaselineRun.State::note).containsExactly(
                "Waiting 7 s: 127.0.0.1:" + URI.create(server.address()).getPort() + " answered 429 (too many requests)", "", "", "");
        assertThat(states.get(0).words(Price.UNKNOWN)).startsWith("0 of 3. Waiting 7 s");
    }

    @Test void cancellingKeepsWhatCame() {
        assertThatThrownBy(() -> run(plan(20), 1, 3)).isInstanceOf(CancellationException.class);
        assertThat(workspace.baselines().asked("llama")).containsExactly(0, 1, 2);
        assertThat(run(plan(20), 4, 999).done()).isEqualTo(20);
    }

    @Test void theSameNameWithAnotherPlanIsRefusedAndNothingIsAsked() {
        run(plan(3), 1, 999);
        int asked = server.seen().size();
        BaselineRun.Plan other = new BaselineRun.Plan("llama", "demo", Split.TRAIN,
                3, 7, "Be brief.", new ChatSettings(false, 0.1, 1, 120));
        assertThatThrownBy(() -> run(other, 1,
                999)).isInstanceOf(UserInputException.class).hasMessageContaining("started with another plan")
                .hasMessageContaining("its prompt differs").hasMessageContaining("temperature=0.1");
        assertThat(server.seen()).hasSize(asked);
        workspace.responseSets().add("published", "P", "file", List.of(new GivenResponse("", List.of("a"), "", "b")));
        assertThatThrownBy(() -> run(new BaselineRun.Plan("published", "demo", Split.TRAIN, 3, 7, "x", ChatSettings.standard()), 1, 999))
                .hasMessageContaining("already has a set of responses named \"published\"");
    }

    @Test void aServerThatAnswersNothingLeavesNoEmptySet() {
        server.fails(status(404, ""), status(404, ""));
        assertThatThrownBy(() -> run(plan(5), 1, 999)).isInstanceOf(UserInputException.class)
                .hasMessageNotContaining("answers are stored in");
        assertThat(workspace.responseSets().find("llama")).isEmpty();
    }

    @Test void contextsWithoutAnAnswerAreCountedAskedOnceAndNoResponses() {
        server.fails(body(answer("", "content_filter", "m")), body(answer("", "length", "m")),
                body(answer("<think>The dog died", "length", "m")));
        BaselineRun.State end = run(plan(5), 1, 999);
        assertThat(end.done()).isEqualTo(5);
        assertThat(end.none()).isEqualTo(Map.of("filtered", 1, "cut-off", 2));
        assertThat(end.words(Price.UNKNOWN))
                .contains("3 without an answer (2 cut off before an answer, 1 blocked by the content filter)");
        assertThat(end.usage()).as("they were paid for").isEqualTo(new Usage(500, 35));
        assertThat(workspace.responseSets().responses("llama")).hasSize(2)
                .allSatisfy(one -> assertThat(one.text()).startsWith("I hear you"));
        assertThat(workspace.responseSets().find("llama").orElseThrow().responses()).isEqualTo(2);
        assertThat(workspace.baselines().noAnswers("llama")).isEqualTo(Map.of("filtered", 1, "cut-off", 2));
        int asked = server.seen().size();
        BaselineRun.State again = run(plan(5), 1, 999);
        assertThat(server.seen()).as("what got no answer is not paid for again").hasSize(asked);
        assertThat(again.none()).isEqualTo(Map.of("filtered", 1, "cut-off", 2));
        workspace.responseSets().delete("llama");
        assertThat(workspace.baselines().noAnswers("llama")).isEmpty();
    }

    @Test void aSetOfWhichNothingWasAnsweredIsKeptBecauseItWasPaidFor() {
        server.fails(body(answer("<think>hm</think>", "stop", "m")));
        run(plan(1), 1, 999);
        assertThat(workspace.responseSets().find("llama").orElseThrow().responses()).isZero();
        run(plan(1), 1, 999);
        assertThat(server.seen()).hasSize(1);
    }

    @Test void theReasoningAndWhatWasTakenOffStandBesideAResponse() {
        server.fails(body(answer("<think>Be kind.</think>\"Oh no.\"", "stop", "m")));
        run(plan(1), 1, 999);
        assertThat(workspace.responseSets().responses("llama").get(0).text()).isEqualTo("Oh no.");
        AnswerDetails details = workspace.baselines().origins("llama").get(0).details();
        assertThat(details.reasoning()).isEqualTo("Be kind.");
        assertThat(details.content()).isEqualTo("<think>Be kind.</think>\"Oh no.\"");
        assertThat(details.takenOff()).containsExactly("quotes \"\u2026\"");
        assertThat(details.sent()).containsEntry("temperature", "0.9").containsEntry("max_tokens", "120").containsEntry("seed", "7");
    }

    @Test void deletingASetTakesItsOriginsWithIt() {
        run(plan(3), 1, 999);
        workspace.responseSets().delete("llama");
        assertThat(workspace.baselines().origins("llama")).isEmpty();
        assertThat(workspace.baselines().find("llama")).isEmpty();
    }
}
