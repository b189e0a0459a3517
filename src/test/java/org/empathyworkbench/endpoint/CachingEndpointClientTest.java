package org.empathyworkbench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.empathyworkbench.endpoint.EndpointServer.answer;
import static org.empathyworkbench.endpoint.EndpointServer.body;
import static org.empathyworkbench.endpoint.EndpointServer.status;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.Hang;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.AnswerCache;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.ResponseOrigin;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceToRead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingEndpointClientTest {
    private static final List<String> CAT = List.of("My cat is ill.");
    private static final List<String> PRIZE = List.of("I won.", "How nice!", "Yes, \"first\" prize.");
    private static final ChatSettings STANDARD = ChatSettings.standard();

    @TempDir Path folder;
    private EndpointServer server;
    private Workspace workspace;
    private Endpoints endpoints;
    private CachingEndpointClient paid;

    @BeforeEach void start() throws IOException {
        server = new EndpointServer();
        endpoints = new Endpoints(folder.resolve("config"), Map.of());
        open();
    }

    private void open() {
        workspace = Workspace.open(folder.resolve("workspace"));
        paid = new CachingEndpointClient(endpoints, workspace);
    }

    @AfterEach void stop() {
        server.close();
        workspace.close();
    }

    private Endpoint endpoint() { return server.endpoint().withPrice(new Price(1.0, 2.0, "EUR")).withLimits(new Limits(10, 1, 0, 1)); }

    private CachedAnswer ask(Endpoint endpoint, List<String> context, String prompt, ChatSettings settings, long seed) {
        return paid.ask(endpoint, context, prompt, settings, seed, RequestListener.patiently());
    }

    @Test void theSameQuestionIsAnsweredFromTheWorkspaceAlsoAfterItWasClosed() {
        Instant before = Instant.now().minusSeconds(2);
        CachedAnswer first = ask(endpoint(), PRIZE, "Listen.", STANDARD, 5);
        workspace.close();
        open();
        CachedAnswer again = ask(endpoint(), PRIZE, "Listen.", STANDARD, 5);
        assertThat(server.seen()).hasSize(1);
        assertThat(again.text()).isEqualTo(first.text()).isEqualTo("I hear you: Yes, \"first\" prize.");
        assertThat(again.cost()).isEqualTo((100 * 1.0 + 7 * 2.0) / 1e6);
        assertThat(again.currency()).isEqualTo("EUR");
        ResponseOrigin origin = again.origin();
        assertThat(origin.prompt()).isEqualTo("Listen.");
        assertThat(origin.model()).isEqualTo("tiny-llama");
        assertThat(origin.servedModel()).isEqualTo("tiny-llama-q4");
        assertThat(origin.promptTokens()).isEqualTo(100L);
        assertThat(origin.completionTokens()).isEqualTo(7L);
        assertThat(origin.seed()).isEqualTo(5L);
        assertThat(origin.askedAt()).isAfter(before).isBefore(Instant.now().plusSeconds(1));
        assertThat(origin.settings()).containsEntry("temperature", "0.9");
        assertThat(again.context()).isEqualTo(PRIZE);
    }

    @Test void whatWouldBeAnsweredOtherwiseIsAnotherQuestion() {
        Endpoint endpoint = endpoint();
        ask(endpoint, CAT, "Listen.", STANDARD, 1);
        ask(endpoint, CAT, "Listen.", STANDARD, 2);
        ask(endpoint, CAT, "Listen well.", STANDARD, 1);
        ask(endpoint, CAT, "Listen.", new ChatSettings(false, 0.1, 1.0, 120), 1);
        ask(endpoint, List.of("My cat is ill. "), "Listen.", STANDARD, 1);
        ask(Endpoint.of("double", server.address(), "other"), CAT, "Listen.", STANDARD, 1);
        assertThat(server.seen()).hasSize(6);
        ask(Endpoint.of("called otherwise", server.address(), "tiny-llama"), CAT, "Listen.", STANDARD, 1);
        assertThat(server.seen()).as("a new name for the same model is no other model").hasSize(6);
    }

    @Test void anAnswerIsKeptAlthoughTheNextQuestionFails() {
        ask(endpoint(), CAT, "Listen.", STANDARD, 1);
        server.fails(status(401, "{\"error\": {\"message\": \"no\"}}"));
        assertThatThrownBy(() -> ask(endpoint(), PRIZE, "Listen.", STANDARD, 1)).isInstanceOf(UserInputException.class);
        assertThat(paid.known(endpoint(), CAT, "Listen.", STANDARD, 1)).isPresent();
        assertThat(paid.known(endpoint(), PRIZE, "Listen.", STANDARD, 1)).isEmpty();
    }

    @Test void whoAsksAnewPaysAgainAndTheNewAnswerHolds() {
        server.fails(body(answer("First.", "stop", "tiny-llama-q4")), body(answer("Second.", "length", "tiny-llama-q5")));
        ask(endpoint(), CAT, "Listen.", STANDARD, 1);
        paid.anew(endpoint(), CAT, "Listen.", STANDARD, 1, RequestListener.patiently());
        CachedAnswer now = ask(endpoint(), CAT, "Listen.", STANDARD, 1);
        assertThat(now.text()).isEqualTo("Second.");
        assertThat(EndpointAnswer.Finish.words(now.origin().finish())).isEqualTo(EndpointAnswer.Finish.LENGTH.words());
        assertThat(paid.spent(endpoint())).as("both were paid for").isEqualTo(new AnswerCache.Spent(2, 0, 200, 14));
    }

    @Test void aQuestionWithoutAnAnswerIsKeptWithItsReasonAndPaidForOnce() {
        server.fails(body(answer("<think>The cat is ill", "length", "m")), body(answer("<think>Again.</think>Poor cat!", "stop", "m")));
        CachedAnswer none = ask(endpoint(), CAT, "Listen.", STANDARD, 1);
        assertThat(none.answered()).isFalse();
        assertThat(none.noAnswer()).isEqualTo(NoAnswer.CUT_OFF.key());
        assertThat(none.text()).isEmpty();
        assertThat(none.origin().details().reasoning()).isEqualTo("The cat is ill");
        assertThat(none.cost()).isEqualTo((100 * 1.0 + 7 * 2.0) / 1e6);
        workspace.close();
        open();
        CachedAnswer again = ask(endpoint(), CAT, "Listen.", STANDARD, 1);
        assertThat(again.noAnswer()).isEqualTo(none.noAnswer());
        assertThat(again.origin().details()).isEqualTo(none.origin().details());
        assertThat(server.seen()).hasSize(1);
        CachedAnswer anew = paid.anew(endpoint(), CAT, "Listen.", STANDARD, 1, RequestListener.patiently());
        assertThat(anew.text()).as("who asks anew asks").isEqualTo("Poor cat!");
        CachedAnswer kept = ask(endpoint(), CAT, "Listen.", STANDARD, 1);
        assertThat(kept.text()).isEqualTo(anew.text());
        assertThat(kept.origin().details().reasoning()).isEqualTo("Again.");
        assertThat(kept.origin().details().content()).isEqualTo("<think>Again.</think>Poor cat!");
        assertThat(kept.origin().details().sent()).containsEntry("seed", "1").containsEntry("roles", "system user");
        assertThat(kept.origin().settings()).as("what the person set is the question").containsEntry("temperature", "0.9");
        assertThat(paid.spent(endpoint()).answers()).isEqualTo(2);
    }

    @Test void samplesStandInTheOrderOfTheirSeedsAndEndAtAGap() {
        for (long seed : new long[] {4, 5, 7}) ask(endpoint(), CAT, "Listen.", STANDARD, seed);
        ask(endpoint(), PRIZE, "Listen.", STANDARD, 5);
        Map<List<String>, List<CachedAnswer>> known = paid.known(endpoint(), "Listen.", STANDARD, 4, 5, Map.of());
        assertThat(known.keySet()).containsExactly(CAT);
        assertThat(known.get(CAT)).extracting(one -> one.origin().seed()).containsExactly(4L, 5L);
        assertThat(paid.known(endpoint(), "Listen.", STANDARD, 5, 1, Map.of()).keySet()).containsExactlyInAnyOrder(CAT, PRIZE);
    }

    @Test void samplesGoOnBehindThoseThatAreThereAlready() {
        for (long seed : new long[] {6, 7, 9}) ask(endpoint(), CAT, "Listen.", STANDARD, seed);
        for (long seed : new long[] {4, 5}) ask(endpoint(), PRIZE, "Listen.", STANDARD, seed);
        Map<List<String>, List<CachedAnswer>> known = paid.known(endpoint(), "Listen.", STANDARD, 4, 6, Map.of(CAT, 2, PRIZE, 1));
        assertThat(known.get(CAT)).extracting(one -> one.origin().seed()).containsExactly(6L, 7L);
        assertThat(known.get(PRIZE)).as("what is there already is not told again")
                .extracting(one -> one.origin().seed()).containsExactly(5L);
    }

    @Test void nothingIsAskedWhereTheAnswerCouldNotBeKept() {
        ask(endpoint(), CAT, "Listen.", STANDARD, 1);
        workspace.close();
        workspace = WorkspaceToRead.open(folder.resolve("workspace"));
        paid = new CachingEndpointClient(endpoints, workspace);
        assertThat(ask(endpoint(), CAT, "Listen.", STANDARD, 1).text()).as("what is kept is read").isEqualTo("I hear you: My cat is ill.");
        assertThatThrownBy(() -> ask(endpoint(), PRIZE, "Listen.", STANDARD, 1)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("Nothing was sent").hasMessageContaining("only be read");
        assertThatThrownBy(() -> paid.anew(endpoint(), CAT, "Listen.", STANDARD, 1, RequestListener.patiently()))
                .isInstanceOf(UserInputException.class);
        assertThat(server.seen()).hasSize(1);
    }

    @Test void anAnswerThatCannotBeStoredIsToldInTheProblem() {
        server.fails((from, exchange) -> {
            workspace.close();
            from.send(exchange, 200, answer("Poor cat!", "stop", "tiny-llama-q4"));
        });
        assertThatThrownBy(() -> paid.anew(endpoint(), CAT, "Listen.", STANDARD, 1, RequestListener.patiently()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("\"Poor cat!\"").hasMessageContaining("closed");
    }

    @Test void equalQuestionsAtTheSameTimeArePaidOnceAndAFailureLetsTheOtherAsk() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        server.fails((from, exchange) -> {
            arrived.countDown();
            await(waiting);
            from.send(exchange, 401, "{\"error\": {\"message\": \"no\"}}");
        });
        RequestListener second = new RequestListener() {
            @Override public void waiting(String why) { }

            @Override public boolean cancelled() {
                waiting.countDown();
                return false;
            }
        };
        CachingEndpointClient elsewhere = new CachingEndpointClient(endpoints, workspace);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Future<CachedAnswer> refused = threads.submit(() -> ask(endpoint(), CAT, "Listen.", STANDARD, 1));
            await(arrived);
            List<Future<CachedAnswer>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) others.add(threads.submit(() -> elsewhere.ask(endpoint(), CAT, "Listen.", STANDARD, 1, second)));
            assertThatThrownBy(refused::get).hasCauseInstanceOf(UserInputException.class);
            for (Future<CachedAnswer> one : others) assertThat(one.get().text()).isEqualTo("I hear you: My cat is ill.");
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.seen()).as("one that was refused, one that was paid for").hasSize(2);
        assertThat(paid.spent(endpoint()).answers()).isEqualTo(1);
    }

    @Test void whoWaitsForTheSameQuestionMayLosePatience() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        server.fails((from, exchange) -> {
            arrived.countDown();
            await(over);
            from.send(exchange, 200, answer("Poor cat!", "stop", "tiny-llama-q4"));
        });
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<CachedAnswer> first = threads.submit(() -> ask(endpoint(), CAT, "Listen.", STANDARD, 1));
            await(arrived);
            RequestListener impatient = new RequestListener() {
                @Override public void waiting(String why) { }

                @Override public boolean cancelled() { return true; }
            };
            assertThatThrownBy(() -> paid.ask(endpoint(), CAT, "Listen.", STANDARD, 1, impatient))
                    .isInstanceOf(CancellationException.class);
            over.countDown();
            assertThat(first.get().text()).isEqualTo("Poor cat!");
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.seen()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Hang.SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
