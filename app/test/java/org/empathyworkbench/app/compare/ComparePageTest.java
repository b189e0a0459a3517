package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.empathyworkbench.app.OpenedWorkbench;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ComparePageTest {
    @TempDir Path folder;
    private OpenedWorkbench opened;
    private Workspace other;

    @Start
    void start(Stage stage) {
        other = Workspace.open(folder.resolve("workspace"));
        opened = new OpenedWorkbench(stage, folder);
    }

    @AfterEach
    void close() {
        opened.close();
        other.close();
    }

    @Test
    void anEmptyWorkspaceLeadsToAFirstModel(FxRobot robot) throws TimeoutException, IOException {
        robot.clickOn("#nav-compare");
        waitUntil(() -> robot.lookup("#train-to-compare").tryQuery().map(node -> node.isVisible()).orElse(false));
        Shots.take(opened.scene(), "compare-empty");
        robot.clickOn("#train-to-compare");
        waitUntil(() -> robot.lookup("#new-run-form").tryQuery().isPresent());
    }

    @Test
    void twoModelsAndAPublishedSystemAnswerSideBySide(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        Example first = TinyModels.corpus().dialogues().get(0).examples().get(0);
        other.responseSets().add("MoEL", "MoEL", "a file", List.of(new GivenResponse("", List.of(first.context().get(0).toLowerCase()), first.response(),
                "i am so sorry to hear that . i hope that everything works out for you in the end , and that somebody is there for you .")));
        TinyModels.identifiers(other, "readers", 5);
        TinyModels.generator(other, "before-alignment", 9);
        TinyModels.generator(other, "after-alignment", 10);
        robot.clickOn("#nav-compare");
        waitUntil(() -> robot.lookup("#compare-systems").tryQuery().map(node -> ((MenuButton) node).getItems().size() == 3).orElse(false));
        Shots.take(opened.scene(), "compare-before");
        robot.clickOn("#compare-systems").clickOn("MoEL  (published)").type(KeyCode.ESCAPE);
        waitUntil(() -> !robot.lookup("#generate").query().isDisabled());
        robot.clickOn("#generate");
        waitUntil(() -> robot.lookup(".column-card").queryAll().size() == 4 && robot.lookup("#generate").query().isDisabled() == false);
        assertThat(robot.lookup("#response-MoEL").queryAs(Label.class).getText()).startsWith("i am so sorry");
        assertThat(robot.lookup(".column-card").lookup(".level-chip").queryAll()).hasSize(12);
        assertThat(robot.lookup("as the reference").queryAll().size() + robot.lookup(".differs-text").queryAll().size()).isGreaterThanOrEqualTo(9);
        Shots.take(opened.scene(), "compare-light");
        robot.clickOn("#copy-comparison");
        assertThat(Shots.onWindow(() -> Clipboard.getSystemClipboard().getString())).contains("| MoEL | i am so sorry").contains("| Reference | ");
        String before = text(robot, "#response-Reference");
        robot.clickOn(".page-title").type(KeyCode.RIGHT);
        waitUntil(() -> !text(robot, "#response-Reference").equals(before) && !text(robot, "#response-MoEL").isEmpty());
        robot.type(KeyCode.LEFT);
        waitUntil(() -> text(robot, "#response-Reference").equals(before) && text(robot, "#response-MoEL").startsWith("i am so sorry"));
        Shots.onWindow(() -> {
            opened.workbench().theme().darkProperty().set(true);
            return true;
        });
        Shots.take(opened.scene(), "compare-dark");
        robot.clickOn("#type-context");
        robot.doubleClickOn("#typed-context").eraseText(400).write("My cat is ill.");
        robot.clickOn("#typed-reference").eraseText(400);
        robot.clickOn("#typed-done");
        waitUntil(() -> robot.lookup(".column-card").queryAll().size() == 3 && text(robot, "#response-MoEL").startsWith("This set holds no response"));
    }

    private static String text(FxRobot robot, String id) { return robot.lookup(id).tryQuery().map(node -> ((Label) node).getText()).orElse(""); }
}
