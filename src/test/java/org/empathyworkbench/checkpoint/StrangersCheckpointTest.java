package org.empathyworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.Hang;
import org.empathyworkbench.NamedPipe;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of a workspace that came from elsewhere: what they name is theirs, and one that is damaged hides no other. */
@Timeout(value = Hang.SECONDS, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangersCheckpointTest {
    @TempDir Path home;
    private Path victim;
    private Path folder;
    private CheckpointFolder saved;
    private final List<String> said = new ArrayList<>();

    @BeforeEach void save() throws IOException {
        victim = Files.writeString(home.resolve("secret.txt"), "a stand-in's secret");
        folder = home.resolve("run/checkpoints");
        saved = new CheckpointFolder(folder, "run", Clock.systemUTC());
        for (int step : List.of(1, 2, 3))
            saved.save(new Snapshot(step).put("n", step).file("words.txt", target -> Files.writeString(target, "step " + step)));
    }

    private Path second() { return folder.resolve("step-000000002"); }

    /** Only the second checkpoint is affected, wherever one looks. */
    private void onlyTheSecondIsDamaged(String why) {
        assertThat(saved.list()).extracting(CheckpointInfo::step).contains(1, 3);
        assertThat(saved.newest(said::add).orElseThrow().step()).isEqualTo(3);
        assertThat(saved.at(1).step()).isEqualTo(1);
        assertThatThrownBy(() -> saved.at(2)).isInstanceOf(UserInputException.class).hasMessageContaining("damaged")
                .hasMessageContaining(why).hasMessageContaining("1").hasMessageContaining("3")
                .satisfies(refusal -> assertThat(refusal.getMessage()).matches("[^\\p{Cntrl}]{20,600}"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A manifest that is right but for one more entry, as a stranger would write it. */
    private void names(String name, String bytes, String hash) throws IOException {
        JsonObject manifest = JsonParser.parseString(Files.readString(second().resolve("manifest.json"))).getAsJsonObject();
        manifest.getAsJsonObject("files").add(name, JsonParser.parseString("{\"bytes\": " + bytes + ", \"sha256\": \"" + hash + "\"}"));
        Files.writeString(second().resolve("manifest.json"), manifest.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "../../../secret.txt", "..", ".", "", "a//b", "a/../words.txt",
            "/etc/passwd", "words.txt\u0000", "a\\b", "con\u001b[2Jfig", "line\nbreak", "sub/"})
    void aManifestNamesOnlyPlainFilesOfItsCheckpoint(String name) throws IOException {
        names(name, "19", sha256(Files.readAllBytes(victim)));
        onlyTheSecondIsDamaged("manifest.json cannot be read");
        assertThat(saved.damaged()).singleElement().satisfies(one -> {
            assertThat(one.step()).isEqualTo(2);
            assertThat(one.why()).contains("path").doesNotContain("\u001b").doesNotContain("\n");
        });
    }

    @Test void aLinkIsNoFileOfACheckpointAndIsNeverCopiedIntoABranch() throws IOException {
        byte[] secret = Files.readAllBytes(victim);
        Files.createSymbolicLink(second().resolve("tokenizer.json"), victim);
        names("tokenizer.json", String.valueOf(secret.length), sha256(secret));
        onlyTheSecondIsDamaged("link");
        CheckpointFolder branch = new CheckpointFolder(home.resolve("branch/checkpoints"), "branch", Clock.systemUTC());
        Checkpoint forged = new Checkpoint(saved.list().get(1), Map.of(), Set.of());
        assertThatThrownBy(() -> branch.adopt(forged)).isInstanceOf(IOException.class);
        assertThat(branch.list()).isEmpty();
    }

    @Test void aFolderOfLinksBringsNothingIn() throws IOException {
        Files.createDirectories(home.resolve("outside"));
        Files.writeString(home.resolve("outside/config.json"), "{}");
        Files.createSymbolicLink(second().resolve("finished"), home.resolve("outside"));
        names("finished/config.json", "2", sha256("{}".getBytes(StandardCharsets.UTF_8)));
        onlyTheSecondIsDamaged("link");
        Files.createSymbolicLink(folder.resolve("step-000000009"), folder.resolve("step-000000003"));
        assertThat(saved.newest(said::add).orElseThrow().step()).as("a link is no checkpoint").isEqualTo(3);
    }

    @Test void whatTheManifestDoesNotNameIsNotCopiedAndDoesNotCount() throws IOException {
        Files.writeString(second().resolve("planted.txt"), "x");
        Checkpoint begin = saved.at(2);
        assertThat(begin.hasFile("planted.txt")).isFalse();
        assertThat(begin.hasFile("words.txt")).isTrue();
        CheckpointFolder branch = new CheckpointFolder(home.resolve("branch/checkpoints"), "branch", Clock.systemUTC());
        branch.adopt(begin);
        assertThat(home.resolve("branch/checkpoints/step-000000002/planted.txt")).doesNotExist();
        assertThat(branch.newest(said::add).orElseThrow().file("words.txt")).hasContent("step 2");
    }

    @Test void aFolderOfCheckpointsThatIsALinkIsNotFollowed() throws IOException {
        Path other = home.resolve("other/checkpoints");
        Files.createDirectories(other.getParent());
        Files.createSymbolicLink(other, folder);
        CheckpointFolder linked = new CheckpointFolder(other, "other", Clock.systemUTC());
        assertThat(linked.list()).isEmpty();
        assertThat(linked.damaged()).singleElement().satisfies(one -> assertThat(one.why()).contains("link"));
        assertThatThrownBy(() -> linked.save(new Snapshot(4).put("n", 4))).isInstanceOf(IOException.class).hasMessageContaining("link");
        linked.clearUnfinished();
        linked.prune(0);
        assertThat(saved.list()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"run\": null, \"step\": 2, \"saved\": \"2026-01-01T00:00:00Z\", \"score\": \"0\", \"values\": {}}",
            "[]", "null", "", "{", "\u0000\u0000", "{}", "\"text\"",
            "{\"run\": [], \"step\": 2, \"saved\": \"2026-01-01T00:00:00Z\", \"score\": \"0\", \"values\": {}}",
            "{\"run\": \"r\", \"step\": 4294967298, \"saved\": \"2026-01-01T00:00:00Z\", \"score\": \"0\", \"values\": {}}",
            "{\"run\": \"r\", \"step\": 2.5, \"saved\": \"2026-01-01T00:00:00Z\", \"score\": \"0\", \"values\": {}}",
            "{\"run\": \"r\", \"step\": -2, \"saved\": \"2026-01-01T00:00:00Z\", \"score\": \"0\", \"values\": {}}",
            "{\"run\": \"r\", \"step\": 1e999999999, \"saved\": \"2026-01-01T00:00:00Z\", \"score\": \"0\", \"values\": {}}",
            "{\"run\": \"r\", \"step\": 2, \"saved\": \"yesterday\", \"score\": \"0\", \"values\": {}}",
            "{\"run\": \"r\", \"step\": 2, \"saved\": \"2026-01-01T00:00:00Z\", \"score\": {}, \"values\": {}}",
            "{\"run\": \"r\", \"step\": 2, \"saved\": \"2026-01-01T00:00:00Z\", \"score\": \"x\", \"values\": {}}"})
    void aStateThatIsNoneHidesOnlyItsOwnCheckpoint(String state) throws IOException {
        Files.writeString(second().resolve("state.json"), state);
        assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(1, 3);
        assertThat(saved.damaged()).singleElement().satisfies(one -> assertThat(one.why()).contains("state.json"));
        onlyTheSecondIsDamaged("state.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[]", "{\"a\": null}", "{\"a\": []}", "{\"a\": {}}"})
    void valuesThatAreNoneAreSaid(String values) throws IOException {
        JsonObject state = JsonParser.parseString(Files.readString(second().resolve("state.json"))).getAsJsonObject();
        JsonElement given = JsonParser.parseString(values);
        state.add("values", given);
        byte[] bytes = state.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(second().resolve("state.json"), bytes);
        names("state.json", String.valueOf(bytes.length), sha256(bytes));
        onlyTheSecondIsDamaged("state.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{}", "{\"files\": null}", "{\"files\": []}",
            "{\"files\": {\"words.txt\": null}}", "{\"files\": {\"words.txt\": {\"bytes\": null, \"sha256\": \"\"}}}",
            "{\"files\": {\"words.txt\": {\"bytes\": 1e30, \"sha256\": \"00\"}}}",
            "{\"files\": {\"words.txt\": {\"bytes\": -1, \"sha256\": \"00\"}}}", "{\"files\": {}}", "\u0007"})
    void aManifestThatIsNoneHidesOnlyItsOwnCheckpoint(String manifest) throws IOException {
        Files.writeString(second().resolve("manifest.json"), manifest);
        assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(1, 3);
        onlyTheSecondIsDamaged("manifest.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "state.json", "words.txt"})
    void aPipeOrADeviceIsNotRead(String name) throws IOException, InterruptedException {
        Files.delete(second().resolve(name));
        NamedPipe.at(second().resolve(name));
        onlyTheSecondIsDamaged("pipe");
        Files.delete(second().resolve(name));
        Files.createSymbolicLink(second().resolve(name), Path.of("/dev/zero"));
        onlyTheSecondIsDamaged("");
    }

    /** The three moments at which a kill may find a checkpoint that is being replaced. */
    @Test void aKillWhileACheckpointIsReplacedLeavesOneOfTheTwo() throws IOException {
        Path third = folder.resolve("step-000000003");
        Path aside = folder.resolve(".replaced-step-000000003");
        Files.move(third, aside);                                               // after the first rename
        assertThat(saved.newest(said::add).orElseThrow().step()).isEqualTo(3);
        assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(1, 2, 3);
        assertThat(saved.at(3).file("words.txt")).hasContent("step 3");
        saved.clearUnfinished();
        assertThat(third).isDirectory();
        assertThat(aside).doesNotExist();

        Files.move(third, aside);
        saved.save(new Snapshot(3).put("n", 3).file("words.txt", target -> Files.writeString(target, "new 3")));
        assertThat(saved.at(3).file("words.txt")).hasContent("new 3");
        assertThat(aside).doesNotExist();

        Files.createDirectory(aside);                                           // after the second rename, while the old one is deleted
        Files.writeString(aside.resolve("words.txt"), "old");
        assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(1, 2, 3);
        assertThat(saved.at(3).file("words.txt")).hasContent("new 3");
        saved.prune(9);
        assertThat(Files.exists(aside, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(said).isEmpty();
    }
}
