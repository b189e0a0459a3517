package org.empathyworkbench.modelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.empathyworkbench.Hang;
import org.empathyworkbench.NamedPipe;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.hub.DownloadListener;
import org.empathyworkbench.hub.HubId;
import org.empathyworkbench.hub.HubServer;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hub, or a mirror of it, that says what is not true. The workspace lies among a stand-in's own files, which must be the same afterwards.
 */
@Timeout(value = Hang.SECONDS, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class LyingHubTest {
    private static final String ID = "google/x";
    private static final String SHORT = HubServer.COMMIT.substring(0, 12);

    @TempDir Path home;
    private HubServer server;
    private Workspace workspace;
    private Path downloads;

    @BeforeEach void open() throws IOException {
        server = new HubServer();
        Files.createDirectories(home.resolve("Documents"));
        Files.writeString(home.resolve("Documents/thesis.txt"), "a stand-in's thesis");
        Files.writeString(home.resolve("profile"), "a stand-in's profile");
        workspace = Workspace.open(home.resolve("work"));
        downloads = workspace.folder().resolve("downloads");
        server.has(ID, good());
    }

    @AfterEach void close() {
        workspace.close();
        server.close();
    }

    private static Map<String, byte[]> good() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("config.json", "{\"model_type\": \"bart\"}".getBytes(StandardCharsets.UTF_8));
        files.put("tokenizer.json", "{}".getBytes(StandardCharsets.UTF_8));
        files.put("model.safetensors", new byte[100]);
        return files;
    }

    private HubImport hub() { return new HubImport(workspace, server.settings()); }

    private void take() {
        HubImport.Plan plan = hub().look(HubId.of(ID), "", () -> false);
        hub().store(plan, "x", DownloadListener.none(), () -> false);
    }

    private void says(String member, Object value) {
        JsonObject members = new JsonObject();
        if (value instanceof String text) members.add(member, new JsonPrimitive(text));
        else members.add(member, (JsonElement) value);
        server.says(ID, members);
    }

    /** Every file under the stand-in's home but the workspace's database, with its text. */
    private Map<String, String> victims() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(path -> !path.getFileName().toString().startsWith("workspace.db")).toList()) {
                all.put(home.relativize(file).toString(),
                        Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/../../../zz", "/../../..", "../../zz", "x@/../../..", "", "0fc9ddf78a1e",
            "0FC9DDF78A1E988DAC52E2DAC162B0EDE4FD74AB", "0fc9ddf78a1e988dac52e2dac162b0ede4fd74ab/",
            "0fc9ddf78a1e988dac52e2dac162b0ede4fd74ab\n", "0fc9ddf78a1\u001b[2J8dac52e2dac162b0ede4fd74abab", "C:\\zz", "\0",
            "..................................................", "%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e"})
    void aShaThatIsNoCommitIsRefusedAndNothingIsTouched(String sha) throws IOException {
        Map<String, String> before = victims();
        says("sha", sha);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("names no commit")
                    .satisfies(refusal -> assertThat(refusal.getMessage()).matches("[^\\p{Cntrl}]{20,400}"));
        }
        assertThat(victims()).isEqualTo(before);
        assertThat(server.seen("large", "")).isEmpty();
    }

    @Test void onlyOlderDownloadsOfTheSameModelAreCleared() throws IOException {
        List<String> stay = List.of("google--x", "google--x@", "google--x@0123456789a", "google--x@0123456789abc",
                "google--x@0123456789aB", "google--xy@0123456789ab", "google--x@0123456789ab.bak", "mine", "@0123456789ab");
        for (String name : stay) Files.writeString(Files.createDirectories(downloads.resolve(name)).resolve("kept.txt"), "kept");
        Path victim = home.resolve("Documents");
        Files.createSymbolicLink(downloads.resolve("google--x@aaaaaaaaaaaa"), victim);
        Files.writeString(Files.createDirectories(downloads.resolve("google--x@0123456789ab")).resolve("config.json.part"), "old");
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("bart");
        assertThat(downloads.resolve("google--x@0123456789ab")).doesNotExist();
        for (String name : stay) assertThat(downloads.resolve(name).resolve("kept.txt")).hasContent("kept");
        assertThat(downloads.resolve("google--x@aaaaaaaaaaaa")).isSymbolicLink();
        assertThat(victim.resolve("thesis.txt")).hasContent("a stand-in's thesis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "config.json.part", "config.json.etag", ".lock", "model.safetensors.part"})
    void nothingIsWrittenThroughALinkOfAWorkspaceThatCameFromElsewhere(String name) throws IOException {
        Path folder = Files.createDirectories(downloads.resolve("google--x@" + SHORT));
        Files.createSymbolicLink(folder.resolve(name), home.resolve("profile"));
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class);
        assertThat(home.resolve("profile")).hasContent("a stand-in's profile");
    }

    @Test void aFolderForDownloadsThatIsALinkIsRefused() throws IOException {
        Map<String, String> before = victims();
        Files.createSymbolicLink(downloads, home.resolve("Documents"));
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("link");
        Files.delete(downloads);
        Files.createDirectories(downloads);
        Files.createSymbolicLink(downloads.resolve("google--x@" + SHORT), home.resolve("Documents"));
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("link");
        Files.delete(downloads.resolve("google--x@" + SHORT));
        Files.delete(downloads);
        assertThat(victims()).isEqualTo(before);
    }

    @Test void aPipeWhereAPartBelongsIsRefusedAtOnce() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(downloads.resolve("google--x@" + SHORT));
        NamedPipe.at(folder.resolve("config.json.part"));
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("pipe");
    }

    @Test void aFileThatSomebodyPlantedIsNotTakenForADownload() throws IOException {
        Path folder = Files.createDirectories(downloads.resolve("google--x@" + SHORT));
        byte[] planted = "{\"model_type\": \"evil\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(planted).hasSameSizeAs(good().get("config.json"));
        Files.write(folder.resolve("config.json"), planted);
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("bart");
        assertThat(folder.resolve("config.json")).hasBinaryContent(good().get("config.json"));
    }

    @Test void anEndlessListingIsBrokenOffAfterItsCap() {
        long[] sent = {0};
        server.answersTheApiWith((hub, exchange, bytes) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[1 << 16];
            Arrays.fill(part, (byte) ' ');
            OutputStream out = exchange.getResponseBody();
            for (sent[0] = 0; sent[0] < 1L << 30; sent[0] += part.length) out.write(part);      // ends by the broken connection
        });
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("larger than 8 MiB");
        assertThat(sent[0]).isLessThan(1L << 28);
        assertThat(server.seen("hub", "/api/")).as("an answer that is too large is not asked for again").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"sha\": null}", "null", "\"text\"", "{\"sha\": {\"a\": 1}, \"siblings\": []}",
            "{\"sha\": [\"0\"], \"siblings\": {}}", "[[[[[[", "{\"sha\":1e999999999}"})
    void anAnswerThatIsNoListingIsOneSentence(String body) {
        server.answersTheApiWith((hub, exchange, bytes) -> {
            byte[] answer = (body.startsWith("[[") ? "[".repeat(2_000_000) : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        });
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).matches("[^\\p{Cntrl}]{20,500}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../config.json", "/etc/config.json", "config.json\0",
            "con\u001b[31mfig.json", "..", ".", "-rf", "a\\b", "a\nb", "\u202Ejson.gifnoc"})
    void fileNamesThatAreNoneAreLeftOut(String name) {
        JsonArray siblings = new JsonArray();
        siblings.add(sibling(name, "5"));
        says("siblings", siblings);
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class)
                .hasMessageContaining("has no config.json").hasMessageEndingWith("It has: .");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e3", "99999999999999999999", "NaN", "", "0x10", " 5"})
    void sizesThatAreNoneAreLeftOut(String size) {
        JsonArray siblings = new JsonArray();
        siblings.add(sibling("config.json", size));
        says("siblings", siblings);
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("has no config.json");
    }

    @Test void aFileThatIsNamedTwiceIsRefused() {
        JsonArray siblings = new JsonArray();
        siblings.add(sibling("config.json", "5"));
        siblings.add(sibling("config.json", "6"));
        says("siblings", siblings);
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("config.json twice");
    }

    @Test void aSmallFileThatIsSaidToBeHugeIsRefusedBeforeItIsFetched() {
        JsonArray siblings = new JsonArray();
        siblings.add(sibling("config.json", "9000000000000"));
        siblings.add(sibling("tokenizer.json", "5"));
        siblings.add(sibling("model.safetensors", "5"));
        says("siblings", siblings);
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("is said to have 9,000,000 MB");
        assertThat(server.seen("hub", "/resolve/")).isEmpty();
    }

    @Test void manyForeignNamesMakeABoundedSentence() {
        JsonArray siblings = new JsonArray();
        for (int i = 0; i < 5_000; i++) siblings.add(sibling("file" + i + ".bin", "5"));
        says("siblings", siblings);
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("and 4980 more")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }

    @Test void theLicenceIsOneVisibleLine() {
        JsonObject card = new JsonObject();
        JsonArray several = new JsonArray();
        several.add("\u001b]0;owned\u0007mit\nLicence: yours" + "x".repeat(10_000));
        several.add(new JsonObject());
        card.add("license", several);
        says("cardData", card);
        assertThat(hub().look(HubId.of(ID), "", () -> false).model().licence())
                .startsWith("\\u001b]0;owned\\u0007mit\\nLicence").matches("[^\\p{Cntrl}]{20,200}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "http://", "//",
            "http://user:pass@127.0.0.1/x", "jar:file:/x!/y", "http:opaque", "gopher:x"})
    void aRedirectionToAnythingButAPlainAddressIsNotFollowed(String to) {
        server.answersTheApiWith((hub, exchange, bytes) -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class);
        assertThat(server.seen().stream().map(HubServer.Seen::path)).allMatch(path -> path.startsWith("/api/") || path.equals("/"));
    }

    @Test void aServerThatBeginsAnewEachTimeIsGivenUp() {
        Map<String, byte[]> files = good();
        files.put("config.json", new byte[400_000]);
        server.has(ID, files);
        HubServer.Fault cut = (hub, exchange, bytes) -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 100_000);
            exchange.getResponseBody().flush();
        };
        HubServer.Fault[] always = new HubServer.Fault[40];
        Arrays.fill(always, cut);
        server.fails("config.json", always);
        assertThatThrownBy(this::take).isInstanceOf(UserInputException.class).hasMessageContaining("are kept");
        assertThat(server.seen("hub", "resolve-cache").size()).isLessThan(12);
    }

    private static JsonObject sibling(String name, String size) {
        JsonObject sibling = new JsonObject();
        sibling.addProperty("rfilename", name);
        sibling.addProperty("size", size);
        return sibling;
    }
}
