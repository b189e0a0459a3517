package org.empathyworkbench.modelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.Safetensors;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of models that other people made, taken into a workspace: what does not fit together leaves nothing behind. */
class ModelImportTest {
    @TempDir Path temp;
    private Path folder;
    private Workspace workspace;

    @BeforeEach void make() throws IOException {
        Torch.start(1);
        folder = Files.createDirectory(temp.resolve("model"));
        TokenizerTrainer.train(List.of("I am sad today.", "Why are you sad today, my friend?"),
                200, folder.resolve("tokenizer.json"), (done, what) -> { });
        try (T5Model model = T5Model.random(T5Config.small(256, 16, 24, 1, 2, 0), 1, Device.cpu())) { model.save(folder); }
        workspace = Workspace.open(temp.resolve("workspace"));
    }

    @AfterEach void close() { workspace.close(); }

    @Test void tensorsThatAreNotUsedAreCountedInTheModelsFacts() throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (NDManager manager = Torch.newManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            try (Safetensors whole = Safetensors.open(file)) {
                whole.entries().keySet().forEach(name -> tensors.put(name, whole.read(manager, name)));
            }
            for (String name : List.of("v_head.summary.bias", "v_head.summary.weight", "w.a", "w.b"))
                tensors.put(name, manager.create(new float[4]));
            Safetensors.write(file, tensors, Map.of());
        }
        ModelInfo model = ModelImport.generator(workspace, folder, "with a value head");
        assertThat(model.facts()).containsEntry(ModelImport.UNUSED, "4: v_head.summary.bias, v_head.summary.weight, w.a, ...");
        assertThat(ModelImport.generator(workspace, folder("other"), "plain").facts()).doesNotContainKey(ModelImport.UNUSED);
    }

    private Path folder(String name) throws IOException {
        Path other = Files.createDirectory(temp.resolve(name));
        Files.copy(folder.resolve("tokenizer.json"), other.resolve("tokenizer.json"));
        try (T5Model model = T5Model.random(T5Config.small(256, 16, 24, 1, 2, 0), 1, Device.cpu())) { model.save(other); }
        return other;
    }

    @Test void aModelThatEndsWithAnotherTokenThanTheTokenizerIsRefused() throws IOException {
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"eos_token_id\": 1", "\"eos_token_id\": 5"));
        refused(folder, "says pad_token_id 0 and eos_token_id 5, but in tokenizer.json they are 0 and 1");
    }

    @Test void aTokenizerThatIsTooLargeForTheModelIsRefused() throws IOException {
        try (T5Model model = T5Model.random(T5Config.small(60, 16, 24, 1, 2, 0), 1, Device.cpu())) { model.save(folder); }
        refused(folder, "pieces but the model expects at most 60");
    }

    @Test void whatIsCopiedUnreadIsARegularFileToo() throws IOException {
        Files.createSymbolicLink(folder.resolve("generation_config.json"), Path.of("/dev/zero"));
        refused(folder, "generation_config.json cannot be copied: it is a pipe or device, not a file");
    }

    @Test void aFileInsteadOfAFolderIsToldAsWhatItIs() throws IOException {
        refused(Files.write(temp.resolve("best.pth"), new byte[9]),
                "is a file, not a model's folder", "a program that runs when it is opened");
        refused(Files.write(temp.resolve("t5.gguf"), new byte[9]), "is a file, not a model's folder", "That format is not supported");
        refused(temp.resolve("none"), "There is no folder");
    }

    @Test void anAdaptersFolderIsToldAsOne() throws IOException {
        Path adapter = Files.createDirectory(temp.resolve("adapter"));
        Files.writeString(adapter.resolve("adapter_config.json"), "{}");
        Files.write(adapter.resolve("adapter_model.safetensors"), new byte[9]);
        refused(adapter, "an adapter, such as LoRA's", "merge_and_unload()");
    }

    @Test void aLinkThatLeadsNowhereIsSaid() throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        Files.createSymbolicLink(folder.resolve("model.safetensors"), temp.resolve("blobs/123"));
        refused(folder, "model.safetensors is a link, and its target is not there");
    }

    @Test void foldersOfLinksAreFollowedAsTheHubsOwnToolLeavesThem() throws IOException {
        Path linked = Files.createDirectory(temp.resolve("snapshot"));
        for (String file : List.of("config.json", "tokenizer.json", "model.safetensors"))
            Files.createSymbolicLink(linked.resolve(file), folder.resolve(file));
        assertThat(ModelImport.generator(workspace, linked, "linked").parameters()).isPositive();
        assertThat(Files.isSymbolicLink(workspace.models().folder("linked").resolve("model.safetensors"))).isFalse();
    }

    private void refused(Path from, String... why) throws IOException {
        assertThatThrownBy(() -> ModelImport.any(workspace, from, "m")).isInstanceOf(UserInputException.class)
                .hasMessageContainingAll(why).hasMessageContaining("Nothing was ");
        assertThat(workspace.models().find("m")).isEmpty();
        Path models = workspace.folder().resolve("models");
        if (!Files.exists(models)) return;
        try (Stream<Path> left = Files.list(models)) {
            assertThat(left).isEmpty();
        }
    }
}
