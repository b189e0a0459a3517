package org.empathyworkbench.endpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.network.Exchange;

/**
 * The way of the bytes for one question: sends them with Java's own client, can be cancelled, and keeps what the library would drop, the
 * status and headers of a refusal. An answer that is no chat answer is refused here, in words, before the library looks into it.
 */
final class OneCall implements HttpClient {
    /** No answer of a few sentences is longer. */
    private static final int MOST_BYTES = 8 << 20;

    /** The question had no answer; the call knows why. */
    static final class Unanswered extends LangChain4jException {
        private static final long serialVersionUID = 1;

        Unanswered(String message) { super(message); }
    }

    private final java.net.http.HttpClient client;
    private final Duration silence;
    private final BooleanSupplier cancelled;
    private int status;
    private Map<String, List<String>> headers = Map.of();
    private String body = "";
    private IOException failure;
    private String senseless = "";

    OneCall(java.net.http.HttpClient client, Duration silence, BooleanSupplier cancelled) {
        this.client = client;
        this.silence = silence;
        this.cancelled = cancelled;
    }

    /** 0 when nothing came. */
    int status() { return status; }

    Map<String, List<String>> headers() { return headers; }

    String body() { return body; }

    /** Why the connection failed; null when it did not. */
    IOException failure() { return failure; }

    /** Why an answer with status 200 is none; empty when it is one. */
    String senseless() { return senseless; }

    @Override public SuccessfulHttpResponse execute(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url())).timeout(silence);
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.method(request.method().name(), request.body() == null ? java.net.http.HttpRequest.BodyPublishers.noBody()
                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        try {
            HttpResponse<byte[]> response = Exchange.await(client.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofByteArray()), () -> 0, () -> { }, silence, cancelled);
            status = response.statusCode();
            headers = response.headers().map();
            body = new String(response.body(), 0, Math.min(response.body().length, MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            failure = e;
            throw new Unanswered("The connection failed.");
        }
        if (status / 100 != 2) throw new Unanswered("The server answered " + status + ".");
        return SuccessfulHttpResponse.builder().statusCode(status).headers(headers).body(request.url().endsWith("/models") ? body : checked()).build();
    }

    /** Nothing here is streamed. */
    @Override public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) { throw new UnsupportedOperationException(); }

    /** The body, if there is an answer in it. */
    private String checked() {
        JsonObject answer;
        try {
            JsonElement json = JsonParser.parseString(body);
            if (!json.isJsonObject()) throw no("is not a JSON object");
            answer = json.getAsJsonObject();
        } catch (JsonParseException e) {
            throw no("is not JSON");
        }
        if (answer.has("error") && !answer.get("error").isJsonNull()) throw no("is an error: " + message(answer));
        if (!(answer.get("choices") instanceof JsonArray choices)) throw no("has no choices");
        if (choices.isEmpty()) throw no("has an empty list of choices");
        if (!(choices.get(0) instanceof JsonObject choice) || !(choice.get("message") instanceof JsonObject message)) throw no("has a choice without a message");
        JsonElement content = message.get("content");
        if (content != null && !content.isJsonNull() && !(content.isJsonPrimitive() && content.getAsJsonPrimitive().isString())) throw no("has a message that is no text");
        if (content == null || content.isJsonNull()) message.addProperty("content", "");
        return answer.toString();
    }

    private Unanswered no(String why) {
        senseless = why;
        return new Unanswered("The answer " + why + ".");
    }

    /** The server's own words: {@code error.message}, {@code error}, {@code message} or {@code detail}; empty for none. */
    String message() {
        try {
            return JsonParser.parseString(body) instanceof JsonObject object ? message(object) : "";
        } catch (JsonParseException e) {
            return "";
        }
    }

    /** {@code error.code} or {@code error.type}; empty for none. */
    String code() {
        try {
            if (!(JsonParser.parseString(body) instanceof JsonObject object) || !(object.get("error") instanceof JsonObject error)) return "";
            String code = text(error.get("code"));
            return code.isEmpty() ? text(error.get("type")) : code;
        } catch (JsonParseException e) {
            return "";
        }
    }

    private static String message(JsonObject object) {
        JsonElement error = object.get("error");
        if (error instanceof JsonObject inner) return text(inner.get("message"));
        for (String name : List.of("error", "message", "detail")) {
            String found = text(object.get(name));
            if (!found.isEmpty()) return found;
        }
        return "";
    }

    private static String text(JsonElement element) { return element != null && element.isJsonPrimitive() ? element.getAsString() : ""; }

    /** Hands this one to the library. */
    HttpClientBuilder builder() {
        return new HttpClientBuilder() {
            @Override public Duration connectTimeout() { return silence; }

            @Override public HttpClientBuilder connectTimeout(Duration timeout) { return this; }

            @Override public Duration readTimeout() { return silence; }

            @Override public HttpClientBuilder readTimeout(Duration timeout) { return this; }

            @Override public HttpClient build() { return OneCall.this; }
        };
    }
}
