package org.empathyworkbench.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Two servers on 127.0.0.1 that behave like the hub and the host of its large files: an API with sizes and checksums, redirections (within
 * the hub, and to the other host with a signed address), ranges with If-Range, and whatever goes wrong on request.
 */
public final class HubServer implements AutoCloseable {
    public static final String COMMIT = "0fc9ddf78a1e988dac52e2dac162b0ede4fd74ab";

    /** A request as a server saw it. */
    public record Seen(String server, String path, Map<String, String> headers) {
        public Optional<String> header(String name) { return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))); }
    }

    /** What goes wrong the next time that a file's bytes are asked for. */
    @FunctionalInterface
    public interface Fault {
        void answer(HubServer server, HttpExchange exchange, byte[] bytes) throws IOException;
    }

    private final HttpServer hub;
    private final HttpServer large;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Map<String, byte[]>> repositories = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> said = new ConcurrentHashMap<>();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Fault onApi;

    public HubServer() throws IOException {
        hub = start("hub", this::hub);
        large = start("large", this::large);
    }

    private interface Handler { void handle(HttpExchange exchange) throws IOException; }

    private HttpServer start(String name, Handler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            see(name, exchange);
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        return server;
    }

    private void see(String server, HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        seen.add(new Seen(server, exchange.getRequestURI().toString(), headers));
    }

    public String endpoint() { return "http://127.0.0.1:" + hub.getAddress().getPort(); }

    public HubSettings settings() { return HubSettings.of(Map.of()).withEndpoint(endpoint()).withProxy("none"); }

    /** Files whose name ends in safetensors are large ones. */
    public HubServer has(String repository, Map<String, byte[]> files) {
        repositories.put(repository, files);
        return this;
    }

    /** A member of the API's answer. */
    public HubServer says(String repository, JsonObject members) {
        said.put(repository, members);
        return this;
    }

    /** The next requests for a file's bytes go wrong so, one after another. */
    public HubServer fails(String file, Fault... next) {
        faults.computeIfAbsent(file, key -> new ConcurrentLinkedQueue<>()).addAll(Arrays.asList(next));
        return this;
    }

    /** Every question to the API is answered so. */
    public void answersTheApiWith(Fault fault) { onApi = fault; }

    public List<Seen> seen() { return List.copyOf(seen); }

    public List<Seen> seen(String server, String file) {
        return seen.stream().filter(one -> one.server().equals(server) && one.path().contains(file)).toList();
    }

    /** Acts as a proxy would: answers for any host. */
    public void answerForProxy(HttpExchange exchange) throws IOException {
        see("proxy", exchange);
        hub(exchange);
    }

    static Fault status(int status, String... headers) {
        return (server, exchange, bytes) -> {
            for (int i = 0; i < headers.length; i += 2) exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** So many bytes, then the connection is cut. */
    static Fault cutAfter(int count) { return (server, exchange, bytes) -> server.send(exchange, bytes, count, false); }

    /** So many bytes, then nothing more for as long as the server lives. */
    static Fault silentAfter(int count) { return (server, exchange, bytes) -> server.send(exchange, bytes, count, true); }

    /** All bytes with one of them changed. */
    static Fault damaged() {
        return (server, exchange, bytes) -> {
            byte[] other = bytes.clone();
            other[other.length / 2] ^= 1;
            server.send(exchange, other, other.length, false);
        };
    }

    /** The whole file though a part was asked for. */
    static Fault whole() {
        return (server, exchange, bytes) -> {
            exchange.getRequestHeaders().remove("Range");
            server.send(exchange, bytes, bytes.length, false);
        };
    }

    private void hub(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        for (Map.Entry<String, Map<String, byte[]>> repository : repositories.entrySet()) {
            String id = repository.getKey();
            if (path.equals("/api/models/" + id) || path.startsWith("/api/models/" + id + "/revision/")) {
                api(exchange, id, repository.getValue());
                return;
            }
            String files = "/" + id + "/resolve/" + COMMIT + "/";
            if (path.startsWith(files)) {
                resolve(exchange, id, path.substring(files.length()), repository.getValue());
                return;
            }
            if (path.startsWith("/api/resolve-cache/models/" + id + "/")) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                give(exchange, name, repository.getValue().get(name));
                return;
            }
        }
        if (path.equals("/api/models/t5-small")) {                              // the hub's own way with names of old
            redirect(exchange, 307, "/api/models/google-t5/t5-small?" + exchange.getRequestURI().getQuery());
            return;
        }
        status(401, "X-Error-Code", "RepoNotFound", "X-Error-Message", "Repository not found").answer(this, exchange, null);
    }

    private void api(HttpExchange exchange, String id, Map<String, byte[]> files) throws IOException {
        if (onApi != null) {
            onApi.answer(this, exchange, new byte[0]);
            return;
        }
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("sha", COMMIT);
        json.addProperty("gated", false);
        JsonObject card = new JsonObject();
        card.addProperty("license", "apache-2.0");
        json.add("cardData", card);
        JsonArray siblings = new JsonArray();
        files.forEach((name, bytes) -> {
            JsonObject sibling = new JsonObject();
            sibling.addProperty("rfilename", name);
            sibling.addProperty("size", bytes.length);
            sibling.addProperty("blobId", gitBlob(isLarge(name) ? "a pointer".getBytes(StandardCharsets.UTF_8) : bytes));
            if (isLarge(name)) {
                JsonObject lfs = new JsonObject();
                lfs.addProperty("sha256", hex("SHA-256", bytes));
                lfs.addProperty("size", bytes.length);
                lfs.addProperty("pointerSize", 135);
                sibling.add("lfs", lfs);
            }
            siblings.add(sibling);
        });
        json.add("siblings", siblings);
        said.getOrDefault(id, new JsonObject()).entrySet().forEach(member -> json.add(member.getKey(), member.getValue()));
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void resolve(HttpExchange exchange, String id, String name, Map<String, byte[]> files) throws IOException {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            status(404, "X-Error-Code", "EntryNotFound").answer(this, exchange, null);
        } else if (isLarge(name)) {
            exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(bytes.length));
            exchange.getResponseHeaders().set("X-Linked-ETag", "\"" + hex("SHA-256", bytes) + "\"");
            redirect(exchange, 302, "http://127.0.0.1:" + large.getAddress().getPort() + "/blobs/" + id + "/" + name
                    + "?response-content-disposition=inline%3B+filename*%3DUTF-8%27%27" + name + "&Expires=1&Signature=abc~def_");
        } else {
            redirect(exchange, 307, "/api/resolve-cache/models/" + id + "/" + COMMIT + "/" + name);
        }
    }

    private void large(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String id = path.substring("/blobs/".length(), path.lastIndexOf('/'));
        give(exchange, name, repositories.get(id).get(name));
    }

    private void give(HttpExchange exchange, String name, byte[] bytes) throws IOException {
        Queue<Fault> next = faults.get(name);
        Fault fault = next == null ? null : next.poll();
        if (fault != null) fault.answer(this, exchange, bytes);
        else send(exchange, bytes, bytes.length, false);
    }

    /** The file or the range asked for; only {@code count} bytes of it, after which the connection is cut or falls silent. */
    private void send(HttpExchange exchange, byte[] bytes, int count, boolean silent) throws IOException {
        String etag = "\"" + hex("SHA-1", bytes) + "\"";
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        int from = 0;
        if (range != null && (condition == null || condition.equals(etag))) {
            from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from == 0 ? -1 : bytes.length - from);
        OutputStream out = exchange.getResponseBody();
        int end = Math.min(bytes.length, from + count);
        out.write(bytes, from, end - from);
        out.flush();
        if (silent) await();
    }

    private void await() throws IOException {
        try {
            closing.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        byte[] body = ("Found. Redirecting to " + to).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static boolean isLarge(String name) { return name.endsWith(".safetensors") || name.endsWith(".bin"); }

    static String gitBlob(byte[] bytes) {
        byte[] head = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return hex("SHA-1", all);
    }

    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override public void close() {
        closing.countDown();
        hub.stop(0);
        large.stop(0);
        threads.shutdownNow();
    }
}
