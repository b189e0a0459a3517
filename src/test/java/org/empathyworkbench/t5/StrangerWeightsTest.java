package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.empathyworkbench.Golden;
import org.empathyworkbench.Hang;
import org.empathyworkbench.NamedPipe;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Model folders as other people's programs leave them, and such as somebody made to do harm: each is refused
 * quickly, with what it really is and the way out.
 */
class StrangerWeightsTest {

    @TempDir Path folder;

    @BeforeAll static void start() { Torch.start(1); }

    @BeforeEach void golden() throws IOException {
        Files.copy(Golden.file("config.json"), folder.resolve("config.json"));
        Files.copy(Golden.file("model.safetensors"), folder.resolve("model.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "config.json", "model.safetensors.index.json"})
    void aGitLfsPointerIsRefusedWithTheWayOut(String file) throws IOException {
        if (file.endsWith("index.json")) Files.delete(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve(file), "version https://git-lfs.github.com/spec/v1\noid sha256:4a5e1e4b\nsize 242043056\n");
        refused(file + " is a Git LFS pointer", "git lfs pull");
    }

    @Test void aShardThatIsAGitLfsPointerIsRefusedToo() throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"shared.weight\":\"model-00001-of-00001.safetensors\"}}");
        Files.writeString(folder.resolve("model-00001-of-00001.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:4a5e1e4b\nsize 242043056\n");
        refused("model-00001-of-00001.safetensors is a Git LFS pointer", "git lfs pull");
    }

    @Test void aPickleUnderTheNameOfSafetensorsIsToldAsOne() throws IOException {
        Files.write(folder.resolve("model.safetensors"), new byte[] {'P', 'K', 3, 4, 0, 0, 8, 8, 0, 0, 'a'});
        refused("is a zip archive, such as PyTorch's pickles", "a program that runs when it is opened");
        Files.write(folder.resolve("model.safetensors"), new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 'l', (byte) 0xfc, 9, 9, 9, 9});
        refused("is a pickle", "a program that runs when it is opened");
        Files.writeString(folder.resolve("model.safetensors"), "<!DOCTYPE html><html><head>");
        refused("is a web page", "download link");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pytorch_model.bin          | a program that runs when it is opened | from_pretrained
            best.pth                   | a program that runs when it is opened | load_state_dict(torch.load('
            epoch=3.ckpt               | a program that runs when it is opened | torch.load('
            tf_model.h5                | That format is not supported          | from_tf=True
            flax_model.msgpack         | That format is not supported          | from_flax=True
            t5-q4_k_m.gguf             | That format is not supported          | gguf_file='t5-q4_k_m.gguf'
            encoder_model.onnx         | That format is not supported          | import the model that it was exported from
            adapter_model.safetensors  | That is an adapter, such as LoRA's    | merge_and_unload()
            t5.fp16.safetensors        | looked for under the name model.safetensors | rename it to model.safetensors
            """)
    void weightsOfAnotherFormAreRefusedWithTheirCauseAndACommand(String file, String cause, String way) throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        for (String beside : List.of("training_args.bin", "optimizer.pt", "rng_state.pth"))
            Files.write(folder.resolve(beside), new byte[1]);
        Files.write(folder.resolve(file), new byte[8]);
        refused("has its weights only as " + file, cause, way);
        Files.delete(folder.resolve("config.json"));
        refused("has its weights only as " + file, cause, way);
    }

    /** A name that a stranger chose is not put into a command that a person copies. */
    @Test void aFileNameDoesNotReachTheCommand() throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        Files.write(folder.resolve("x'; import os; os.system('id') #.pth"), new byte[8]);
        assertThatThrownBy(this::load).isInstanceOf(UserInputException.class).hasMessageContaining("/FILE'")
                .satisfies(said -> assertThat(said.getMessage().split("torch.load")[1]).doesNotContain("os.system"));
    }

    @ParameterizedTest
    @CsvSource({"module., DistributedDataParallel", "_orig_mod., torch.compile",
            "_fsdp_wrapped_module., FullyShardedDataParallel", "model., as a part of another module",
            "transformer., as a part of another module", "pretrained_model., as a part of another module", "module._orig_mod., around it"})
    void aWrapperAroundTheModelIsNamedWithACommandThatTakesItOut(String prefix, String cause) throws IOException {
        rename(name -> prefix + name);
        refused("\"" + prefix + "encoder.", cause, "python -c \"from safetensors.torch import load_file, save_file");
    }

    @Test void aWrapperInTheMiddleOfNamesIsNamed() throws IOException {
        rename(name -> name.replace("encoder.block.", "encoder.block._fsdp_wrapped_module."));
        refused("FullyShardedDataParallel (FSDP)", "k.replace('_fsdp_wrapped_module.', '')");
    }

    @Test void anAdaptersTensorsUnderTheModelsNameAreToldAsSuch() throws IOException {
        rename(name -> name.contains("SelfAttention.q") ? "base_model.model." + name.replace(".weight", ".lora_A.weight") : name);
        refused("holds an adapter, such as LoRA's", "merge_and_unload");
    }

    @Test void quantisedWeightsAreToldAsSuch() throws IOException {
        retype("encoder.block.0.layer.0.SelfAttention.q.weight", "I8", 1);
        refused("quantised to few bits", "is I8", "dequantize()");
        retype("encoder.block.0.layer.0.SelfAttention.q.weight", "F8_E4M3", 1);
        refused("quantised to few bits", "is F8_E4M3");
        Files.copy(Golden.file("model.safetensors"), folder.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
        for (String sign : List.of("SCB", "absmax", "qweight", "quant_state.bitsandbytes__nf4")) {
            rename(name -> name.equals("encoder.block.0.layer.0.SelfAttention.k.weight") ? name.replace(".weight", "." + sign) : name);
            refused("quantised to few bits", "." + sign + "\"");
            Files.copy(Golden.file("model.safetensors"), folder.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
        }
        config(json -> json.add("quantization_config",
                JsonParser.parseString("{\"quant_method\":\"bitsandbytes\",\"load_in_8bit\":true}")));
        refused("quantised by bitsandbytes", "quantization_config", "dequantize()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I64", "I32", "U16", "BOOL", "C64"})
    void wholeNumbersWhereAWeightBelongsAreRefusedByTheirType(String dtype) throws IOException {
        retype("encoder.final_layer_norm.weight", dtype, Map.of("I64", 8, "I32", 4, "U16", 2, "BOOL", 1, "C64", 8).get(dtype));
        refused("\"encoder.final_layer_norm.weight\" is kept as " + dtype, "F32, F16, BF16, F64");
    }

    @Test void anotherNumberOfLayersIsSaidFromBothSides() throws IOException {
        config(json -> json.addProperty("num_layers", 1));
        refused("has 2 layers in the encoder, but config.json says ", "(num_layers)");
        config(json -> {
            json.addProperty("num_layers", 2);
            json.addProperty("num_decoder_layers", 5);
        });
        refused("the weights have 2 layers in the decoder, config.json says 5");
        config(json -> {
            json.addProperty("num_decoder_layers", 2);
            json.addProperty("feed_forward_proj", "gated-gelu");
            json.remove("dense_act_fn");
            json.remove("is_gated_act");
        });
        refused("its feed-forward layers are not gated, but config.json says that they are");
    }

    @Test void tensorsBesideTheModelAreCountedAndNamed() throws IOException {
        add("v_head.summary.weight", new float[32]);
        try (T5Model model = load()) {
            assertThat(model.unused(folder)).containsExactly("v_head.summary.weight");
        }
    }

    @Test void aSecondEmbeddingThatIsAnotherIsRefused() throws IOException {
        add("lm_head.weight", new float[96 * 32]);
        refused("\"lm_head.weight\" differs from the embedding", "tie_word_embeddings true");
    }

    @Test void theEmbeddingUnderItsOtherNamesIsNoNews() throws IOException {
        try (NDManager manager = Torch.newManager(); Safetensors whole = Safetensors.open(Golden.file("model.safetensors"))) {
            float[] embedding = whole.read(manager, "shared.weight").toFloatArray();
            add("encoder.embed_tokens.weight", embedding);
            add("lm_head.weight", embedding);
        }
        try (T5Model model = load(); T5Model golden = T5Model.load(Golden.folder(), Device.cpu())) {
            assertThat(model.hash()).isEqualTo(golden.hash());
            assertThat(model.unused(folder)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":{"dtype":"F32","shape":5,"data_offsets":[0,4]}}                             | entry "a" is malformed
            {"a":{"dtype":"F32","shape":[1],"data_offsets":"04"}}                            | entry "a" is malformed
            {"a":{"dtype":"F32","shape":{"0":1},"data_offsets":[0,4]}}                       | entry "a" is malformed
            {"a":{"dtype":["F32"],"shape":[1],"data_offsets":[0,4]}}                         | entry "a" is malformed
            {"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}                         | entry "a" is malformed
            {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,6]}}                         | entry "a" is malformed
            {"a":{"dtype":"F32","shape":[null],"data_offsets":[0,4]}}                        | entry "a" is malformed
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1e1]}}                         | entry "a" is malformed
            {"a":{"dtype":null,"shape":[1],"data_offsets":[0,4]}}                            | entry "a" is malformed
            {"a":5}                                                                          | entry "a" is malformed
            {"a":[{}]}                                                                       | entry "a" is malformed
            {"__metadata__":[1]}                                                             | entry "__metadata__" is malformed
            {"__metadata__":{"x":{}}}                                                        | entry "__metadata__" is malformed
            {"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}                            | its shape needs 2
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} \
            | the key "a" stands twice
            {"a":{"dtype":"F32","dtype":"I32","shape":[1],"data_offsets":[0,4]}}             | the key "dtype" stands twice
            {"a\\u001b[31m\\n":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}             | tensor "a\\u001b[31m\\n" has the bytes
            """)
    void aHeaderOfOddTypesIsRefusedWithItsPlace(String header, String fault) throws IOException {
        write(header, new byte[8]);
        refused(fault);
    }

    @Test void aMillionEmptyTensorsAreRefusedQuickly() throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 1_000_000; i++)
            header.append(i == 0 ? "" : ",").append("\"").append(i).append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        write(header.append("}").toString(), new byte[0]);
        refused("its header");
        StringBuilder fewer = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++)
            fewer.append(i == 0 ? "" : ",").append("\"").append(i).append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        write(fewer.append("}").toString(), new byte[0]);
        refused("its header lists 100,000 tensors, more than 65,536");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "config.json", "model.safetensors.index.json"})
    void aPipeADeviceOrAFolderIsRefusedAtOnce(String file) throws IOException, InterruptedException {
        if (file.endsWith("index.json")) Files.delete(folder.resolve("model.safetensors"));
        Path place = folder.resolve(file);
        Files.deleteIfExists(place);
        Files.createDirectory(place);
        refused("it is a folder, not a file");
        Files.delete(place);
        NamedPipe.at(place);
        refused("it is a pipe or device, not a file");
        Files.delete(place);
        Files.createSymbolicLink(place, Path.of("/dev/zero"));
        refused("it is a pipe or device, not a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            num_layers                      | 1000000000  | num_layers is 1000000000, out of range for a T5
            num_layers                      | 0           | num_layers is 0, which is not a valid size
            num_heads                       | -4          | num_heads is -4
            d_kv                            | 2000000000  | d_kv is 2000000000, out of range for a T5
            d_kv                            | "8"         | d_kv is "8", not a number
            d_kv                            | 7           | has shape
            d_ff                            | 1e400       | d_ff is 1e400, not a number
            d_ff                            | NaN         | not valid JSON
            d_model                         | 32.5        | d_model is 32.5, not a whole number
            d_model                         | [32]        | d_model is [32], not a number
            vocab_size                      | 4294967392  | vocab_size is 4294967392, not a whole number
            vocab_size                      | 97          | has shape (96, 32), but config.json requires (97, 32)
            dropout_rate                    | 1e999       | dropout_rate is 1e999, not a number
            dropout_rate                    | 1           | dropout_rate is 1.0, not in [0, 1)
            layer_norm_epsilon              | 0           | layer_norm_epsilon is 0.0
            pad_token_id                    | -1          | pad_token_id -1 lies outside the vocabulary of 96
            eos_token_id                    | 96          | eos_token_id 96 lies outside
            decoder_start_token_id          | 1000        | decoder_start_token_id 1000 lies outside
            relative_attention_num_buckets  | 2           | are invalid
            relative_attention_max_distance | 10          | are invalid
            model_type                      | "mt5"       | describes a "mt5" model, not a T5
            model_type                      | 5           | model_type is 5, not a word
            tie_word_embeddings             | "no"        | tie_word_embeddings is "no", not true or false
            tie_word_embeddings             | false       | the output projection is a matrix of its own
            """)
    void aNumberThatNoModelHasIsRefusedByItsName(String key, String value, String why) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("config.json"))).getAsJsonObject();
        json.remove(key);
        Files.writeString(folder.resolve("config.json"), "{\"" + key + "\": " + value + ", " + json.toString().substring(1));
        refused(why);
    }

    @Test void aConfigurationThatSaysAKeyTwiceIsRefused() throws IOException {
        Files.writeString(folder.resolve("config.json"),
                Files.readString(folder.resolve("config.json")).replaceFirst("\\{", "{\"num_layers\": 7,"));
        refused("the key \"num_layers\" stands twice");
    }

    private T5Model load() { return T5Model.load(folder, Device.cpu()); }

    private void refused(String... why) {
        Assertions.assertTimeoutPreemptively(Hang.LIMIT,
                () -> assertThatThrownBy(this::load).isInstanceOf(UserInputException.class).hasMessageContainingAll(why)
                .hasMessageContaining("Nothing was imported.")
                .satisfies(said -> assertThat(said.getMessage()).doesNotContain("\u001b").hasSizeLessThan(1_500)));
    }

    private void config(Consumer<JsonObject> change) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("config.json"))).getAsJsonObject();
        change.accept(json);
        Files.writeString(folder.resolve("config.json"), json.toString());
    }

    private void rename(UnaryOperator<String> names) throws IOException {
        header(json -> {
            JsonObject renamed = new JsonObject();
            json.entrySet().forEach(entry ->
                    renamed.add(entry.getKey().equals("__metadata__") ? entry.getKey() : names.apply(entry.getKey()), entry.getValue()));
            return renamed;
        });
    }

    /** Says another type of a tensor, and of its last dimension what fits the same bytes. */
    private void retype(String name, String dtype, int bytes) throws IOException {
        header(json -> {
            JsonObject entry = json.getAsJsonObject(name);
            JsonArray offsets = entry.getAsJsonArray("data_offsets");
            JsonArray shape = new JsonArray();
            shape.add((offsets.get(1).getAsLong() - offsets.get(0).getAsLong()) / bytes);
            entry.addProperty("dtype", dtype);
            entry.add("shape", shape);
            return json;
        });
    }

    private void header(Function<JsonObject, JsonObject> change) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("model.safetensors"));
        int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        JsonElement json = JsonParser.parseString(new String(whole, 8, length, StandardCharsets.UTF_8));
        write(change.apply(json.getAsJsonObject()).toString(), Arrays.copyOfRange(whole, 8 + length, whole.length));
    }

    private void write(String header, byte[] data) throws IOException {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + head.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(head.length).put(head).put(data);
        Files.write(folder.resolve("model.safetensors"), bytes.array());
    }

    private void add(String name, float[] values) throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (NDManager manager = Torch.newManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            try (Safetensors whole = Safetensors.open(file)) {
                whole.entries().keySet().forEach(one -> tensors.put(one, whole.read(manager, one)));
            }
            tensors.put(name, values.length == 32 ? manager.create(values) : manager.create(values, new Shape(96, 32)));
            Safetensors.write(file, tensors, Map.of());
        }
    }
}
