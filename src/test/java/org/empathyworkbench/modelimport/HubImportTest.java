package org.empathyworkbench.modelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.hub.DownloadListener;
import org.empathyworkbench.hub.HubId;
import org.empathyworkbench.hub.HubServer;
import org.empathyworkbench.hub.HubSettings;
import org.empathyworkbench.t5.Safetensors;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.SpieceFile;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubImportTest {
    private static final String ID = "someone/tiny-t5";

    @TempDir static Path made;
    @TempDir Path folder;
    private HubServer server;
    private Workspace workspace;

    /** A model of the second family (untied, gated), as FLAN-T5 is, in one file and in shards. */
    @BeforeAll static void make() throws IOException {
        Torch.start(1);
        int vocabulary;
        try (TextTokenizer tokenizer = TinyGenerator.tokenizer(made)) {
            vocabulary = tokenizer.vocabularySize();
        }
        try (T5Model model = T5Model.random(TinyGenerator.second(vocabulary + 28), 7, Device.cpu())) {
            model.save(made);
        }
        JsonObject map = new JsonObject();
        try (NDManager manager = Torch.newManager(); Safetensors whole = Safetensors.open(made.resolve("model.safetensors"))) {
            Map<String, Map<String, NDArray>> shards = new LinkedHashMap<>();
            for (String name : whole.entries().keySet()) {
                String shard = name.startsWith("encoder") ? "model-00001-of-00002.safetensors" : "model-00002-of-00002.safetensors";
                map.addProperty(name, shard);
                shards.computeIfAbsent(shard, key -> new LinkedHashMap<>()).put(name, whole.read(manager, name));
            }
            for (var shard : shards.entrySet()) Safetensors.write(made.resolve(shard.getKey()), shard.getValue(), Map.of());
        }
        JsonObject index = new JsonObject();
        index.add("weight_map", map);
        Files.writeString(made.resolve("model.safetensors.index.json"), index.toString());
    }

    @BeforeEach void start() throws IOException {
        server = new HubServer();
        workspace = Workspace.open(folder.resolve("workspace"));
    }

    @AfterEach void stop() {
        workspace.close();
        server.close();
    }

    private void has(String id, String... names) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names)
            files.put(name, Files.exists(made.resolve(name)) ? Files.readAllBytes(made.resolve(name))
                    : name.getBytes(StandardCharsets.UTF_8));
        server.has(id, files);
    }

    private HubImport hub() { return new HubImport(workspace, server.settings()); }

    private ModelInfo store(String tokenizer) {
        return hub().store(hub().look(HubId.of(ID), tokenizer, () -> false), "tiny", DownloadListener.none(), () -> false);
    }

    private List<String> downloads() throws IOException {
        if (!Files.exists(workspace.folder().resolve("downloads"))) return List.of();
        try (Stream<Path> all = Files.list(workspace.folder().resolve("downloads"))) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test void aModelOfTheHubBecomesOneOfTheWorkspace() throws IOException {
        has(ID, "config.json", "tokenizer.json", "model.safetensors", "README.md");
        ModelInfo model = store("");
        assertThat(model.source()).contains("127.0.0.1").contains(ID);
        assertThat(model.facts()).containsEntry("licence", "apache-2.0").containsEntry("hub id", ID)
                .containsEntry("hub commit", HubServer.COMMIT).containsEntry("family", "T5 v1.1");
        assertThat(Files.readAllBytes(workspace.models().folder("tiny").resolve("model.safetensors")))
                .isEqualTo(Files.readAllBytes(made.resolve("model.safetensors")));
        assertThat(downloads()).isEmpty();
        try (ResponseGenerator generator = ResponseGenerator.load(workspace.models().folder("tiny"), Device.cpu())) {
            assertThat(generator.respond(List.of(List.of("I lost my dog.")), SamplingSettings.paper(), 1)).hasSize(1);
        }
    }

    @Test void shardsAreStoredAndRead() throws IOException {
        has(ID, "config.json", "tokenizer.json", "model.safetensors.index.json",
                "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");
        store("");
        try (T5Model stored = T5Model.load(workspace.models().folder("tiny"), Device.cpu());
                T5Model whole = T5Model.load(made, Device.cpu())) {
            assertThat(stored.hash()).isEqualTo(whole.hash());
        }
    }

    @Test void aLocalFolderWithShardsIsImported() throws IOException {
        Path local = Files.createDirectories(folder.resolve("sharded"));
        for (String name : List.of("config.json", "tokenizer.json", "model.safetensors.index.json",
                "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")) {
            Files.copy(made.resolve(name), local.resolve(name));
        }
        assertThat(ModelImport.generator(workspace, local, "local").parameters()).isPositive();
        assertThat(workspace.models().folder("local").resolve("model-00002-of-00002.safetensors")).exists();
        Files.delete(local.resolve("model-00002-of-00002.safetensors"));
        assertThatThrownBy(() -> ModelImport.generator(workspace, local, "other"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("model-00002-of-00002.safetensors");
        assertThat(workspace.models().list()).hasSize(1);
    }

    @Test void anotherModelsTokenizerIsTakenWhereTheModelHasNone() throws IOException {
        has(ID, "config.json", "spiece.model", "model.safetensors");
        has("google-t5/t5-small", "tokenizer.json", "config.json");
        assertThatThrownBy(() -> store("")).isInstanceOf(UserInputException.class).hasMessageContaining("spiece.model");
        assertThat(store("google-t5/t5-small").facts()).containsEntry("tokenizer of", "google-t5/t5-small");
        assertThat(server.seen("hub", "/" + ID + "/resolve/")).noneMatch(one -> one.path().contains("tokenizer"));
    }

    @Test void aTokenizerIsMadeFromSentencePieceWhereTheModelHasNoOther() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of("config.json", "model.safetensors")) files.put(name, Files.readAllBytes(made.resolve(name)));
        files.put("spiece.model", SpieceFile.small().toBytes());
        server.has(ID, files);
        assertThat(store("").facts().get("tokenizer.json")).startsWith("made from spiece.model: 8 pieces");
        try (TextTokenizer tokenizer = TextTokenizer.load(workspace.models().folder("tiny").resolve("tokenizer.json"))) {
            assertThat(tokenizer.encode("ab")).containsExactly(7, 1);
        }
        Path local = Files.createDirectories(folder.resolve("spiece-only"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) Files.write(local.resolve(file.getKey()), file.getValue());
        ModelImport.generator(workspace, local, "local");
        assertThat(workspace.models().folder("local").resolve("tokenizer.json"))
                .hasSameTextualContentAs(workspace.models().folder("tiny").resolve("tokenizer.json"));
        assertThat(local.resolve("tokenizer.json")).as("the folder is another's and stays as it is").doesNotExist();
        Files.write(local.resolve("spiece.model"), new byte[] {0x0a, 0x7f});
        assertThatThrownBy(() -> ModelImport.generator(workspace, local, "damaged"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("spiece.model");
        assertThat(workspace.models().find("damaged")).isEmpty();
    }

    @Test void theModelFromTheFieldThatHasOnlySentencePieceIsTaken() {
        ModelInfo stored = ModelImport.generator(workspace, SharedData.cases("m16-spiece-only/model"), "field");
        assertThat(stored.facts()).containsEntry("tokenizer.json", "made from spiece.model: 32,000 pieces, 100 sentinels");
    }

    @Test void whatCannotBeUsedIsNoticedBeforeTheWeightsAreFetched() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("config.json", "{\"model_type\": \"bart\"}".getBytes(StandardCharsets.UTF_8));
        files.put("tokenizer.json", Files.readAllBytes(made.resolve("tokenizer.json")));
        files.put("model.safetensors", new byte[100_000]);
        server.has(ID, files);
        assertThatThrownBy(() -> store("")).isInstanceOf(UserInputException.class).hasMessageContaining("\"bart\" model, not a T5");
        assertThat(server.seen("large", "")).isEmpty();
        assertThat(workspace.models().list()).isEmpty();
    }

    @Test void aShardThatTheRepositoryLacksIsNoticedBeforeTheOthersAreFetched() throws IOException {
        has(ID, "config.json", "tokenizer.json", "model.safetensors.index.json", "model-00001-of-00002.safetensors");
        assertThatThrownBy(() -> store("")).isInstanceOf(UserInputException.class).hasMessageContaining("model-00002-of-00002.safetensors");
        assertThat(server.seen("large", "")).isEmpty();
    }

    @Test void aCancelledDownloadLeavesItsPartsForTheNextTime() throws IOException {
        has(ID, "config.json", "tokenizer.json", "model.safetensors");
        HubImport.Plan plan = hub().look(HubId.of(ID), "", () -> false);
        boolean[] weights = {false};
        assertThatThrownBy(() -> hub().store(plan, "tiny", (bytes, total, what) -> weights[0] |= what.equals("tokenizer.json"),
                () -> weights[0])).isInstanceOf(CancellationException.class);
        assertThat(downloads()).hasSize(1);
        assertThat(workspace.models().list()).isEmpty();
        assertThat(hub().look(HubId.of(ID), "", () -> false).present()).isPositive();
        store("");
        assertThat(server.seen("hub", "/resolve/" + HubServer.COMMIT + "/config.json")).hasSize(1);
        assertThat(downloads()).isEmpty();
        workspace.models().delete("tiny");
        weights[0] = false;
        assertThatThrownBy(() -> hub().store(plan, "tiny", (bytes, total, what) -> weights[0] |= what.equals("tokenizer.json"),
                () -> weights[0])).isInstanceOf(CancellationException.class);
        hub().discard(plan);
        assertThat(downloads()).isEmpty();
    }

    @Test void aTakenNameIsRefusedBeforeAnythingIsFetched() throws IOException {
        has(ID, "config.json", "tokenizer.json", "model.safetensors");
        store("");
        int before = server.seen().size();
        HubImport.Plan plan = hub().look(HubId.of(ID), "", () -> false);
        assertThatThrownBy(() -> hub().store(plan, "tiny", DownloadListener.none(), () -> false))
                .isInstanceOf(UserInputException.class).hasMessageContaining("already has a model");
        assertThat(server.seen()).hasSize(before + 1);
    }

    @Test void offlineTakesWhatWasDownloadedBefore() throws IOException {
        Path model = folder.resolve("hf/hub/models--someone--tiny-t5");
        Path snapshot = Files.createDirectories(model.resolve("snapshots/abc"));
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), "abc");
        Path blobs = Files.createDirectories(model.resolve("blobs"));
        for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            Files.copy(made.resolve(name), blobs.resolve(name));
            Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs").resolve(name));
        }
        HubSettings settings = HubSettings.of(Map.of("HF_HOME", folder.resolve("hf").toString(), "HF_HUB_OFFLINE", "1"));
        HubImport offline = new HubImport(workspace, settings);
        assertThat(offline.storeOffline(HubId.of(ID), "tiny").facts()).containsEntry("hub commit", "abc");
        assertThat(workspace.models().folder("tiny").resolve("model.safetensors")).isRegularFile()
                .satisfies(file -> assertThat(Files.isSymbolicLink(file)).isFalse());
        assertThatThrownBy(() -> offline.storeOffline(HubId.of("someone/other"), "other"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("was not downloaded to this machine before");
    }
}
