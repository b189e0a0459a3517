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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.http.BoundedBody;
import org.empathyworkbench.http.CancellableRequest;

/**
 * The way of the bytes for one question: sends them with Java's own client, can be cancelled, reads no more than a bounded body within a
 * bounded time, and keeps what the library would drop: the status and headers of a refusal, the reasoning beside an answer, and what was
 * really sent. An answer that is no chat answer is refused here, in words, before the library looks into it.
 */
final class CancellableHttpClient implements HttpClient {
    /** No answer of a few sentences with its reasoning is longer. */
    static final int MOST_BYTES = 8 << 20;
    /** A server that keeps sending a little is given up after so many times the silence that it is allowed. */
    private static final int SILENCES = 5;

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
    private ServerError error = ServerError.NONE;
    private ChatReply reply;
    private Map<String, String> sent = Map.of();

    CancellableHttpClient(java.net.http.HttpClient client, Duration silence, BooleanSupplier cancelled) {
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

    /** The server's own words about a refusal. */
    ServerError error() { return error; }

    /** Null where there is none. */
    ChatReply reply() { return reply; }

    /** The parameters of the question by name, and under "roles" whose messages it had. */
    Map<String, String> sent() { return sent; }

    @Override public SuccessfulHttpResponse execute(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url())).timeout(silence);
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.method(request.method().name(), request.body() == null ? java.net.http.HttpRequest.BodyPublishers.noBody()
                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        if (request.body() != null) sent = parameters(request.body());
        boolean chat = !request.url().endsWith("/models");
        try {
            BoundedBody bounded = new BoundedBody(MOST_BYTES);
            HttpResponse<byte[]> response = CancellableRequest.await(client.sendAsync(builder.build(), bounded),
                    bounded::received, () -> { }, silence, silence.multipliedBy(SILENCES), cancelled);
            status = response.statusCode();
            headers = response.headers().map();
            body = BodyText.of(response.body(), headers, MOST_BYTES, status / 100 == 2);
        } catch (BodyText.Unreadable unreadable) {
            senseless = unreadable.getMessage();
            throw new Unanswered("The answer " + senseless + ".");
        } catch (IOException e) {
            failure = e;
            throw new Unanswered("The connection failed.");
        }
        if (status / 100 != 2) {
            error = ServerError.of(body);
            throw new Unanswered("The server answered " + status + ".");
        }
        return SuccessfulHttpResponse.builder().statusCode(status).headers(headers).body(chat ? read() : body).build();
    }

    /** Reads the reply. The library gets an empty answer of the one form that it knows. */
    private String read() {
        try {
            reply = ChatReply.of(body);
        } catch (ChatReply.Senseless none) {
            senseless = none.getMessage();
            error = none.error();
            throw new Unanswered("The answer " + senseless + ".");
        }
        return "{\"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\", \"content\": \"\"}, \"finish_reason\": \"stop\"}]}";
    }

    private static Map<String, String> parameters(String question) {
        Map<String, String> parameters = new TreeMap<>();
        try {
            if (!(JsonParser.parseString(question) instanceof JsonObject object)) return parameters;
            object.entrySet().stream().filter(one -> one.getValue().isJsonPrimitive())
                    .forEach(one -> parameters.put(one.getKey(), one.getValue().getAsString()));
            if (object.get("messages") instanceof JsonArray messages) {
                List<String> roles = new ArrayList<>();
                for (JsonElement message : messages) roles.add(message.getAsJsonObject().get("role").getAsString());
                parameters.put("roles", String.join(" ", roles));
            }
        } catch (JsonParseException neverSent) {
            throw new IllegalStateException(neverSent);
        }
        return parameters;
    }

    /** Nothing here is streamed. */
    @Override public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Hands this one to the library. */
    HttpClientBuilder builder() {
        return new HttpClientBuilder() {
            @Override public Duration connectTimeout() { return silence; }

            @Override public HttpClientBuilder connectTimeout(Duration timeout) { return this; }

            @Override public Duration readTimeout() { return silence; }

            @Override public HttpClientBuilder readTimeout(Duration timeout) { return this; }

            @Override public HttpClient build() { return CancellableHttpClient.this; }
        };
    }
}
