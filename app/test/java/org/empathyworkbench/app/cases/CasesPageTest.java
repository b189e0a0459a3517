package org.empathyworkbench.app.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class CasesPageTest extends WindowTest {
    private List<CaseStudy> stored() { return other.cases().studies(other.cases().list().get(0).id()); }

    @Test
    void anEmptyPageExplainsHowToSaveCases(FxRobot robot) throws TimeoutException, IOException {
        robot.clickOn("#nav-cases");
        waitUntil(() -> robot.lookup("#cases-to-compare").tryQuery()
                .map(node -> node.isVisible() && node.getParent().getParent().getParent().isVisible()).orElse(false));
        Shots.take(opened.scene(), "cases-empty");
        robot.clickOn("#cases-to-inspector");
        assertThat(robot.lookup("#cases-page").tryQuery()).isEmpty();
    }

    @Test
    void casesAreOrderedRatedMarkedPresentedAndExported(FxRobot robot) throws TimeoutException, IOException {
        long collection = other.cases().create("Lesson").id();
        for (String topic : List.of("rain", "snow", "wind")) other.cases().keep(collection, KeptCases.draft(topic));
        robot.clickOn("#nav-cases");
        waitUntil(() -> robot.lookup("#cases-list").tryQuery().map(node -> ((ListView<?>) node).getItems().size() == 3).orElse(false));
        long response = stored().get(0).responses().get(2).id();
        waitUntil(() -> robot.lookup("#response-text-" + response).tryQuery().isPresent());
        Shots.take(opened.scene(), "cases-light");

        // by the keyboard: the first case goes one down
        robot.clickOn("#cases-list").type(KeyCode.HOME).press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        waitUntil(() -> stored().get(1).responses().get(2).id() == response);
        robot.interact(() -> ((ListView<?>) robot.lookup("#cases-list").query()).getSelectionModel().select(1));
        waitUntil(() -> robot.lookup("#response-text-" + response).tryQuery().isPresent());

        reveal(robot, "#rate-" + response + "-empathy");
        robot.clickOn("#rate-" + response + "-empathy-4");
        waitUntil(() -> Integer.valueOf(4).equals(stored().get(1).response(response).orElseThrow().ratings().empathy()));
        robot.interact(() -> robot.lookup("#response-text-" + response).query().requestFocus());
        robot.type(KeyCode.RIGHT).type(KeyCode.RIGHT).type(KeyCode.RIGHT).type(KeyCode.E);            // I am *sorry*. What happened?
        waitUntil(() -> stored().get(1)
                .response(response).orElseThrow().marks().equals(List.of(new Mark(5, 10, Mechanism.EMOTIONAL_REACTION))));
        robot.type(KeyCode.LEFT).press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT).type(KeyCode.X);
        waitUntil(() -> stored().get(1).response(response).orElseThrow().marks().contains(new Mark(12, 26, Mechanism.EXPLORATION)));
        Shots.take(opened.scene(), "cases-marked-responses");
        reveal(robot, "#case-title");
        robot.clickOn("#case-title").write("A title").type(KeyCode.ENTER);
        waitUntil(() -> stored().get(1).title().equals("A title"));
        Shots.take(opened.scene(), "cases-marked");

        robot.clickOn("#cases-present");
        waitUntil(() -> robot.lookup("#presentation").tryQuery().isPresent());
        assertThat(robot.lookup("#cases-page").tryQuery()).as("the whole window").isEmpty();
        assertThat(text(robot, "#presented-place")).isEqualTo("2 / 3");
        assertThat(robot.lookup("#presented-0").query().isVisible()).isFalse();
        robot.type(KeyCode.RIGHT).type(KeyCode.SPACE);
        waitUntil(() -> robot.lookup("#presented-1").query().isVisible() && !robot.lookup("#presented-2").query().isVisible());
        assertThat(robot.lookup("#presented-1").lookup(".presented-name").queryLabeled().getText()).isEqualTo("Response B");
        robot.type(KeyCode.A).type(KeyCode.L).type(KeyCode.M);
        Shots.take(opened.scene(), "presentation-blind");
        robot.type(KeyCode.N);
        waitUntil(() -> robot.lookup("#presented-1").lookup(".presented-name").queryLabeled().getText().equals("before"));
        Shots.onWindow(() -> {
            opened.workbench().theme().darkProperty().set(true);
            return true;
        });
        Shots.take(opened.scene(), "presentation-dark");
        robot.type(KeyCode.DOWN);
        waitUntil(() -> text(robot, "#presented-place").equals("3 / 3"));
        robot.type(KeyCode.ESCAPE);
        waitUntil(() -> robot.lookup("#presentation").tryQuery().isEmpty() && robot.lookup("#cases-page").tryQuery().isPresent());
        Shots.take(opened.scene(), "cases-dark");

        Path picture = folder.resolve("out/lesson.png");
        robot.clickOn("#cases-export").clickOn("#export-format-png");
        robot.interact(() -> ((TextField) robot.lookup("#export-path").query()).setText(picture.toString()));
        Shots.take(opened.scene(), "cases-export");
        robot.clickOn("#export-go");
        waitUntil(() -> Files.exists(folder.resolve("out/lesson-03.png")) && robot.lookup("#cases-problem").query().isVisible());
        assertThat(ImageIO.read(folder.resolve("out/lesson-02.png").toFile()).getWidth()).isEqualTo(2560);
        Path page = folder.resolve("out/lesson.html");
        robot.clickOn("#cases-export").clickOn("#export-format-html");
        robot.interact(() -> ((TextField) robot.lookup("#export-path").query()).setText(page.toString()));
        robot.clickOn("#export-go");
        waitUntil(() -> Files.exists(page));
        assertThat(Files.readString(page)).contains("<mark class=\"er\">sorry<sup>Emotional reaction</sup></mark>", "<h2>2. A title");
    }

    @Test
    void longTurnsStandUnderOneAnotherInAPresentation(FxRobot robot) throws TimeoutException, IOException {
        String said = "I keep hearing him at the door, and then I remember that nobody is there, and I sit down on the stairs. ";
        other.cases().keep(other.cases().create("Lesson").id(),
                CaseDraft.of(List.of(said, "Oh no, how long was he with you, and what was he like?", said.repeat(2), "I see.", said)));
        robot.clickOn("#nav-cases");
        waitUntil(() -> robot.lookup("#cases-list").tryQuery().map(node -> ((ListView<?>) node).getItems().size() == 1).orElse(false));
        robot.clickOn("#cases-present");
        waitUntil(() -> bounds(robot, ".presented-bubble").size() == 5 && bounds(robot, ".presented-bubble").get(0).getHeight() > 40);
        Shots.take(opened.scene(), "presentation-long");
        List<Bounds> names = bounds(robot, ".presented-who");
        List<Bounds> bubbles = bounds(robot, ".presented-bubble");
        List<Bounds> words = bounds(robot, ".presented-bubble .marked-text");
        for (int turn = 0; turn < 5; turn++) {
            assertThat(names.get(turn).getMaxY()).as("who spoke stands over the words")
                    .isLessThanOrEqualTo(bubbles.get(turn).getMinY() + 1);
            assertThat(words.get(turn).getMaxY()).as("the words lie in their bubble").isLessThanOrEqualTo(bubbles.get(turn).getMaxY());
            if (turn > 0) assertThat(names.get(turn).getMinY()).as("and under those before").isGreaterThan(bubbles.get(turn - 1).getMaxY());
        }
    }

    @Test
    void whatWasTypedLastIsStoredWhenTheWindowIsClosed(FxRobot robot) throws TimeoutException {
        long collection = other.cases().create("Lesson").id();
        other.cases().keep(collection, KeptCases.draft("rain"));
        robot.clickOn("#nav-cases");
        waitUntil(() -> robot.lookup("#case-note").tryQuery().isPresent() && robot.lookup("#case-responses").tryQuery().isPresent());
        long response = stored().get(0).responses().get(2).id();
        waitUntil(() -> robot.lookup("#response-note-" + response).tryQuery().isPresent());
        robot.clickOn("#case-title").write("Last words");
        robot.clickOn("#case-note").write("For the class");
        reveal(robot, "#response-note-" + response);
        robot.clickOn("#response-note-" + response).write("Asks, but does not feel");
        opened.close();
        assertThat(stored().get(0).title()).isEqualTo("Last words");
        assertThat(stored().get(0).note()).isEqualTo("For the class");
        assertThat(stored().get(0).response(response).orElseThrow().note()).isEqualTo("Asks, but does not feel");
    }

    /** Scrolls the page until a node is to be seen, as the user does. */
    private static void reveal(FxRobot robot, String id) {
        robot.interact(() -> {
            Node node = robot.lookup(id).query();
            Node at = node;
            while (!(at instanceof ScrollPane)) at = at.getParent();
            ScrollPane scroll = (ScrollPane) at;
            double height = scroll.getContent().getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
            double y = scroll.getContent().sceneToLocal(node.localToScene(node.getBoundsInLocal())).getMinY();
            scroll.setVvalue(Math.max(0, Math.min(1, (y - 120) / height)));
        });
    }

    /** On the scene, the uppermost first. */
    private static List<Bounds> bounds(FxRobot robot, String style) {
        return Shots.onWindow(() -> robot.lookup(style).queryAll().stream().map(node -> node.localToScene(node.getLayoutBounds()))
                .sorted(Comparator.comparingDouble(Bounds::getMinY)).toList());
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> ((Label) node).getText()).orElse("");
    }
}
