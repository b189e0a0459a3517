package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.ChildJvm;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.endpoint.EndpointServer;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them: processes of their own, with a configuration folder of their own. */
@Tag("slow")
class EndpointsCommandTest {
    private static final String KEY = "sk-MARKED-9e107d9d372bb6826bd81d3542a419d6";

    @TempDir Path folder;
    private EndpointServer server;

    private record Outcome(int status, String out, String err, String processArguments) {
        JsonObject json() { return JsonParser.parseString(out).getAsJsonObject(); }
    }

    @BeforeEach void start() throws IOException {
        server = new EndpointServer();
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.datasets().add("demo", "made", DemoCorpus.generate(3, 40));
        }
    }

    @AfterEach void stop() { server.close(); }

    private Outcome run(String input, String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        try (ChildJvm child = ChildJvm.start(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), "org.empathyworkbench.cli.Main", builder -> {
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(Map.of("EMPATHY_WORKBENCH_CONFIG", folder.resolve("config").toString(), "PATH", "/bin"));
        }, arguments)) {
            Path proc = Path.of("/proc", String.valueOf(child.pid()), "cmdline");
            String seen = (Files.exists(proc) ? Files.readString(proc, StandardCharsets.ISO_8859_1) : "")
                    + child.process().info().commandLine().orElse("");
            try (OutputStream in = child.process().getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            int status = child.await(300);
            return new Outcome(status, Files.readString(out), Files.readString(err), seen);
        }
    }

    private String workspace() { return "--workspace=" + folder.resolve("workspace"); }

    private static boolean holds(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    }

    @Test void aKeyIsAskedForUsedAndFoundNowhereButInItsOwnFile() throws IOException, InterruptedException {
        server.wants(KEY);
        List<Outcome> all = new ArrayList<>();
        all.add(run(KEY + "\n", "endpoints", "add", "service", "--address", server.address(), "--model",
                "tiny-llama", "--key", "--price", "0.15", "0.6", "--currency", "USD", "--attempts", "2", "--json"));
        assertThat(all.get(0).json().get("key").getAsString()).isEqualTo("in a file that only you can read");
        all.add(run("", "endpoints", "list", "--json"));
        Outcome test = run("", "endpoints", "test", "service", "--json");
        all.add(test);
        assertThat(test.json().get("response").getAsString()).isEqualTo("I hear you: I failed my exam today.");
        assertThat(test.json().get("cost").getAsDouble()).isEqualTo((100 * 0.15 + 7 * 0.6) / 1e6);
        Outcome one = run("", "respond", workspace(), "--endpoint", "service", "--context", "My cat is ill.", "--samples", "2");
        all.add(one);
        assertThat(one.out()).contains("I hear you: My cat is ill.").contains("tiny-llama-q4, 100 + 7 tokens, cost 0.000019 USD");
        Outcome kept = run("", "respond", workspace(), "--endpoint", "service", "--context", "My cat is ill.", "--samples", "2", "--json");
        all.add(kept);
        assertThat(server.seen()).as("one test, two samples, and nothing for what was paid for before").hasSize(3);
        JsonObject second = JsonParser.parseString(kept.out()).getAsJsonArray().get(1).getAsJsonObject();
        assertThat(second.get("kept").getAsBoolean()).isTrue();
        assertThat(second.get("response").getAsString()).isEqualTo("I hear you: My cat is ill.");
        all.add(run("", "respond", workspace(), "--endpoint", "service", "--context", "My cat is ill.", "--anew"));
        assertThat(server.seen()).as("who asks anew pays again").hasSize(4);
        String[] baseline = {"respond", workspace(), "--endpoint", "service", "--dataset",
                "demo", "--split", "train", "--limit", "5", "--save", "llama-2shot", "--json"};
        server.fails((s, exchange) -> { throw new IOException("cut"); });
        Outcome whole = run("", baseline);
        all.add(whole);
        assertThat(whole.json().get("done").getAsInt()).isEqualTo(5);
        assertThat(whole.json().get("promptTokens").getAsLong()).isEqualTo(500);
        all.add(run("", "evaluate", workspace(), "--responses", "llama-2shot", "--json"));
        assertThat(all).allSatisfy(outcome -> assertThat(outcome.status()).as(outcome.err()).isZero());

        server.wants("another-key");                                                        // and its refusal repeats the one that it got
        assertThat(run("", "respond", workspace(), "--endpoint", "service", "--context", "My cat is ill.").out())
                .contains("and stored, so nothing was paid now");
        Outcome refused = run("", "respond", workspace(), "--endpoint", "service", "--context", "My dog is ill.", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("rejects the key of \"service\"");
        all.add(refused);

        assertThat(all).allSatisfy(outcome -> assertThat(outcome.out() + outcome.err() + outcome.processArguments()).doesNotContain(KEY));
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) if (holds(file, KEY)) found.add(folder.relativize(file));
        }
        assertThat(found).hasSize(1);
        assertThat(found.get(0).toString()).startsWith("config/keys/service-");
        Outcome removed = run("", "endpoints", "remove", "service");
        assertThat(removed.out()).contains("Removed service and its key.");
        assertThat(Files.exists(folder.resolve(found.get(0)))).isFalse();
    }

    @Test void wrongArgumentsAreRefusedBeforeAnythingIsAsked() throws IOException, InterruptedException {
        Outcome added = run("", "endpoints", "add", "local", "--address",
                server.address(), "--model", "tiny-llama", "--set", "temperature=0");
        assertThat(added.out()).contains("local: tiny-llama at " + server.address() + ", without a key.");
        assertThat(run("", "respond", workspace(), "--endpoint", "local", "--dataset", "demo").err()).contains("There is no --save");
        assertThat(run("", "respond", workspace(), "--model", "x", "--save", "y", "--context", "z").err()).contains("give --dataset");
        assertThat(run("", "respond", workspace(), "--model", "x", "--anew", "--context", "z").err())
                .contains("give --endpoint and --context");
        Outcome unknown = run("", "respond", workspace(), "--endpoint", "other", "--context", "z", "--json");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.json().get("error").getAsString()).contains("There are: local.");
        assertThat(server.seen()).isEmpty();
        JsonArray answer = JsonParser.parseString(run("", "respond", workspace(), "--endpoint", "local", "--context", "z", "--json").out())
                .getAsJsonArray();
        assertThat(answer.get(0).getAsJsonObject().has("cost")).as("no price was entered").isFalse();
        assertThat(server.seen().get(0).body().get("temperature").getAsDouble()).isZero();
    }

    @Test void whatCameBesideAnAnswerIsToldAndWhatIsNoneIsNotPaidForAgain() throws IOException, InterruptedException {
        run("", "endpoints", "add", "local", "--address", server.address(), "--model", "tiny-llama");
        server.fails((s, exchange) ->
                exchange(s, exchange, 400, "{\"error\": {\"message\": \"Unsupported parameter: 'seed'\", \"param\": \"seed\"}}"),
                (s, exchange) -> exchange(s, exchange, 200, "{\"choices\": [{\"message\": {\"content\": "
                        + "\"<think>Sad.</think>**Listener:** Oh no.\"}, \"finish_reason\": \"stop\"}]}"),
                (s, exchange) -> exchange(s, exchange, 200, "{\"choices\": [{\"message\": {\"content\": "
                        + "null, \"reasoning_content\": \"Hm\"}, \"finish_reason\": \"length\"}]}"));
        Outcome one = run("", "respond", workspace(), "--endpoint", "local", "--context", "I lost.", "--reasoning");
        assertThat(one.status()).as(one.err()).isZero();
        assertThat(one.out()).startsWith("Oh no.\n").contains("asked in another form: seed is not sent: the server rejects it",
                "taken off the answer: name **Listener:**", "reasoning: Sad.");
        JsonObject json = JsonParser.parseString(run("", "respond", workspace(), "--endpoint", "local",
                "--context", "I lost.", "--json").out()).getAsJsonArray().get(0).getAsJsonObject();
        assertThat(json.get("response").getAsString()).isEqualTo("Oh no.");
        assertThat(json.get("reasoning").getAsString()).isEqualTo("Sad.");
        assertThat(json.get("content").getAsString()).isEqualTo("<think>Sad.</think>**Listener:** Oh no.");
        assertThat(json.getAsJsonObject("sent").has("seed")).isFalse();
        Outcome none = run("", "respond", workspace(), "--endpoint", "local", "--context", "I won.");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.out())
                .startsWith("(no answer: cut off at the maximum length before an answer was written) Raise the endpoint's maximum length");
        Outcome again = run("", "respond", workspace(), "--endpoint", "local", "--context", "I won.", "--json");
        assertThat(again.status()).isEqualTo(1);
        JsonObject nothing = JsonParser.parseString(again.out()).getAsJsonArray().get(0).getAsJsonObject();
        assertThat(nothing.has("response")).isFalse();
        assertThat(nothing.get("noAnswer").getAsString()).isEqualTo("cut-off");
        assertThat(server.seen()).as("one refused, two taken").hasSize(3);

        Path file = folder.resolve("config/endpoints.json");
        Files.writeString(file,
                Files.readString(file).replaceFirst("\\[", "[{\"name\": \"bad\", \"address\": \"file:///x\", \"model\": \"m\"},"));
        Outcome list = run("", "endpoints", "list");
        assertThat(list.status()).isZero();
        assertThat(list.out()).contains("local").contains("seed is not sent");
        assertThat(list.err()).contains("entry 1 (\"bad\") cannot be used");
        assertThat(run("", "endpoints", "forget", "local").out()).contains("local is asked as it is set again.");
        assertThat(run("", "endpoints", "list").out()).doesNotContain("seed is not sent");
    }

    private static void exchange(EndpointServer server, HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test void aProxysPasswordIsShownNowhere() throws IOException, InterruptedException {
        List<Outcome> all = List.of(run("", "endpoints", "add", "far", "--address", server.address(), "--model", "tiny-llama", "--proxy",
                "http://bob:SECRET@127.0.0.1:9", "--json"), run("", "endpoints", "list", "--json"), run("", "endpoints", "list"));
        assertThat(all).allSatisfy(outcome -> assertThat(outcome.out() + outcome.err()).doesNotContain("SECRET"));
        assertThat(all.get(0).out()).contains("http://...@127.0.0.1:9");
        assertThat(server.seen()).isEmpty();
    }
}
