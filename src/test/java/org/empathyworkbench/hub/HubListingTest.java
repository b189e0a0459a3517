package org.empathyworkbench.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.empathyworkbench.hub.HubServer.status;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.http.ProxyRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubListingTest {
    private static final String ID = "google-t5/t5-small";
    private HubServer server;

    @BeforeEach void start() throws IOException { server = new HubServer(); }

    @AfterEach void stop() { server.close(); }

    private HubListing list(String id) { return list(id, server.settings()); }

    private static HubListing list(String id, HubSettings settings) {
        return new Hub(settings, (time, cancelled) -> { }).list(HubId.of(id), () -> false);
    }

    private void has(String... names) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Stream.of(names).forEach(name -> files.put(name, name.getBytes(StandardCharsets.UTF_8)));
        server.has(ID, files);
    }

    private static JsonObject json(String text) { return JsonParser.parseString(text).getAsJsonObject(); }

    private void refused(String why, String... more) {
        assertThatThrownBy(() -> list(ID).wanted(true)).isInstanceOf(UserInputException.class)
                .hasMessageContainingAll(Stream.concat(Stream.of(why, "Nothing was downloaded."), Stream.of(more))
                        .toArray(CharSequence[]::new));
    }

    @Test void aListingHasSizesChecksumsLicenceAndCommit() {
        has("config.json", "tokenizer.json", "generation_config.json", "model.safetensors", "tf_model.h5", "spiece.model");
        HubListing listing = list("t5-small");                                   // the name of old redirects within the hub
        assertThat(listing.commit()).isEqualTo(HubServer.COMMIT);
        assertThat(listing.licence()).isEqualTo("apache-2.0");
        assertThat(listing.gated()).isFalse();
        assertThat(listing.wanted(true)).extracting(HubFile::name)
                .containsExactly("config.json", "generation_config.json", "tokenizer.json", "model.safetensors");
        HubFile weights = listing.find("model.safetensors").orElseThrow();
        assertThat(weights.checksum()).isEqualTo(new Checksum(Checksum.Kind.SHA_256,
                HubServer.hex("SHA-256", "model.safetensors".getBytes(StandardCharsets.UTF_8))));
        assertThat(weights.bytes()).isEqualTo("model.safetensors".length());
        assertThat(listing.find("config.json").orElseThrow().checksum().kind()).isEqualTo(Checksum.Kind.GIT_BLOB);
        assertThat(server.seen("hub", "/api/")).allMatch(one -> one.path().contains("blobs=true"));
    }

    @Test void aGitBlobsNameIsReckonedAsGitDoes(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "hello\n");
        // git hash-object of "hello\n"
        Checksum known = Checksum.of(Checksum.Kind.GIT_BLOB, "ce013625030ba8dba906f756967f9e9ca394464a");
        assertThat(known.fits(file, n -> { }, () -> false)).isTrue();
        assertThat(known.fits(Files.writeString(file, "hello"), n -> { }, () -> false)).isFalse();
    }

    @Test void shardsAreWantedWithTheirIndex() {
        has("config.json", "tokenizer.json", "model.safetensors.index.json", "model-00001-of-00002.safetensors",
                "model-00002-of-00002.safetensors", "model.fp16-00001-of-00001.safetensors", "pytorch_model.bin");
        assertThat(list(ID).wanted(true)).extracting(HubFile::name).containsExactly("config.json", "model.safetensors.index.json",
                "tokenizer.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");
    }

    @Test void aPickleAloneIsRefusedWithTheWayOut() {
        has("config.json", "tokenizer.json", "pytorch_model.bin", "spiece.model");
        refused("only as pytorch_model.bin", "a program that runs when it is opened",
                ID + "@refs/pr/N", "save_pretrained('OUT', safe_serialization=True)");
    }

    @Test void otherFormatsAndLacksAreNamed() {
        has("config.json", "tokenizer.json", "flax_model.msgpack");
        refused("only as flax_model.msgpack", "That format is not supported");
        has("config.json", "tokenizer.json", "adapter_model.safetensors");
        refused("only as adapter_model.safetensors", "an adapter, such as LoRA's", "merge_and_unload");
        has("adapter_config.json", "adapter_model.safetensors", "README.md");
        refused("an adapter, such as LoRA's");
        has("config.json", "tokenizer.json", "best_model.pth", "optimizer.pt");
        refused("only as best_model.pth", "a program that runs when it is opened", "load_state_dict");
        has("README.md", "data.csv");
        refused("has no config.json", "README.md, data.csv");
    }

    @Test void aTokenizerIsTakenAsSentencePieceWithWhatAddsToItOrFromAnotherModel() {
        has("config.json", "model.safetensors");
        refused("has no tokenizer.json and no spiece.model", "google-t5/t5-small");
        has("config.json", "spiece.model", "tokenizer_config.json", "added_tokens.json", "vocab.txt", "model.safetensors");
        assertThat(list(ID).wanted(true)).extracting(HubFile::name)
                .containsExactly("added_tokens.json", "config.json", "spiece.model", "tokenizer_config.json", "model.safetensors");
        assertThat(list(ID).wanted(false)).extracting(HubFile::name).containsExactly("config.json", "model.safetensors");
    }

    @Test void aRevisionIsAskedForByItsWholeName() {
        has("config.json", "tokenizer.json", "model.safetensors");
        assertThat(list(ID + "@refs/pr/3").id().revision()).isEqualTo("refs/pr/3");
        assertThat(server.seen("hub", "/api/").get(0).path()).isEqualTo("/api/models/" + ID + "/revision/refs%2Fpr%2F3?blobs=true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"cardData\": {\"license\": [\"mit\", "
            + "\"bigscience-openrail-m\"]}}                                   | mit, bigscience-openrail-m",
            "{\"cardData\": {\"license\": \"other\", \"license_name\": \"own\", \"license_link\": \"LICENSE\"}}   | own (LICENSE)",
            "{\"cardData\": null, \"tags\": [\"t5\", \"license:cc-by-4.0\"]}                                       | cc-by-4.0",
            "{\"cardData\": {}, \"tags\": []}                                                                      | not stated"})
    void theLicenceIsReadWhereverItStands(String members, String licence) {
        has("config.json");
        server.says(ID, json(members));
        assertThat(list(ID).licence()).isEqualTo(licence);
    }

    @Test void namesThatLeadOutOfTheRepositoryAreLeftOut() {
        has("config.json", "tokenizer.json", "../../model.safetensors",
                "a\\model.safetensors", "sub/model.safetensors", "model.safetensors");
        assertThat(list(ID).files()).extracting(HubFile::name).containsExactly("config.json", "tokenizer.json", "model.safetensors");
    }

    @Test void whatTheHubRefusesIsExplained() {
        has("config.json");
        assertThatThrownBy(() -> list("nobody/nothing")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("has no model nobody/nothing, or it is private").hasMessageContaining("HF_TOKEN");
        server.answersTheApiWith(status(403, "X-Error-Code", "GatedRepo"));
        assertThatThrownBy(() -> list(ID)).isInstanceOf(UserInputException.class).hasMessageContaining("accepted its owner's terms");
        server.answersTheApiWith(status(404, "X-Error-Code", "RevisionNotFound"));
        assertThatThrownBy(() -> list(ID + "@v9")).isInstanceOf(UserInputException.class).hasMessageContaining("no revision \"v9\"");
        server.answersTheApiWith(status(429));
        assertThatThrownBy(() -> list(ID)).isInstanceOf(UserInputException.class).hasMessageContaining("429 (too many requests)");
        server.answersTheApiWith(status(418));
        assertThatThrownBy(() -> list(ID)).isInstanceOf(UserInputException.class).hasMessageContaining("answered 418");
        server.answersTheApiWith((self, exchange, bytes) -> {
            byte[] page = "<html>Please log in to this network</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        });
        assertThatThrownBy(() -> list(ID)).isInstanceOf(UserInputException.class).hasMessageContaining("wants a login first");
        server.answersTheApiWith(status(302, "Location", "/api/models/" + ID));
        assertThatThrownBy(() -> list(ID)).isInstanceOf(UserInputException.class).hasMessageContaining("redirections");
    }

    @Test void noNetworkIsSaidInASentence() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> list(ID, server.settings().withEndpoint("http://127.0.0.1:" + free)))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("127.0.0.1 cannot be reached").hasMessageContaining("Nothing was downloaded");
    }

    @Test void offlineAsksNobody() {
        has("config.json");
        assertThatThrownBy(() -> list(ID, server.settings().withOffline(true)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("Offline mode is on");
        assertThat(server.seen()).isEmpty();
        assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "1")).offline()).isTrue();
        assertThat(HubSettings.of(Map.of("HF_ENDPOINT", "https://mirror.example/")).endpoint())
                .isEqualTo(URI.create("https://mirror.example"));
    }

    @Test void aProxyIsGoneThroughWithItsPassword() throws IOException {
        has("config.json");
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String expected = "Basic " + Base64.getEncoder().encodeToString("me:pass word".getBytes(StandardCharsets.UTF_8));
        proxy.createContext("/", exchange -> {
            try (exchange) {
                if (expected.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) server.answerForProxy(exchange);
                else status(407, "Proxy-Authenticate", "Basic realm=\"proxy\"").answer(server, exchange, null);
            }
        });
        proxy.start();
        try {
            String address = "http://me:pass%20word@127.0.0.1:" + proxy.getAddress().getPort();
            HubSettings settings = HubSettings.of(Map.of("HTTP_PROXY", address)).withEndpoint("http://hub.invalid");
            assertThat(list(ID, settings).commit()).isEqualTo(HubServer.COMMIT);
            assertThat(server.seen("proxy", "http://hub.invalid/api/models/")).isNotEmpty();
            assertThat(list(ID, HubSettings.of(Map.of()).withEndpoint("http://hub.invalid").withProxy(address)).files()).hasSize(1);
        } finally {
            proxy.stop(0);
        }
    }

    @Test void theRightProxyIsChosen() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://secure:1", "http_proxy",
                "plain:2", "NO_PROXY", "internal.example, .cdn.example,localhost");
        ProxyRule rule = ProxyRule.of("", environment);
        assertThat(rule.proxyOf(URI.create("https://huggingface.co/x"))).contains(URI.create("http://secure:1"));
        assertThat(rule.proxyOf(URI.create("http://huggingface.co/x"))).contains(URI.create("http://plain:2"));
        for (String direct : List.of("https://internal.example/", "https://a.cdn.example/", "http://localhost/"))
            assertThat(rule.proxyOf(URI.create(direct))).isEmpty();
        assertThat(rule.proxyOf(URI.create("https://notinternal.example/"))).isPresent();
        assertThat(ProxyRule.of("own:3", environment).proxyOf(URI.create("https://huggingface.co"))).contains(URI.create("http://own:3"));
        assertThat(ProxyRule.of("none", environment).proxyOf(URI.create("https://huggingface.co"))).isEmpty();
        assertThatThrownBy(() -> ProxyRule.of("socks5://me:secret@x:1", environment)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("not an HTTP proxy").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({"google/flan-t5-small,google/flan-t5-small,main", "t5-small,t5-small,main",
            "a/b@refs/pr/12,a/b,refs/pr/12", "https://huggingface.co/google/flan-t5-small,google/flan-t5-small,main",
            "https://huggingface.co/google/flan-t5-small/tree/refs%2Fpr%2F3,google/flan-t5-small,refs/pr/3",
            "https://huggingface.co/t5-small/blob/v1/config.json,t5-small,v1"})
    void idsAreReadAsPeopleHaveThem(String text, String repository, String revision) {
        assertThat(HubId.of(text)).isEqualTo(new HubId(repository, revision));
        assertThat(HubId.fits(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b/c", "../x", "a b", "a/..", "~/models/x", "/absolute", "a/b@x y", "-x/y"})
    void whatCanBeNoIdIsRefused(String text) {
        assertThat(HubId.fits(text)).isFalse();
        assertThatThrownBy(() -> HubId.of(text)).isInstanceOf(UserInputException.class).hasMessageContaining("owner/name");
    }

    @Test void theSharedCacheOfOtherProgramsIsFound(@TempDir Path home) throws IOException {
        Path model = home.resolve("hub/models--google--flan-t5-small");
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), "abc123\n");
        Path snapshot = Files.createDirectories(model.resolve("snapshots/abc123"));
        Map<String, String> environment = Map.of("HF_HOME", home.toString());
        assertThat(HubCache.find(HubId.of("google/flan-t5-small"), environment)).isEmpty();
        Files.writeString(snapshot.resolve("config.json"), "{}");
        assertThat(HubCache.find(HubId.of("google/flan-t5-small"), environment)).contains(snapshot);
        assertThat(HubCache.find(HubId.of("google/flan-t5-small@abc123"), environment)).contains(snapshot);
        assertThat(HubCache.find(HubId.of("google/flan-t5-small@other"), environment)).isEmpty();
        assertThat(HubCache.folder(Map.of("XDG_CACHE_HOME", "/c"))).isEqualTo(Path.of("/c/huggingface/hub"));
    }
}
