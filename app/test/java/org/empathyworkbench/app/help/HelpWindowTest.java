package org.empathyworkbench.app.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.WindowTest;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class HelpWindowTest extends WindowTest {
    @Test
    void f1OpensThePagesAndSearchLeadsToASection(FxRobot robot) throws TimeoutException, IOException {
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
        robot.push(KeyCode.F1);
        waitUntil(() -> robot.lookup("#help-page-METHOD").tryQuery().isPresent());
        robot.clickOn("#help-page-METHOD");
        waitUntil(() -> shows(robot, "METHOD: the specification of the numbers"));
        Shots.take(opened.scene(), "help-light");
        robot.interact(() -> opened.workbench().navigation().help("METHOD.md#section-6"));
        waitUntil(() -> robot.lookup("#help-content").queryAs(ScrollPane.class).getVvalue() > 0.3);
        robot.interact(() -> opened.workbench().theme().darkProperty().set(true));
        Shots.take(opened.scene(), "help-dark");
        robot.clickOn("#help-search").write("torchscript java");
        waitUntil(() -> robot.lookup(".help-hit").tryQuery().isPresent());
        Shots.take(opened.scene(), "help-search");
        robot.clickOn(robot.lookup(".help-hit").queryAll().iterator().next());
        waitUntil(() -> robot.lookup("#help-hits").tryQuery().isEmpty());
        assertThat(robot.lookup(".markdown-heading-1").tryQuery()).isPresent();
        robot.push(KeyCode.ESCAPE);
        waitUntil(() -> robot.lookup("#help").tryQuery().isEmpty());
        robot.clickOn("#help-button");
        waitUntil(() -> robot.lookup("#help").tryQuery().isPresent());
        robot.interact(() -> opened.workbench().navigation().help("ARCHITECTURE.md"));
        waitUntil(() -> shows(robot, "ARCHITECTURE: where things are and how they work together"));
        Shots.take(opened.scene(), "help-architecture");
    }

    private static boolean shows(FxRobot robot, String title) {
        return robot.lookup(".markdown-heading-1 .markdown-text").queryAllAs(Text.class).stream()
                .anyMatch(text -> text.getText().equals(title));
    }
}
