package org.empathyworkbench.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An outside model on 127.0.0.1: answers with "I hear you" and the last words; refuses, or is slow, on request. */
public final class FakeEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<JsonObject> asked = new CopyOnWriteArrayList<>();
    private volatile String key = "";
    private final Queue<String> next = new ConcurrentLinkedQueue<>();
    private volatile String refused = "";
    private volatile boolean silent;

    public FakeEndpoint() throws IOException {
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

    public void wants(String key) { this.key = key; }

    /** The next answer is this content, JSON or text as it is; further ones are as usual. */
    public void saysNext(String content) { next.add(content); }

    /** Questions with this parameter are refused. */
    public void refuses(String parameter) { refused = parameter; }

    /** Says nothing more until it is closed. */
    public void fallSilent() { silent = true; }

    public void speakAgain() { silent = false; }

    public List<JsonObject> asked() { return List.copyOf(asked); }

    private void handle(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!key.isEmpty() && !("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"error\": {\"message\": \"wrong key\"}}");
            return;
        }
        if (exchange.getRequestURI().getPath().endsWith("/models")) {
            send(exchange, 200, "{\"data\": [{\"id\": \"tiny-llama\"}]}");
            return;
        }
        JsonObject body = JsonParser.parseString(text).getAsJsonObject();
        asked.add(body);
        if (silent) {
            try {
                closing.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        if (body.has(refused)) {
            send(exchange, 400, "{\"error\": {\"message\": \"Unsupported parameter: '" + refused + "'\", \"param\": \"" + refused + "\"}}");
            return;
        }
        JsonArray messages = body.getAsJsonArray("messages");
        JsonObject message = new JsonObject();
        message.addProperty("role", "assistant");
        String own = next.poll();
        message.addProperty("content", own != null ? own
                : "I hear you, sorry: " + messages.get(messages.size() - 1).getAsJsonObject().get("content").getAsString());
        send(exchange, 200, "{\"id\": \"x\", \"model\": \"tiny-llama-q4\", \"choices\": "
                + "[{\"index\": 0, \"finish_reason\": \"stop\", \"message\": " + message
                + "}], \"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 7, \"total_tokens\": 107}}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
