package org.empathyworkbench.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.empathyworkbench.hub.HubServer.cutAfter;
import static org.empathyworkbench.hub.HubServer.damaged;
import static org.empathyworkbench.hub.HubServer.silentAfter;
import static org.empathyworkbench.hub.HubServer.status;
import static org.empathyworkbench.hub.HubServer.whole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubDownloadTest {
    private static final String ID = "someone/tiny-t5";
    private static final String WEIGHTS = "model.safetensors";

    @TempDir Path folder;
    private HubServer server;
    private final byte[] weights = new byte[1_000_000];
    private final List<Duration> waits = new ArrayList<>();

    @BeforeEach void start() throws IOException {
        server = new HubServer();
        new Random(3).nextBytes(weights);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("README.md", bytes("# A model"));
        files.put("config.json", bytes("{\"model_type\": \"t5\"}"));
        files.put("tokenizer.json", bytes("{\"version\": \"1.0\"}"));
        files.put(WEIGHTS, weights);
        files.put("pytorch_model.bin", new byte[20]);
        files.put("onnx/model.safetensors", new byte[9]);
        server.has(ID, files);
    }

    @AfterEach void stop() { server.close(); }

    private static byte[] bytes(String text) { return text.getBytes(StandardCharsets.UTF_8); }

    private Hub hub(HubSettings settings) { return new Hub(settings, (time, cancelled) -> waits.add(time)); }

    private Hub hub() { return hub(server.settings()); }

    private HubListing listing() { return hub().list(HubId.of(ID), () -> false); }

    private void download(Hub hub) {
        HubListing listing = listing();
        hub.download(listing, listing.wanted(true), folder, DownloadListener.none(), () -> false);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).filter(name -> !name.equals(".lock")).sorted().toList();
        }
    }

    @Test void onlyTheWantedFilesComeAndAreWhole() throws IOException {
        List<Long> told = new ArrayList<>();
        HubListing listing = listing();
        hub().download(listing, listing.wanted(true), folder, (bytes, total, what) -> told.add(bytes), () -> false);
        assertThat(left()).containsExactly("config.json", WEIGHTS, "tokenizer.json");
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
        assertThat(told).isSorted().last().isEqualTo(HubListing.bytes(listing.wanted(true)));
        assertThat(server.seen()).noneMatch(one -> one.path().contains("pytorch_model") || one.path().contains("README"));
    }

    @Test void theTokenGoesToTheHubAndNowhereElse() {
        HubSettings own = server.settings();
        download(hub(new HubSettings(own.endpoint(), own.proxy(), false, "secret-token", Map.of(), 5, own.silence())));
        assertThat(server.seen("hub", "/resolve/")).allMatch(one -> one.header("Authorization").orElse("").equals("Bearer secret-token"));
        assertThat(server.seen("large", WEIGHTS)).isNotEmpty().allMatch(one -> one.header("Authorization").isEmpty());
        assertThat(own.toString()).doesNotContain("token=");
    }

    @Test void aCutConnectionIsResumedWhereItBrokeOff() throws IOException {
        server.fails(WEIGHTS, cutAfter(400_000), cutAfter(300_000));
        download(hub());
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
        List<HubServer.Seen> requests = server.seen("large", WEIGHTS);
        assertThat(requests).hasSize(3);
        assertThat(requests.get(0).header("Range")).isEmpty();
        assertThat(requests.get(1).header("Range").orElseThrow()).matches("bytes=[1-9]\\d*-");
        assertThat(requests.get(1).header("If-Range")).contains("\"" + HubServer.hex("SHA-1", weights) + "\"");
        assertThat(waits).hasSize(2);
        assertThat(left()).doesNotContain(WEIGHTS + ".part", WEIGHTS + ".etag");
    }

    @Test void aNetworkThatBringsNothingIsGivenUpAndWhatCameIsKept() throws IOException {
        server.fails(WEIGHTS, cutAfter(400_000), cutAfter(0), cutAfter(0), cutAfter(0), cutAfter(0), cutAfter(0));
        assertThatThrownBy(() -> download(hub())).isInstanceOf(UserInputException.class)
                .hasMessageContaining("bytes of model.safetensors are kept").hasMessageContaining("broke off");
        assertThat(left()).contains("config.json", WEIGHTS + ".part").doesNotContain(WEIGHTS);
        assertThat(waits).isSortedAccordingTo(Duration::compareTo);
        int before = server.seen("large", WEIGHTS).size();
        server.fails(WEIGHTS);
        download(hub());
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
        HubServer.Seen last = server.seen("large", WEIGHTS).get(server.seen("large", WEIGHTS).size() - 1);
        assertThat(server.seen("large", WEIGHTS).size()).isGreaterThan(before);
        assertThat(last.header("Range")).isPresent();
    }

    @Test void cancellingKeepsThePartAndTheNextAttemptGoesOn() throws IOException {
        server.fails(WEIGHTS, silentAfter(600_000));
        AtomicBoolean enough = new AtomicBoolean();
        HubListing listing = listing();
        assertThatThrownBy(() -> hub().download(listing, listing.wanted(true), folder,
                (bytes, total, what) -> { if (bytes > 500_000) enough.set(true); }, enough::get))
                .isInstanceOf(CancellationException.class);
        long kept = Files.size(folder.resolve(WEIGHTS + ".part"));
        assertThat(kept).isBetween(500_000L - 100, 600_000L);
        AtomicLong total = new AtomicLong();
        hub().download(listing, listing.wanted(true), folder, (bytes, all, what) -> total.set(all), () -> false);
        assertThat(total.get()).as("only what is still missing counts").isEqualTo(weights.length - kept);
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
    }

    @Test void aSilentServerCountsAsCut() throws IOException {
        server.fails(WEIGHTS, silentAfter(10));
        download(hub(server.settings().withSilence(Duration.ofMillis(300))));
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
        assertThat(waits).hasSize(1);
    }

    @Test void damagedBytesAreFetchedAgainOnceAndNeverKept() throws IOException {
        server.fails(WEIGHTS, damaged());
        download(hub());
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
        Files.delete(folder.resolve(WEIGHTS));
        server.fails(WEIGHTS, damaged(), damaged());
        assertThatThrownBy(() -> download(hub())).isInstanceOf(UserInputException.class)
                .hasMessageContaining("was received twice with other bytes").hasMessageContaining("SHA-256");
        assertThat(left()).containsExactly("config.json", "tokenizer.json");
    }

    @Test void smallFilesAreCheckedByTheirGitName() throws IOException {
        server.fails("config.json", damaged(), damaged());
        assertThatThrownBy(() -> download(hub())).isInstanceOf(UserInputException.class)
                .hasMessageContaining("config.json was received twice").hasMessageContaining("git SHA-1");
        assertThat(Files.exists(folder.resolve(WEIGHTS))).isFalse();
    }

    @Test void aPartOfAnotherFileIsNotBuiltUpon() throws IOException {
        server.fails(WEIGHTS, cutAfter(1000));
        // the server no longer knows the tag, so it sends everything
        server.fails(WEIGHTS, whole());
        download(hub());
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
        Files.move(folder.resolve(WEIGHTS), folder.resolve(WEIGHTS + ".part"));
        Files.write(folder.resolve(WEIGHTS + ".part"), new byte[5_000]);         // garbage from somewhere, and no tag beside it
        download(hub());
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
    }

    @Test void aRangeThatCannotBeServedStartsAnew() throws IOException {
        server.fails(WEIGHTS, cutAfter(1000), status(416));
        download(hub());
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
    }

    @Test void aServerThatAsksToWaitIsWaitedFor() {
        server.fails(WEIGHTS, status(429, "Retry-After", "7"), status(503),
                status(403), status(429, "RateLimit", "\"resolvers\";r=0;t=120"));
        download(hub());
        assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(120));
    }

    @Test void aServerThatAsksToWaitForHoursIsNotWaitedFor() {
        server.fails(WEIGHTS, status(429, "Retry-After", "7200"));
        assertThatThrownBy(() -> download(hub())).isInstanceOf(UserInputException.class)
                .hasMessageContaining("429 (too many requests)").hasMessageContaining("in a while");
        assertThat(waits).isEmpty();
    }

    @Test void twoDownloadsOfOneModelDoNotMeet() {
        server.fails(WEIGHTS, silentAfter(600_000));
        HubListing listing = listing();
        AtomicBoolean met = new AtomicBoolean();
        assertThatThrownBy(() -> hub().download(listing, listing.wanted(true), folder, (bytes, total, what) -> {
            if (bytes < 500_000 || met.get()) return;
            assertThatThrownBy(() -> hub().download(listing, listing.wanted(true), folder, DownloadListener.none(), () -> false))
                    .isInstanceOf(UserInputException.class)
                    .hasMessageContaining("already");
            met.set(true);
        }, met::get)).isInstanceOf(CancellationException.class);
        assertThat(met).isTrue();
    }
}
