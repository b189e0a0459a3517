package org.empathyworkbench.endpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.endpoint.EndpointAnswer.Finish;
import org.empathyworkbench.http.Loopback;
import org.empathyworkbench.http.ProxyRule;
import org.empathyworkbench.http.Retries;
import org.empathyworkbench.workspace.AnswerDetails;

/** Client of one outside model. Thread-safe; threads share its rate limits. */
public final class EndpointClient {
    /** Invalid answers may have been charged, so the request is repeated only once. */
    private static final int SENSELESS = 2;
    /** More rejections than there are parts of a request to adapt. */
    private static final int MOST_REFUSALS = 8;
    /** Error codes of services whose content filter blocked the request. */
    private static final Set<String> FILTERS = Set.of("content_filter", "content_policy_violation", "data_inspection_failed");
    /** Key of the adaptations in the details of an answer. */
    public static final String ADAPTED = "adapted";

    private final Endpoint endpoint;
    private final ApiKey key;
    private final Retries.Pause pause;
    private final Clock clock;
    private final HttpClient client;
    private final RateGate gate;
    private final HttpErrorTranslator meaning;
    /** Adaptations learned for this server so far. */
    private volatile Adaptations adaptations;
    private final Consumer<Adaptations> learned;

    /**
     * @param key         null for none
     * @param environment variables by name, for the proxy settings
     * @throws UserInputException if the proxy is invalid, or the key would be sent unencrypted without permission
     */
    public EndpointClient(Endpoint endpoint, ApiKey key, Map<String, String> environment) { this(endpoint, key, environment, now -> { }); }

    /** @param learned receives new adaptations once an adapted request was answered */
    EndpointClient(Endpoint endpoint, ApiKey key, Map<String, String> environment, Consumer<Adaptations> learned) {
        this(endpoint, key, environment, learned, Retries.Pause.real(), Clock.systemUTC(), System::nanoTime);
    }

    EndpointClient(Endpoint endpoint, ApiKey key, Map<String, String> environment,
            Consumer<Adaptations> learned, Retries.Pause pause, Clock clock, LongSupplier nanos) {
        if (key != null && endpoint.exposesKey() && !endpoint.unencrypted()) {
            throw new UserInputException("The key of \"" + endpoint.name() + "\" would be sent to "
                    + endpoint.address().getHost() + " without encryption. Nothing was sent. Use an https address, "
                    + "or allow it in the endpoint's settings (--unencrypted-key).");
        }
        this.endpoint = endpoint;
        this.key = key;
        this.adaptations = endpoint.adaptations();
        this.learned = learned;
        this.pause = pause;
        this.clock = clock;
        this.gate = new RateGate(endpoint.limits().requestsPerMinute(), pause, nanos);
        this.meaning = new HttpErrorTranslator(endpoint, key);
        ProxyRule proxy = endpoint.proxy().isBlank() && Loopback.is(endpoint.address().getHost())
                ? ProxyRule.DIRECT : ProxyRule.of(endpoint.proxy(), environment);
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(Math.min(20, endpoint.limits().timeoutSeconds()))).proxy(proxy.selector());
        proxy.authenticator().ifPresent(builder::authenticator);
        this.client = builder.build();
    }

    public Endpoint endpoint() { return endpoint; }

    boolean hasKey(ApiKey other) { return other == null ? key == null : key != null && key.secret().equals(other.secret()); }

    /** Adaptations learned for this server so far. */
    public Adaptations adaptations() { return adaptations; }

    /** Discards the learned adaptations. */
    void forget() { adaptations = Adaptations.NONE; }

    /**
     * Requests the model's next turn. If the server rejects a parameter or a role, the request is adapted and repeated; the adaptation is
     * remembered once it was answered; the answer's details contain the request as sent.
     *
     * @param context turns, oldest first, the last one the speaker's
     * @param prompt  see {@link ChatPrompt}
     * @param seed    sent to the server; most services do not guarantee equal answers for equal seeds
     * @return the answer, or why there is none although the server accepted the request
     * @throws UserInputException              if the request was rejected, with the reason and what to do
     * @throws CancellationException if cancelled by the user
     */
    public EndpointAnswer ask(List<String> context, String prompt, ChatSettings settings, long seed, RequestListener asking) {
        Retries retries = new Retries(endpoint.limits().attempts(), pause);
        Adaptations form = adaptations;
        int senseless = 0;
        int refused = 0;
        for (int attempt = 1; ; attempt++) {
            gate.pass(asking::cancelled);
            List<ChatMessage> messages = ChatPrompt.messages(prompt, context, form.roles());
            CancellableHttpClient call = new CancellableHttpClient(client,
                    Duration.ofSeconds(endpoint.limits().timeoutSeconds()), asking::cancelled);
            Instant asked = clock.instant();
            long began = System.nanoTime();
            try {
                model(call, settings, seed, form)
                        .chat(ChatRequest.builder().messages(messages.stream().map(EndpointClient::message).toList()).build());
                learn(form);
                return answer(call, Reply.of(call.reply(), endpoint.unwrap()), call.reply(), asked, began, attempt, form);
            } catch (LangChain4jException unanswered) {
                if (filtered(call)) {
                    ChatReply kept = new ChatReply("", "", call.error().message(), false, Finish.FILTERED, "", Usage.ZERO);
                    return answer(call, Reply.of(kept, false), kept, asked, began, attempt, form);
                }
                // caused by neither server nor network
                if (call.status() == 0 && call.failure() == null) throw new IllegalStateException(unanswered);
                boolean system = messages.stream().anyMatch(one -> one.role() == ChatMessage.Role.SYSTEM);
                Optional<Adaptations> next = refused >= MOST_REFUSALS ? Optional.empty()
                        : Refusal.next(form, call.status(), call.error(), call.sent(), messages.size(), system);
                if (next.isPresent() && !next.get().equals(form)) {
                    refused++;
                    form = next.get();
                    asking.waiting(endpoint.name() + " is sent another request: " + form.words().get(form.words().size() - 1));
                    continue;
                }
                IOException again = meaning.of(call, clock.instant());
                if (!call.senseless().isEmpty() && ++senseless >= SENSELESS) throw meaning.given(again, senseless);
                waitAfter(retries, again, attempt, asking);
            }
        }
    }

    private synchronized void learn(Adaptations form) {
        Adaptations both = adaptations.and(form);
        if (both.equals(adaptations)) return;
        adaptations = both;
        learned.accept(both);
    }

    private void waitAfter(Retries retries, IOException failure, int attempt, RequestListener asking) {
        try {
            retries.after(failure, time -> {
                gate.hold(time);                                                                    // the other threads wait too
                asking.waiting("Waiting " + Math.max(1, Math.round(time.toMillis() / 1e3))
                        + " s: " + first(meaning.given(failure, 1).getMessage()));
            }, asking::cancelled);
        } catch (IOException end) {
            throw meaning.given(end, attempt);
        }
    }

    /**
     * The server's list of models; some servers have none.
     *
     * @throws UserInputException if it cannot be requested
     */
    public List<String> models(RequestListener asking) {
        CancellableHttpClient call = new CancellableHttpClient(client,
                Duration.ofSeconds(Math.min(30, endpoint.limits().timeoutSeconds())), asking::cancelled);
        HttpRequest.Builder request = HttpRequest.builder().method(HttpMethod.GET)
                .url(endpoint.address() + "/models").addHeader("User-Agent", "empathy-workbench");
        if (key != null) request.addHeader("Authorization", "Bearer " + key.secret());
        try {
            call.execute(request.build());
        } catch (LangChain4jException unanswered) {
            throw meaning.given(meaning.of(call, clock.instant()), 1);
        }
        List<String> models = new ArrayList<>();
        try {
            if (JsonParser.parseString(call.body()) instanceof JsonObject object && object.get("data") instanceof JsonArray data) {
                for (JsonElement one : data) {
                    if (one instanceof JsonObject model && model.get("id") != null && model.get("id").isJsonPrimitive())
                        models.add(model.get("id").getAsString());
                }
            }
        } catch (JsonParseException notJson) {
            return List.of();
        }
        return models;
    }

    private OpenAiChatModel model(CancellableHttpClient call, ChatSettings settings, long seed, Adaptations form) {
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder().httpClientBuilder(call.builder())
                .baseUrl(endpoint.address().toString())
                .modelName(endpoint.model()).maxRetries(0).logRequests(false).logResponses(false);
        if (key != null) builder.apiKey(key.secret());
        if (form.length() == Adaptations.Length.MAX_TOKENS) builder.maxTokens(settings.maximumTokens());
        if (form.length() == Adaptations.Length.MAX_COMPLETION_TOKENS) builder.maxCompletionTokens(settings.maximumTokens());
        if (settings.serverDefaults()) return builder.build();
        if (form.sends("temperature", String.valueOf(settings.temperature()))) builder.temperature(settings.temperature());
        if (form.sends("top_p", String.valueOf(settings.topP()))) builder.topP(settings.topP());
        if (form.sends("seed", Adaptations.ANY)) builder.seed((int) Math.floorMod(seed, (long) Integer.MAX_VALUE));
        return builder.build();
    }

    private static dev.langchain4j.data.message.ChatMessage message(ChatMessage message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }

    private EndpointAnswer answer(CancellableHttpClient call, Reply reply,
            ChatReply came, Instant asked, long began, int attempts, Adaptations form) {
        RateLimits limits = RateLimits.of(call.headers());
        if (limits.requestsLeft() == 0 && limits.renewal() != null) gate.hold(limits.renewal());
        Map<String, String> sent = new TreeMap<>(call.sent());
        if (!form.none()) sent.put(ADAPTED, String.join("; ", form.words()));
        return new EndpointAnswer(reply.text(), reply.none(), came.finish(), came.model().isBlank() ? endpoint.model() : came.model(),
                came.usage(), asked, requestId(call), (System.nanoTime() - began) / 1e9, attempts,
                limits, new AnswerDetails(reply.reasoning(), reply.content(), reply.takenOff(), sent));
    }

    /** Some services reject the request instead of the answer. */
    private static boolean filtered(CancellableHttpClient call) { return call.status() == 400 && FILTERS.contains(call.error().code()); }

    private static String requestId(CancellableHttpClient call) { return RateLimits.first(call.headers(), "x-request-id"); }

    private static String first(String sentences) { return sentences.split("(?<=[.])\\s", 2)[0].replaceAll("\\.$", ""); }
}
