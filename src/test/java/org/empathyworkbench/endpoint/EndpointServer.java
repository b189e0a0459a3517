package org.empathyworkbench.endpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server on 127.0.0.1 that speaks the chat protocol: it answers with the last words that it heard, and goes wrong on request. */
public final class EndpointServer implements AutoCloseable {
    /** A question as the server saw it. */
    public record Seen(String path, Map<String, String> headers, JsonObject body) { }

    /** What goes wrong with the next question. */
    @FunctionalInterface
    public interface Fault {
        void answer(EndpointServer server, HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String key = "";
    private volatile Map<String, String> headers = Map.of();

    public EndpointServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange);
            }
        });
        server.start();
    }

    public String address() { return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1"; }

    public Endpoint endpoint() { return Endpoint.of("double", address(), "tiny-llama"); }

    /** Nobody is answered without it. */
    public EndpointServer wants(String key) {
        this.key = key;
        return this;
    }

    public EndpointServer says(Map<String, String> headers) {
        this.headers = headers;
        return this;
    }

    public EndpointServer fails(Fault... next) {
        faults.addAll(Arrays.asList(next));
        return this;
    }

    public List<Seen> seen() { return List.copyOf(seen); }

    static Fault status(int status, String body, String... headers) {
        return (server, exchange) -> {
            for (int i = 0; i < headers.length; i += 2) exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            server.send(exchange, status, body);
        };
    }

    static Fault body(String body) { return (server, exchange) -> server.send(exchange, 200, body); }

    /** Half of the body, then the connection is cut. */
    static Fault cut() {
        return (server, exchange) -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"choices\": [".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };
    }

    /** Nothing comes for as long as the server lives. */
    static Fault silent() {
        return (server, exchange) -> {
            try {
                server.closing.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> sent = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> sent.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject body = text.isEmpty() ? new JsonObject() : JsonParser.parseString(text).getAsJsonObject();
        seen.add(new Seen(exchange.getRequestURI().getPath(), sent, body));
        Fault fault = faults.poll();
        if (fault != null) {
            fault.answer(this, exchange);
            return;
        }
        if (!key.isEmpty() && !("Bearer " + key).equals(sent.get("authorization"))) {
            send(exchange, 401, "{\"error\": {\"message\": \"Incorrect API key provided: "
                    + sent.getOrDefault("authorization", "none").replace("Bearer ", "") + ".\", \"code\": \"invalid_api_key\"}}");
            return;
        }
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (exchange.getRequestURI().getPath().endsWith("/models")) {
            send(exchange, 200, "{\"object\": \"list\", \"data\": [{\"id\": \"tiny-llama\"}, {\"id\": \"other\"}]}");
            return;
        }
        JsonArray messages = body.getAsJsonArray("messages");
        String last = messages.get(messages.size() - 1).getAsJsonObject().get("content").getAsString();
        send(exchange, 200, answer("Listener: I hear you: " + last, "stop", "tiny-llama-q4"));
    }

    /** As servers write it; 100 tokens in, 7 out. */
    static String answer(String text, String finish, String model) {
        JsonObject message = new JsonObject();
        message.addProperty("role", "assistant");
        message.addProperty("content", text);
        JsonObject choice = new JsonObject();
        choice.addProperty("index", 0);
        choice.add("message", message);
        choice.addProperty("finish_reason", finish);
        JsonArray choices = new JsonArray();
        choices.add(choice);
        JsonObject usage = new JsonObject();
        usage.addProperty("prompt_tokens", 100);
        usage.addProperty("completion_tokens", 7);
        usage.addProperty("total_tokens", 107);
        JsonObject answer = new JsonObject();
        answer.addProperty("id", "chatcmpl-1");
        answer.addProperty("object", "chat.completion");
        answer.addProperty("model", model);
        answer.add("choices", choices);
        answer.add("usage", usage);
        return answer.toString();
    }

    void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Request-Id", "req-" + seen.size());
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    }

    @Override public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
