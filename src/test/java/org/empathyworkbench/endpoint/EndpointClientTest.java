package org.empathyworkbench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.empathyworkbench.endpoint.EndpointServer.answer;
import static org.empathyworkbench.endpoint.EndpointServer.body;
import static org.empathyworkbench.endpoint.EndpointServer.cut;
import static org.empathyworkbench.endpoint.EndpointServer.silent;
import static org.empathyworkbench.endpoint.EndpointServer.status;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.Hang;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.endpoint.EndpointAnswer.Finish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointClientTest {
    private static final List<String> CONTEXT = List.of("My dog died.", "Oh no. When?", "On Sunday.");
    private static final String KEY = "sk-marked-5f2c9a";
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    private EndpointServer server;
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Adaptations> learned = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach void start() throws IOException { server = new EndpointServer(); }

    @AfterEach void stop() { server.close(); }

    private void pause(Duration time, BooleanSupplier cancelled) {
        waits.add(time);
        nanos.addAndGet(time.toNanos());
    }

    private EndpointClient client(Endpoint endpoint, String key) {
        return new EndpointClient(endpoint, key == null ? null : ApiKey.of(key), Map.of(),
                learned::add, this::pause, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
    }

    private EndpointAnswer ask(Endpoint endpoint, String key) {
        return client(endpoint, key).ask(CONTEXT, endpoint.prompt(), endpoint.settings(), 5, new RequestListener() {
            @Override public void waiting(String why) { told.add(why); }

            @Override public boolean cancelled() { return false; }
        });
    }

    private EndpointAnswer ask() { return ask(server.endpoint(), null); }

    @Test void thePromptAndTheTurnsTravelAsMessagesAndTheAnswerComesBackAsATurn() {
        EndpointAnswer answer = ask(server.wants(KEY).endpoint().withKey(KeyPlace.FILE, ""), KEY);
        assertThat(answer.text()).as("without the name before it").isEqualTo("I hear you: On Sunday.");
        assertThat(answer.finish()).isEqualTo(Finish.STOP);
        assertThat(answer.model()).as("what the server says it is").isEqualTo("tiny-llama-q4");
        assertThat(answer.usage()).isEqualTo(new Usage(100, 7));
        assertThat(answer.askedAt()).isEqualTo(NOW);
        assertThat(answer.requestId()).isEqualTo("req-1");
        EndpointServer.Seen seen = server.seen().get(0);
        assertThat(seen.path()).isEqualTo("/v1/chat/completions");
        assertThat(seen.headers()).containsEntry("authorization", "Bearer " + KEY);
        JsonObject sent = seen.body();
        assertThat(sent.get("model").getAsString()).isEqualTo("tiny-llama");
        assertThat(sent.get("temperature").getAsDouble()).isEqualTo(0.9);
        assertThat(sent.get("seed").getAsInt()).isEqualTo(5);
        assertThat(sent.get("max_tokens").getAsInt()).isEqualTo(120);
        JsonArray messages = sent.getAsJsonArray("messages");
        List<String> roles = new ArrayList<>();
        messages.forEach(message -> roles.add(message.getAsJsonObject().get("role").getAsString()));
        assertThat(roles).containsExactly("system", "user", "assistant", "user");
        assertThat(messages.get(0).getAsJsonObject().get("content").getAsString()).contains("Example 1", "Example 2");
        assertThat(messages.get(3).getAsJsonObject().get("content").getAsString()).isEqualTo("On Sunday.");
    }

    @Test void tooManyRequestsAreMetWithThePatienceThatTheServerAsksFor() {
        server.fails(status(429, "{\"error\": {\"message\": \"slow down\"}}", "Retry-After", "7"),
                status(429, "", "retry-after-ms", "1500"), status(429, "", "Retry-After", "Mon, 23 Nov 2026 03:00:40 GMT"));
        EndpointAnswer answer = ask();
        assertThat(answer.text()).isEqualTo("I hear you: On Sunday.");
        assertThat(answer.attempts()).isEqualTo(4);
        assertThat(waits).contains(Duration.ofSeconds(7), Duration.ofMillis(1500), Duration.ofSeconds(40));
        assertThat(told.get(0)).startsWith("Waiting 7 s: 127.0.0.1:").contains("429 (too many requests)");
    }

    @Test void faultsThatPassAreWaitedFor() {
        server.fails(status(500, "{\"error\": {\"message\": \"out of slots\"}}"), cut(), status(503, "<html>"));
        assertThat(ask().attempts()).isEqualTo(4);
        assertThat(told.get(0)).contains("answered 500 (out of slots)");
        assertThat(told.get(1)).contains("broke off");
        assertThat(waits).contains(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test void aServerThatKeepsFailingIsGivenUpWithASentence() {
        for (int i = 0; i < 5; i++) server.fails(status(502, ""));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining("answered 502, 5 times in a row.")
                .hasMessageContaining("earlier answers are kept").hasMessageContaining("Try again later");
        assertThat(server.seen()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{not json|is not JSON", "[]|is not a JSON object",
            "{\"choices\": []}|has an empty list of choices", "{\"id\": \"x\"}|has no choices",
            "{\"choices\": [{\"index\": 0}]}|has a choice without a message",
            "{\"choices\": [{\"message\": {\"content\": 7}}]}|has a message that is not text",
            "{\"error\": {\"message\": \"model is loading\"}}|is an error: model is loading", "<html>login</html>|is not JSON"})
    void answersThatAreNoneAreAskedForOnceMoreAndThenExplained(String answer, String why) {
        server.fails(body(answer), body(answer));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining(why);
        assertThat(server.seen()).as("it may have been paid for").hasSize(2);
    }

    @Test void oneSenselessAnswerIsForgiven() {
        server.fails(body("{\"choices\": []}"));
        assertThat(ask().attempts()).isEqualTo(2);
    }

    @Test void aSilentServerIsGivenUp() {
        Endpoint hasty = server.endpoint().withLimits(new Limits(1, 1, 0, 1));
        server.fails(silent());
        assertThatThrownBy(() -> ask(hasty, null)).isInstanceOf(UserInputException.class).hasMessageContaining("did not respond for 1 s");
    }

    @Test @Timeout(Hang.SECONDS) void cancellingEndsTheWaitForASlowAnswer() {
        server.fails(silent());
        assertThatThrownBy(() -> client(server.endpoint(), null).ask(CONTEXT, "", ChatSettings.standard(), 1, new RequestListener() {
            @Override public void waiting(String why) { }

            @Override public boolean cancelled() { return !server.seen().isEmpty(); }
        })).isInstanceOf(CancellationException.class);
    }

    @Test void aWrongKeyIsExplainedWithoutRepeatingIt() {
        server.wants("another");
        assertThatThrownBy(() -> ask(server.endpoint().withKey(KeyPlace.FILE, ""), KEY))
                .isInstanceOf(UserInputException.class).hasMessageContaining("rejects the key of \"double\" (401)")
                .hasMessageNotContaining(KEY);
        assertThat(server.seen()).as("asking again would not help").hasSize(1);
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining("requires a key, and \"double\" has "
                + "none");
    }

    @Test void aServersWordsAreShownWithoutTheKey() {
        server.fails(status(400, "{\"error\": {\"message\": \"bad field near " + KEY + " here\"}}"));
        assertThatThrownBy(() -> ask(server.endpoint().withKey(KeyPlace.FILE, ""), KEY))
                .hasMessageContaining("bad field near (the key) here").hasMessageNotContaining(KEY);
    }

    @Test void anUnknownModelAndAWrongAddressAreExplained() {
        server.fails(status(404, "{\"error\": {\"message\": \"model 'tiny-llama' not found\"}}"));
        assertThatThrownBy(this::ask).hasMessageContaining("has no model \"tiny-llama\"").hasMessageContaining("usually ends in /v1");
        server.fails(status(302, "", "Location", "http://elsewhere.invalid/"));
        assertThatThrownBy(this::ask).hasMessageContaining("redirects to another address");
    }

    @Test void anAccountWithoutCreditIsNotAskedAgain() {
        server.fails(status(429, "{\"error\": {\"message\": \"You exceeded your current quota\", \"code\": \"insufficient_quota\"}}"));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining("no credit left");
        assertThat(server.seen()).hasSize(1);
    }

    @Test void contentFiltersAreAnAnswerNotAFault() {
        server.fails(body(answer("", "content_filter", "m")),
                status(400, "{\"error\": {\"code\": \"content_filter\", \"message\": \"filtered\"}}"));
        assertThat(ask().finish()).isEqualTo(Finish.FILTERED);
        EndpointAnswer refused = ask();
        assertThat(refused.finish()).isEqualTo(Finish.FILTERED);
        assertThat(refused.text()).isEmpty();
    }

    @Test void anAnswerThatRanOutOfTokensSaysSo() {
        server.fails(body(answer("I hear", "length", "m")));
        assertThat(ask().finish()).isEqualTo(Finish.LENGTH);
    }

    @Test void serversThatWantTheNewNameOfTheLengthGetIt() {
        server.fails(status(400,
                "{\"error\": {\"message\": \"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.\"}}"));
        assertThat(ask().text()).isNotEmpty();
        JsonObject second = server.seen().get(1).body();
        assertThat(second.has("max_tokens")).isFalse();
        assertThat(second.get("max_completion_tokens").getAsInt()).isEqualTo(120);
    }

    @Test void tokensThatTheServerDoesNotCountAreNotMadeUp() {
        server.fails(body("{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"Hm.\"}}]}"));
        EndpointAnswer answer = ask();
        assertThat(answer.text()).isEqualTo("Hm.");
        assertThat(answer.usage().known()).isFalse();
        assertThat(new Price(1.0, 2.0, "USD").of(answer.usage())).isNull();
        assertThat(answer.model()).as("what was asked for").isEqualTo("tiny-llama");
    }

    @Test void whatTheServerSaysOfItsLimitsIsShownAndKept() {
        server.says(Map.of("x-ratelimit-remaining-requests", "0",
                "x-ratelimit-limit-requests", "60", "x-ratelimit-reset-requests", "1m2s"));
        EndpointClient client = client(server.endpoint(), null);
        EndpointAnswer first = client.ask(CONTEXT, "", ChatSettings.standard(), 1, RequestListener.patiently());
        assertThat(first.limits().words()).isEqualTo("0 of 60 requests left");
        assertThat(first.limits().renewal()).isEqualTo(Duration.ofSeconds(62));
        client.ask(CONTEXT, "", ChatSettings.standard(), 1, RequestListener.patiently());
        assertThat(waits).as("the next question waits for the renewal").containsExactly(Duration.ofSeconds(62));
    }

    @Test void ourOwnLimitSpacesTheQuestions() {
        long[] now = {0};
        RateGate gate = new RateGate(30, (time, cancelled) -> {
            waits.add(time);
            now[0] += time.toNanos();
        }, () -> now[0]);
        for (int i = 0; i < 3; i++) gate.pass(() -> false);
        assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        gate.hold(Duration.ofSeconds(50));
        gate.pass(() -> false);
        assertThat(waits).endsWith(Duration.ofSeconds(50));
    }

    @Test void aServerThatIsNotThereIsExplained() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> ask(Endpoint.of("gone", "http://127.0.0.1:" + free + "/v1", "m").withLimits(new Limits(5, 2, 0, 1)), null))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("127.0.0.1:" + free + " cannot be reached, 2 times in a row")
                .hasMessageContaining("Start the server");
    }

    @Test void aKeyDoesNotTravelInClearToAnotherMachine() {
        Endpoint far = Endpoint.of("far", "http://10.1.2.3:8000/v1", "m").withKey(KeyPlace.FILE, "");
        assertThatThrownBy(() -> client(far, KEY)).isInstanceOf(UserInputException.class).hasMessageContaining("without encryption");
        assertThat(client(far.withUnencrypted(true), KEY)).isNotNull();
        assertThat(client(far.withKey(KeyPlace.NONE, ""), null)).isNotNull();
    }

    @Test void theServersModelsAreListed() {
        assertThat(client(server.endpoint(), null).models(RequestListener.patiently())).containsExactly("tiny-llama", "other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "ftp://a/v1", "http://me:secret@host/v1", "http://host/v1?key=abc", "http://"})
    void whatIsNoAddressIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> Endpoint.address(text)).isInstanceOf(UserInputException.class)
                .hasMessageNotContaining("secret").hasMessageNotContaining("abc");
    }

    @Test void theWholeAddressOfAChatIsCutToItsBase() {
        assertThat(Endpoint.address(" https://api.example.org/v1/chat/completions/ ")).hasToString("https://api.example.org/v1");
    }

    @Test void pricesAreOfAMillionTokens() {
        assertThat(new Price(0.15, 0.60, "USD").of(new Usage(2_000_000, 500_000))).isEqualTo(0.60);
        assertThat(new Price(0.15, 0.60, "USD").words(0.6)).isEqualTo("0.6000 USD");
        assertThat(new Price(0.15, null, "USD").of(new Usage(1, 1))).as("half a price is none").isNull();
    }

    @ParameterizedTest
    @CsvSource({"6m0s,360000", "1.5s,1500", "250ms,250", "20,20000", "1h2m,3720000"})
    void periodsOfHeadersAreRead(String text, long millis) { assertThat(RateLimits.duration(text)).isEqualTo(Duration.ofMillis(millis)); }

    @Test void aPromptWithAPlaceForTheContextIsOneMessage() {
        List<ChatMessage> messages = ChatPrompt.messages("Go on:\n{context}\nListener:", CONTEXT);
        assertThat(messages).containsExactly(new ChatMessage(ChatMessage.Role.USER,
                "Go on:\nSpeaker: My dog died.\nListener: Oh no. When?\nSpeaker: On Sunday.\nListener:"));
    }

    @Test void aContextThatTheListenerBeganStillEndsWithTheSpeaker() {
        List<ChatMessage> messages = ChatPrompt.messages("", List.of("Hello, how are you?", "Lonely."));
        assertThat(messages).extracting(ChatMessage::role).containsExactly(ChatMessage.Role.USER);
        assertThat(messages.get(0).text()).contains("Hello, how are you?").endsWith("Lonely.");
    }
}
