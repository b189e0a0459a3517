package org.empathyworkbench.app.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class ModelsPageTest extends WindowTest {
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
        assertThat(robot.from(robot.lookup("#model-problem").queryAll()).lookup(".banner-title").queryLabeled().getText())
                .contains("no-model", "config.json");
        Shots.take(opened.scene(), "models-import");
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            assertThat(workspace.models().list()).isEmpty();
        }
    }

    @Test
    void aTokenizerOfAnotherModelIsRefusedAndTheDialogNeedsNoMouse(FxRobot robot) throws TimeoutException, IOException {
        Path misfit;
        try (Workspace other = Workspace.open(folder.resolve("other"))) {
            TinyModels.generator(other, "misfit", 1);
            misfit = other.models().folder("misfit");
        }
        Path tokenizer = misfit.resolve("tokenizer.json");
        Files.writeString(tokenizer,
                Files.readString(tokenizer).replaceFirst("(\\[\\s*\"<unk>\",\\s*[-\\d.]+\\s*\\],)", "$1[\"zzzz\",-30.0],"));
        robot.clickOn("#nav-models");
        waitUntil(() -> robot.lookup("#import-model-first").tryQuery().isPresent());
        robot.clickOn("#import-model-first");
        assertThat(robot.lookup("#model-folder").query().isFocused()).as("the first field waits for the path").isTrue();
        robot.write(misfit.toString()).push(KeyCode.ENTER);
        waitUntil(() -> robot.lookup("#model-problem").query().isVisible());
        assertThat(robot.from(robot.lookup("#model-problem").queryAll()).lookup(".banner-title").queryLabeled().getText())
                .contains("tokenizer.json", "pieces", "the model expects");
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            assertThat(workspace.models().list()).isEmpty();
        }
        for (int i = 0; i < 12; i++) {
            robot.push(KeyCode.TAB);
            assertThat(focused()).as("the keyboard stays in the dialog, Tab %d", i).matches(node -> within(node, "overlay"));
        }
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#model-folder").tryQuery()).isEmpty();
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
    }

    private Node focused() { return Shots.onWindow(() -> opened.scene().getFocusOwner()); }

    private static boolean within(Node node, String styleClass) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains(styleClass) || at.getStyleClass().contains("rail")) return true;
        }
        return false;
    }

    @Test
    void modelsAreListedWithDetailsOfTheirFolder(FxRobot robot) throws TimeoutException, IOException {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.models().add(ModelInfo.of("tiny", ModelKind.GENERATOR, "trained on demo", 1_440_000)
                    .withFacts(Map.of("vocabulary", "4096", "validation perplexity", "21.4")));
            Files.createDirectories(workspace.models().folder("tiny"));
            T5Config.small(4096, 128, 512, 2, 4, 0.1).write(workspace.models().folder("tiny").resolve("config.json"));
            workspace.models().add(ModelInfo.of("broken", ModelKind.GENERATOR, "", 5));
        }
        robot.clickOn("#nav-models");
        waitUntil(() -> robot.lookup("#model-facts").tryQuery().isPresent() && robot.lookup("tiny").tryQuery().isPresent());
        robot.clickOn("tiny");
        waitUntil(() -> robot.lookup("#model-title").queryLabeled().getText().equals("tiny")
                && robot.lookup("4,096 pieces").tryQuery().isPresent());
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
