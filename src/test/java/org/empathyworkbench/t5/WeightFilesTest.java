package org.empathyworkbench.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.Golden;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir Path folder;
    private final JsonObject index = new JsonObject();

    /** The golden model in two shards, as save_pretrained(max_shard_size=...) leaves it. */
    @BeforeEach void shard() throws IOException {
        Torch.start(1);
        Files.copy(Golden.file("config.json"), folder.resolve("config.json"));
        JsonObject map = new JsonObject();
        index.add("metadata", JsonParser.parseString("{\"total_size\": 1}"));
        index.add("weight_map", map);
        try (NDManager manager = Torch.newManager(); Safetensors whole = Safetensors.open(Golden.file("model.safetensors"))) {
            List<String> names = new ArrayList<>(whole.entries().keySet());
            Map<String, NDArray> first = new LinkedHashMap<>();
            Map<String, NDArray> second = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                (i % 3 == 0 ? first : second).put(names.get(i), whole.read(manager, names.get(i)));
                map.addProperty(names.get(i), i % 3 == 0 ? FIRST : SECOND);
            }
            Safetensors.write(folder.resolve(FIRST), first, Map.of());
            Safetensors.write(folder.resolve(SECOND), second, Map.of());
        }
        writeIndex();
    }

    private void writeIndex() throws IOException { Files.writeString(folder.resolve(WeightFiles.INDEX), index.toString()); }

    private JsonObject map() { return index.getAsJsonObject("weight_map"); }

    private String someOf(String shard) {
        return map().entrySet().stream().filter(e -> e.getValue().getAsString().equals(shard)).findFirst().orElseThrow().getKey();
    }

    private void refused(String... why) {
        assertThatThrownBy(() -> T5Model.load(folder, Device.cpu())).isInstanceOf(UserInputException.class)
                .hasMessageContainingAll(why).hasMessageContaining("Nothing was imported.");
    }

    @Test void shardsGiveTheSameModelAsOneFile() {
        try (T5Model sharded = T5Model.load(folder, Device.cpu()); T5Model whole = T5Model.load(Golden.folder(), Device.cpu())) {
            assertThat(sharded.hash()).isEqualTo(whole.hash());
        }
        assertThat(WeightFiles.names(folder)).containsExactly(WeightFiles.INDEX, FIRST, SECOND);
        assertThat(WeightFiles.names(Golden.folder())).containsExactly(WeightFiles.SINGLE);
    }

    @Test void aMissingShardIsNamed() throws IOException {
        Files.delete(folder.resolve(SECOND));
        refused("The shard " + SECOND, "is missing");
    }

    @Test void anIndexThatPutsATensorIntoAnotherShardIsRefused() throws IOException {
        String tensor = someOf(FIRST);
        map().addProperty(tensor, SECOND);
        writeIndex();
        refused(tensor, "into " + SECOND, "but it is in " + FIRST);
    }

    @Test void aTensorThatNoShardHasOrTheIndexForgetsIsNamed() throws IOException {
        map().addProperty("made.up", FIRST);
        writeIndex();
        refused("\"made.up\"", "which does not have it");
        map().remove("made.up");
        String tensor = someOf(SECOND);
        map().remove(tensor);
        writeIndex();
        refused("does not name the tensor \"" + tensor + "\" of " + SECOND);
    }

    @Test void aTensorInTwoShardsIsRefused() throws IOException {
        Files.copy(folder.resolve(FIRST), folder.resolve("model-00003-of-00003.safetensors"));
        String tensor = someOf(FIRST);
        map().addProperty(tensor, "model-00003-of-00003.safetensors");
        writeIndex();
        refused("stands in " + FIRST + " and again in model-00003-of-00003.safetensors");
    }

    @Test void anIndexThatIsNoneIsRefused() throws IOException {
        for (String text : List.of("[]", "{", "{\"weight_map\": []}", "{\"weight_map\": {}}",
                "{\"weight_map\": {\"a\": \"../../x.safetensors\"}}", "{\"weight_map\": {\"a\": {}}}")) {
            Files.writeString(folder.resolve(WeightFiles.INDEX), text);
            refused(WeightFiles.INDEX, "cannot be used");
        }
    }

    @Test void weightsThatAreOnlyAPickleAreRefusedWithTheWayOut() throws IOException {
        for (String file : List.of(WeightFiles.INDEX, FIRST, SECOND)) Files.delete(folder.resolve(file));
        refused("has no model.safetensors");
        Files.write(folder.resolve("pytorch_model.bin"), new byte[1]);
        refused("only as pytorch_model.bin", "a program that runs when it is opened", "safe_serialization=True");
    }
}
