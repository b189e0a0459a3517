package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    private Workspace workspace;
    private Models models;

    @BeforeEach void open(@TempDir Path folder) {
        workspace = Workspace.open(folder);
        models = workspace.models();
    }

    @AfterEach void close() { workspace.close(); }

    @Test void aModelComesBackWithWhatIsKnownOfIt() {
        ModelInfo model = ModelInfo.of("tiny", ModelKind.GENERATOR, "trained", 1_234_567_890_123L)
                .madeBy("run-1").withFacts(Map.of("d_model", "64", "é", "\"x\""));
        models.add(model);
        assertThat(models.find("tiny")).contains(model);
        assertThat(models.list()).containsExactly(model);
        assertThat(models.get("TINY", ModelKind.GENERATOR)).isEqualTo(model);
        assertThatThrownBy(() -> models.get("tiny", ModelKind.IDENTIFIERS)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("is a generator, not a set of identifiers");
        assertThatThrownBy(() -> models.get("other", ModelKind.GENERATOR))
                .isInstanceOf(UserInputException.class).hasMessageContaining("It has: tiny.");
        assertThatThrownBy(() -> models.add(model)).isInstanceOf(UserInputException.class).hasMessageContaining("already has a model");
        models.put(model.withFacts(Map.of()));
        assertThat(models.list()).containsExactly(model.withFacts(Map.of()));
    }

    @Test void aModelsFolderStaysInsideTheWorkspace() {
        assertThat(models.folder("tiny")).isEqualTo(workspace.folder().resolve("models/tiny"));
        for (String name : List.of("../runs", "a/b", "..", "."))
            assertThatThrownBy(() -> models.folder(name)).as(name).isInstanceOf(UserInputException.class);
    }

    @Test void aDeletedModelTakesItsFolderWithIt() throws IOException {
        models.add(ModelInfo.of("ids", ModelKind.IDENTIFIERS, "trained", 1));
        Files.createDirectories(models.folder("ids").resolve("exploration"));
        Files.writeString(models.folder("ids").resolve("exploration/config.json"), "{}");
        models.delete("ids");
        assertThat(models.find("ids")).isEmpty();
        assertThat(models.folder("ids")).doesNotExist();
        assertThatThrownBy(() -> models.delete("ids")).isInstanceOf(UserInputException.class);
        assertThat(models.freeName("ids")).isEqualTo("ids");
    }

    @Test void identifiersOfOneMechanismAreNotTakenForAWholeSet() {
        ModelInfo whole = ModelInfo.of("judges", ModelKind.IDENTIFIERS, "a test", 1);
        assertThat(whole.readsEveryMechanism()).isTrue();
        assertThat(whole.withFacts(Map.of(ModelInfo.MECHANISMS, "exploration")).readsEveryMechanism()).isFalse();
        assertThat(ModelInfo.of("answers", ModelKind.GENERATOR, "a test", 1).readsEveryMechanism()).isFalse();
    }
}
