package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.empathyworkbench.Golden;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBackBitForBit() throws IOException {
        Torch.start(1);
        try (NDManager manager = Torch.newManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            tensors.put("a.weight", manager.create(new float[] {1.5f, -0f, Float.MIN_VALUE, Float.NaN, 3e38f, 7}, new Shape(2, 3)));
            tensors.put("ä.count", manager.create(new long[] {Long.MIN_VALUE, 42}, new Shape(2)));
            tensors.put("scalar", manager.create(2.5f));
            Path file = folder.resolve("x.safetensors");
            Safetensors.write(file, tensors, Map.of("made", "by a test"));
            try (Safetensors read = Safetensors.open(file)) {
                assertThat(read.metadata()).containsEntry("made", "by a test").containsEntry("format", "pt");
                assertThat(read.entries().keySet()).containsExactly("a.weight", "ä.count", "scalar");
                for (String name : tensors.keySet()) {
                    NDArray back = read.read(manager, name);
                    assertThat(back.getShape()).isEqualTo(tensors.get(name).getShape());
                    assertThat(back.toByteArray()).isEqualTo(tensors.get(name).toByteArray());
                }
            }
        }
    }

    @Test
    void halfPrecisionIsReadAsFloat32() throws IOException {
        Torch.start(1);
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits : new int[] {0x3c00, 0xc000, 0x0001, 0x7bff}) data.putShort((short) bits);     // F16: 1, -2, 2^-24, 65504
        for (int bits : new int[] {0x3f80, 0xc000, 0x7f7f, 0x0000}) data.putShort((short) bits);     // BF16: 1, -2, 3.3895e38, 0
        Path file = file("{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,"
                + "8]},\"b\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[8,16]}}", data.array());
        try (NDManager manager = Torch.newManager(); Safetensors tensors = Safetensors.open(file)) {
            assertThat(tensors.read(manager, "h").toFloatArray()).containsExactly(1f, -2f, 0x1p-24f, 65504f);
            assertThat(tensors.read(manager, "b").toFloatArray()).containsExactly(1f, -2f, Float.intBitsToFloat(0x7f7f0000), 0f);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not json                                                                                                            \
            | not valid JSON
            []                                                                                                                  \
            | not a JSON object
            {"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}                                                              \
            | unknown dtype "F99"
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                                                              \
            | shape needs 8
            {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                                                             \
            | negative size
            {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}                                          | malformed
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}                                                              \
            | has the bytes 4 to 0
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}                                                                \
            | two offsets
            {"a":{"dtype":"F32","shape":[1]}}                                                                                   \
            | "a" is malformed
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}          | overlaps
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                                                              \
            | gap before tensor "a"
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}                                                             | cut short
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                                                              \
            | 4 bytes follow
            """)
    void aDamagedHeaderIsRefusedWithItsFault(String header, String fault) throws IOException {
        Path file = file(header.strip(), new byte[8]);
        assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(UserInputException.class).hasMessageContaining(file.toString())
                .hasMessageContaining(fault).hasMessageContaining("Nothing was imported");
    }

    @Test
    void everyTruncationOfARealFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.file("model.safetensors"));
        for (int length : new int[] {0, 7, 8, 100, 5_000, whole.length / 2, whole.length - 1}) {
            Path cut = folder.resolve("cut.safetensors");
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.open(cut)).as("%d bytes", length).isInstanceOf(UserInputException.class);
        }
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() throws IOException {
        byte[] bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(4).put(new byte[] {'{', (byte) 0xff, '}', ' '}).array();
        Path file = Files.write(folder.resolve("x.safetensors"), bytes);
        assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(UserInputException.class).hasMessageContaining("not UTF-8");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Safetensors.open(folder.resolve("none.safetensors")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("none.safetensors does not exist");
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + head.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(head.length).put(head).put(data);
        return Files.write(folder.resolve("x.safetensors"), bytes.array());
    }
}
