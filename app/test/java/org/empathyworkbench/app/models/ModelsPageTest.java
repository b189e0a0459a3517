package org.empathyworkbench.app.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.empathyworkbench.app.OpenedWorkbench;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ModelsPageTest {
    @TempDir Path folder;
    private OpenedWorkbench opened;

    @Start
    void start(Stage stage) { opened = new OpenedWorkbench(stage, folder); }

    @AfterEach
    void close() { opened.close(); }

    @Test
    void aFolderThatIsNoModelIsExplainedAndNothingIsStored(FxRobot robot) throws TimeoutException, IOException {
        Path none = Files.createDirectories(folder.resolve("no-model"));
        robot.clickOn("#nav-models");
        waitUntil(() -> robot.lookup("#import-model-first").tryQuery().isPresent());
        Shots.take(opened.scene(), "models-empty");
        robot.clickOn("#import-model-first");
        robot.clickOn("#model-folder").write(none.toString());
        robot.clickOn("#model-store");
        waitUntil(() -> robot.lookup("#model-problem").query().isVisible());
        assertThat(robot.from(robot.lookup("#model-problem").queryAll()).lookup(".banner-title").queryLabeled().getText()).contains("no-model", "config.json");
        Shots.take(opened.scene(), "models-import");
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            assertThat(workspace.models().list()).isEmpty();
        }
    }

    @Test
    void modelsAreListedWithWhatTheirFolderSays(FxRobot robot) throws TimeoutException, IOException {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.models().add(ModelInfo.of("tiny", ModelKind.GENERATOR, "trained on demo", 1_440_000).withFacts(Map.of("vocabulary", "4096", "validation perplexity", "21.4")));
            Files.createDirectories(workspace.models().folder("tiny"));
            T5Config.small(4096, 128, 512, 2, 4, 0.1).write(workspace.models().folder("tiny").resolve("config.json"));
            workspace.models().add(ModelInfo.of("broken", ModelKind.GENERATOR, "", 5));
        }
        robot.clickOn("#nav-models");
        waitUntil(() -> robot.lookup("#model-facts").tryQuery().isPresent() && robot.lookup("tiny").tryQuery().isPresent());
        robot.clickOn("tiny");
        waitUntil(() -> robot.lookup("#model-title").queryLabeled().getText().equals("tiny") && robot.lookup("4,096 pieces").tryQuery().isPresent());
        assertThat(robot.lookup("d_model 128, d_ff 512").tryQuery()).isPresent();
        assertThat(robot.lookup("21.4").tryQuery()).isPresent();
        assertThat(robot.lookup("1.44 M").tryQuery()).isPresent();
        Shots.take(opened.scene(), "models");
        robot.clickOn("#open-model-folder");
        assertThat(opened.openedFolders()).containsExactly(folder.resolve("workspace/models/tiny"));
        robot.clickOn("broken");
        waitUntil(() -> robot.lookup(".banner-warning").tryQuery().isPresent());
        robot.clickOn("#delete-model").clickOn("#confirm-yes");
        waitUntil(() -> robot.lookup("#status-counts").queryLabeled().getText().contains("1 model "));
    }
}
