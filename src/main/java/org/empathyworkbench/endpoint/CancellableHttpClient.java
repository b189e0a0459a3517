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
 * LangChain4j {@code HttpClient} backed by {@code java.net.http}, for one request: cancellable, with a bounded body and bounded time. Keeps
 * what the library would drop: status and headers of an error, the reasoning beside an answer, and the request as sent. Rejects a body that
 * is not a chat answer with a message, before the library parses it.
 */
final class CancellableHttpClient implements HttpClient {
    /** More than any answer of a few sentences with its reasoning. */
    static final int MOST_BYTES = 8 << 20;
    /** Total time-out as a multiple of the idle time-out, for servers that keep sending slowly. */
    private static final int SILENCES = 5;

    /** The request had no answer; the call has the reason. */
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

    /** 0 if nothing was received. */
    int status() { return status; }

    Map<String, List<String>> headers() { return headers; }

    String body() { return body; }

    /** Why the connection failed; null if it did not. */
    IOException failure() { return failure; }

    /** Why the body of status 200 is not an answer; empty if it is one. */
    String senseless() { return senseless; }

    /** The server's error message. */
    ServerError error() { return error; }

    /** Null if there is none. */
    ChatReply reply() { return reply; }

    /** The parameters of the request by name, and under "roles" the roles of its messages. */
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

    /** Reads the response. The library gets an empty answer in the one form that it knows. */
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

    /** Streaming is not used. */
    @Override public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Passes this client to the library. */
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
