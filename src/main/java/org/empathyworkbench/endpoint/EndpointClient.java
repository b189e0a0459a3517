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
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.endpoint.EndpointAnswer.Finish;
import org.empathyworkbench.network.ProxyRule;
import org.empathyworkbench.network.Retries;
import org.empathyworkbench.network.ThisMachine;

/** Asks one outside model. May be used by several threads: they share its limits. */
public final class EndpointClient {
    /** An answer that makes no sense may have been paid for: it is asked for once more, not until patience ends. */
    private static final int SENSELESS = 2;

    private final Endpoint endpoint;
    private final ApiKey key;
    private final Retries.Pause pause;
    private final Clock clock;
    private final HttpClient client;
    private final RateGate gate;
    private final Meaning meaning;
    /** A server that wants the new name of the greatest length says so once. */
    private volatile boolean newLengthName;

    /**
     * @param key         null for none
     * @param environment variables by name, which know of proxies
     * @throws BadInput when the proxy is none, or the key would travel in clear without leave
     */
    public EndpointClient(Endpoint endpoint, ApiKey key, Map<String, String> environment) { this(endpoint, key, environment, Retries.Pause.real(), Clock.systemUTC(), System::nanoTime); }

    EndpointClient(Endpoint endpoint, ApiKey key, Map<String, String> environment, Retries.Pause pause, Clock clock, LongSupplier nanos) {
        if (key != null && endpoint.exposesKey() && !endpoint.unencrypted()) {
            throw new BadInput("The key of \"" + endpoint.name() + "\" would travel to " + endpoint.address().getHost() + " without encryption. Nothing was sent. Use an https address, "
                    + "or allow it in the endpoint's settings (--unencrypted-key).");
        }
        this.endpoint = endpoint;
        this.key = key;
        this.pause = pause;
        this.clock = clock;
        this.gate = new RateGate(endpoint.limits().requestsPerMinute(), pause, nanos);
        this.meaning = new Meaning(endpoint, key);
        ProxyRule proxy = endpoint.proxy().isBlank() && ThisMachine.is(endpoint.address().getHost()) ? ProxyRule.DIRECT : ProxyRule.of(endpoint.proxy(), environment);
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(Math.min(20, endpoint.limits().timeoutSeconds()))).proxy(proxy.selector());
        proxy.authenticator().ifPresent(builder::authenticator);
        this.client = builder.build();
    }

    public Endpoint endpoint() { return endpoint; }

    boolean hasKey(ApiKey other) { return other == null ? key == null : key != null && key.secret().equals(other.secret()); }

    /**
     * What the model says next.
     *
     * @param context turns, oldest first, the last one the speaker's
     * @param prompt  as {@link ChatPrompt} explains
     * @param seed    sent along; most services do not promise equal answers for equal seeds
     * @throws BadInput              when there is no answer, with the reason and what to do
     * @throws CancellationException when a person has cancelled
     */
    public EndpointAnswer ask(List<String> context, String prompt, ChatSettings settings, long seed, Asking asking) {
        ChatRequest request = ChatRequest.builder().messages(ChatPrompt.messages(prompt, context).stream().map(EndpointClient::message).toList()).build();
        Retries retries = new Retries(endpoint.limits().attempts(), pause);
        int senseless = 0;
        for (int attempt = 1; ; attempt++) {
            gate.pass(asking::cancelled);
            OneCall call = new OneCall(client, Duration.ofSeconds(endpoint.limits().timeoutSeconds()), asking::cancelled);
            Instant asked = clock.instant();
            long began = System.nanoTime();
            try {
                ChatResponse response = model(call, settings, seed).chat(request);
                return answer(call, response, asked, (System.nanoTime() - began) / 1e9, attempt);
            } catch (LangChain4jException unanswered) {
                if (filtered(call)) return new EndpointAnswer("", Finish.FILTERED, endpoint.model(), Usage.ZERO, asked, requestId(call), (System.nanoTime() - began) / 1e9, attempt, RateLimits.of(call.headers()));
                if (call.status() == 400 && !newLengthName && call.message().contains("max_completion_tokens")) {
                    newLengthName = true;
                    continue;
                }
                if (call.status() == 0 && call.failure() == null) throw new IllegalStateException(unanswered);          // neither the server's doing nor the network's
                IOException again = meaning.of(call, clock.instant());
                if (!call.senseless().isEmpty() && ++senseless >= SENSELESS) throw meaning.given(again, senseless);
                waitAfter(retries, again, attempt, asking);
            }
        }
    }

    private void waitAfter(Retries retries, IOException failure, int attempt, Asking asking) {
        try {
            retries.after(failure, time -> {
                gate.hold(time);                                                                    // the other threads wait too
                asking.waiting("Waiting " + Math.max(1, Math.round(time.toMillis() / 1e3)) + " s: " + first(meaning.given(failure, 1).getMessage()));
            }, asking::cancelled);
        } catch (IOException end) {
            throw meaning.given(end, attempt);
        }
    }

    /** The models that the server says it has; some servers do not say. @throws BadInput when it cannot be asked */
    public List<String> models(Asking asking) {
        OneCall call = new OneCall(client, Duration.ofSeconds(Math.min(30, endpoint.limits().timeoutSeconds())), asking::cancelled);
        HttpRequest.Builder request = HttpRequest.builder().method(HttpMethod.GET).url(endpoint.address() + "/models").addHeader("User-Agent", "empathy-workbench");
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
                    if (one instanceof JsonObject model && model.get("id") != null && model.get("id").isJsonPrimitive()) models.add(model.get("id").getAsString());
                }
            }
        } catch (JsonParseException notJson) {
            return List.of();
        }
        return models;
    }

    private OpenAiChatModel model(OneCall call, ChatSettings settings, long seed) {
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder().httpClientBuilder(call.builder()).baseUrl(endpoint.address().toString())
                .modelName(endpoint.model()).maxRetries(0).logRequests(false).logResponses(false);
        if (key != null) builder.apiKey(key.secret());
        if (newLengthName) builder.maxCompletionTokens(settings.maximumTokens());
        else builder.maxTokens(settings.maximumTokens());
        if (!settings.serverDefaults()) builder.temperature(settings.temperature()).topP(settings.topP()).seed((int) Math.floorMod(seed, (long) Integer.MAX_VALUE));
        return builder.build();
    }

    private static dev.langchain4j.data.message.ChatMessage message(ChatMessage message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }

    private EndpointAnswer answer(OneCall call, ChatResponse response, Instant asked, double seconds, int attempts) {
        RateLimits limits = RateLimits.of(call.headers());
        if (limits.requestsLeft() == 0 && limits.renewal() != null) gate.hold(limits.renewal());
        TokenUsage counted = response.metadata().tokenUsage();
        Usage usage = counted == null || counted.inputTokenCount() == null || counted.outputTokenCount() == null ? Usage.UNKNOWN : new Usage(counted.inputTokenCount(), counted.outputTokenCount());
        FinishReason reason = response.metadata().finishReason();
        Finish finish = reason == FinishReason.STOP ? Finish.STOP : reason == FinishReason.LENGTH ? Finish.LENGTH : reason == FinishReason.CONTENT_FILTER ? Finish.FILTERED : Finish.OTHER;
        String model = response.metadata().modelName();
        return new EndpointAnswer(ChatPrompt.turn(response.aiMessage().text()), finish, model == null || model.isBlank() ? endpoint.model() : model, usage, asked, requestId(call), seconds, attempts, limits);
    }

    /** Some services refuse the question instead of the answer. */
    private static boolean filtered(OneCall call) { return call.status() == 400 && call.code().equals("content_filter"); }

    private static String requestId(OneCall call) { return RateLimits.first(call.headers(), "x-request-id"); }

    private static String first(String sentences) { return sentences.split("(?<=[.])\\s", 2)[0].replaceAll("\\.$", ""); }
}
