package org.empathyworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    @TempDir Path folder;
    private CheckpointFolder saved;
    private final List<String> said = new ArrayList<>();

    @BeforeEach void open() { saved = new CheckpointFolder(folder.resolve("checkpoints"), "run", Clock.systemUTC()); }

    private static Snapshot text(int step) {
        return new Snapshot(step).put("n", step).file("words.txt", target -> Files.writeString(target, "step " + step));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("checkpoints"))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test void everythingComesBackBitForBit() throws IOException {
        Torch.start(1);
        double[] numbers = {0.1 + 0.2, -0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 1e300};
        Snapshot snapshot = new Snapshot(7).put("long", Long.MIN_VALUE).put("flag", true).text("text", "größe \"1\"\n");
        for (int i = 0; i < numbers.length; i++) snapshot.put("double " + i, numbers[i]);
        try (NDManager manager = Torch.newManager()) {
            float[] odd = {Float.NaN, -0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, 1 / 3f, 0};
            NDArray tensor = manager.create(odd, new Shape(2, 3));
            NDArray scalar = manager.create(5f);
            saved.save(snapshot.tensors("model", Map.of("w", tensor)).tensors("state", List.of(scalar, tensor))
                    .file("inner/folder/a.txt", target -> Files.writeString(target, "a")));
            Checkpoint found = saved.newest(said::add).orElseThrow();
            assertThat(found.step()).isEqualTo(7);
            assertThat(found.whole("long")).isEqualTo(Long.MIN_VALUE);
            assertThat(found.flag("flag")).isTrue();
            assertThat(found.text("text")).isEqualTo("größe \"1\"\n");
            for (int i = 0; i < numbers.length; i++) {
                assertThat(Double.doubleToRawLongBits(found.number("double " + i))).isEqualTo(Double.doubleToRawLongBits(numbers[i]));
            }
            NDArray target = manager.zeros(new Shape(2, 3));
            NDArray other = manager.zeros(new Shape());
            found.restore("state", List.of(other, target));
            assertThat(target.toByteBuffer()).isEqualTo(tensor.toByteBuffer());
            assertThat(other.getFloat()).isEqualTo(5f);
            assertThat(Files.readString(found.file("inner/folder/a.txt"))).isEqualTo("a");
            assertThatThrownBy(() -> found.restore("model", Map.of("w", other)))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("shape (2, 3)");
            assertThatThrownBy(() -> found.restore("model", Map.of("v", target))).isInstanceOf(UserInputException.class);
            assertThatThrownBy(() -> found.count("unknown")).isInstanceOf(UserInputException.class).hasMessageContaining("step 7");
            assertThat(said).isEmpty();
        }
    }

    @Test void aDamagedCheckpointIsSkippedWithItsReasonAndNeverUsed() throws IOException {
        saved.save(text(1));
        saved.save(text(2));
        Path newest = folder.resolve("checkpoints/step-000000002");
        Files.writeString(newest.resolve("words.txt"), "step 3");                                       // as long as before
        assertThat(saved.newest(said::add).orElseThrow().step()).isEqualTo(1);
        assertThat(said).singleElement().asString().contains("step-000000002")
                .contains("words.txt was changed after it was written").contains("not changed");
        assertThatThrownBy(() -> saved.at(2)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("damaged").hasMessageContaining("words.txt");
    }

    @Test void whateverByteIsDamagedItIsSeen() throws IOException {
        saved.save(text(1));
        Path whole = folder.resolve("checkpoints/step-000000001");
        for (String name : List.of("words.txt", "state.json", "manifest.json")) {
            byte[] bytes = Files.readAllBytes(whole.resolve(name));
            for (int i = 0; i < bytes.length; i += name.equals("words.txt") ? 1 : 7) {
                byte[] other = bytes.clone();
                other[i] ^= 0x11;
                Files.write(whole.resolve(name), other);
                assertThat(saved.newest(said::add)).as(name + " at " + i).satisfiesAnyOf(
                        found -> assertThat(found).isEmpty(),
                        found -> assertThat(found.orElseThrow().whole("n")).as("only the manifest's spaces may change").isEqualTo(1));
            }
            Files.write(whole.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
            assertThat(saved.newest(said::add)).as(name + " cut short").isEmpty();
            Files.delete(whole.resolve(name));
            assertThat(saved.newest(said::add)).as(name + " missing").isEmpty();
            Files.write(whole.resolve(name), bytes);
        }
        assertThat(saved.newest(said::add)).isPresent();
    }

    @Test void anUnfinishedFolderIsNoCheckpointAndIsClearedAway() throws IOException {
        saved.save(text(1));
        Path unfinished = Files.createDirectories(folder.resolve("checkpoints/.writing-step-000000002"));
        Files.writeString(unfinished.resolve("words.txt"), "step 2");
        Files.createDirectories(folder.resolve("checkpoints/step-000000003"));                          // of a person's making
        assertThat(saved.newest(said::add).orElseThrow().step()).isEqualTo(1);
        assertThat(said).singleElement().asString().contains("step-000000003").contains("never finished");
        assertThat(saved.list()).hasSize(1);
        saved.clearUnfinished();
        assertThat(names()).containsExactly("step-000000001", "step-000000003");
    }

    @Test void aSaveThatFailsLeavesNothingBehind() throws IOException {
        saved.save(text(1));
        assertThatThrownBy(() -> saved.save(text(2).file("broken", target -> {
            throw new IOException("No space left on device");
        }))).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("step-000000001");
    }

    @Test void theNewestTheBestAndThePinnedOnesStay() throws IOException {
        for (int step = 1; step <= 6; step++) saved.save(text(step).score(step == 3 ? 0.9 : step == 1 ? Double.NaN : 0.1 * step));
        saved.pin(2, true);
        saved.prune(2);
        assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(2, 3, 5, 6);
        assertThat(saved.list()).extracting(CheckpointInfo::pinned).containsExactly(true, false, false, false);
        saved.pin(2, false);
        saved.prune(1);
        assertThat(saved.list()).extracting(CheckpointInfo::step).containsExactly(3, 6);
        assertThat(saved.newest(said::add).orElseThrow().info().score()).isEqualTo(0.1 * 6);
    }

    @Test void aSecondSaveOfAStepReplacesTheFirst() throws IOException {
        saved.save(text(4));
        saved.save(text(4).text("second", "yes"));
        assertThat(saved.at(4).text("second")).isEqualTo("yes");
        assertThat(names()).containsExactly("step-000000004");
    }

    @Test void aBranchBeginsWithACopyOfItsOwn() throws IOException {
        saved.save(text(5));
        saved.pin(5, true);
        CheckpointFolder branch = new CheckpointFolder(folder.resolve("branch"), "other", Clock.systemUTC());
        branch.adopt(saved.at(5));
        Checkpoint adopted = branch.newest(said::add).orElseThrow();
        assertThat(adopted.run()).isEqualTo("run");
        assertThat(adopted.info().pinned()).isFalse();
        assertThat(Files.readString(adopted.file("words.txt"))).isEqualTo("step 5");
        assertThat(adopted.folder()).startsWith(folder.resolve("branch"));
    }

    @Test void aMissingStepNamesThoseThatAreThere() throws IOException {
        assertThatThrownBy(() -> saved.at(3)).isInstanceOf(UserInputException.class).hasMessageContaining("It has none");
        saved.save(text(1));
        saved.save(text(2));
        assertThatThrownBy(() -> saved.at(3)).isInstanceOf(UserInputException.class).hasMessageContaining("the steps 1, 2");
    }
}
