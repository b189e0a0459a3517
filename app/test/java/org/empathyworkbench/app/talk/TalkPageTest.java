package org.empathyworkbench.app.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.FakeEndpoint;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.workspace.ConversationInfo;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class TalkPageTest extends WindowTest {
    private FakeEndpoint server;

    @Override
    protected void before() throws IOException { server = new FakeEndpoint(); }

    @Override
    protected void after() { server.close(); }

    @Test
    void withoutModelsThePageLeadsToThem(FxRobot robot) throws TimeoutException, IOException {
        robot.clickOn("#nav-talk");
        waitUntil(() -> robot.lookup("#endpoint-to-talk").tryQuery().map(node -> node.isVisible()).orElse(false));
        Shots.take(opened.scene(), "talk-empty");
        robot.clickOn("#endpoint-to-talk");
        waitUntil(() -> robot.lookup("#add-endpoint").tryQuery().isPresent());
    }

    @Test
    void reasoningIsShownOnDemandAndAMissingResponseIsReported(FxRobot robot) throws TimeoutException, IOException {
        server.refuses("seed");
        server.saysNext("<think>The cat is ill, so the person is afraid. I will name "
                + "the fear.</think>\n**Listener:** \"You must be so afraid for her.\"");
        server.saysNext("<think>Now what would");
        new Endpoints(folder.resolve("preferences"), Map.of()).put(Endpoint.of("llama", server.address(), "tiny-llama"));
        robot.clickOn("#nav-talk");
        waitUntil(() -> !robot.lookup("#talk-first").queryAs(ComboBox.class).getItems().isEmpty());
        choose(robot, "#talk-first", new Partner(Participant.Kind.ENDPOINT, "llama"));
        robot.clickOn("#talk-words").write("My cat is ill.");
        robot.type(KeyCode.ENTER);
        waitUntil(() -> text(robot, "#answer-1-0").equals("You must be so afraid for her."));
        assertThat(text(robot, "#taken-off-1-0")).isEqualTo("Stripped from the response: name **Listener:**, quotes \"\u2026\"");
        assertThat(text(robot, "#adapted-1-0")).contains("seed is not sent: the server rejects it");
        assertThat(robot.lookup("#reasoning-1-0").query().isVisible()).isFalse();
        Shots.onWindow(() -> {
            robot.lookup("#show-reasoning-1-0").queryButton().fire();
            return true;
        });
        waitUntil(() -> robot.lookup("#reasoning-1-0").query().isVisible());
        assertThat(robot.lookup("#reasoning-1-0").queryTextInputControl().getText()).startsWith("The cat is ill");
        Shots.take(opened.scene(), "talk-reasoning");
        robot.clickOn("#talk-words").write("She will not eat.");
        robot.type(KeyCode.ENTER);
        waitUntil(() -> robot.lookup(".error-banner").queryAll().stream().anyMatch(Node::isVisible));
        Shots.take(opened.scene(), "talk-no-answer");
        assertThat(server.asked()).as("one that was refused, two that were taken").hasSize(3);
    }

    @Test
    void aConversationWithTwoModelsByKeyboardIsBranchedAndRestored(FxRobot robot) throws TimeoutException, IOException {
        TinyModels.identifiers(other, "readers", 5);
        TinyModels.generator(other, "small", 9);
        new Endpoints(folder.resolve("preferences"), Map.of()).put(Endpoint.of("llama", server.address(), "tiny-llama"));
        robot.clickOn("#nav-talk");
        waitUntil(() -> robot.lookup("#talk-second").queryAs(ComboBox.class).getItems().size() == 3);
        robot.clickOn("#talk-words").write("My cat is ill and I am afraid.");
        Shots.take(opened.scene(), "talk-before");
        robot.type(KeyCode.ENTER);
        waitUntil(() -> robot.lookup("#answer-1-0").tryQuery().isPresent()
                && robot.lookup(".talk-answer .level-chip").queryAll().size() == 3);
        choose(robot, "#talk-second", new Partner(Participant.Kind.ENDPOINT, "llama"));
        waitUntil(() -> robot.lookup("#ask-1-1").tryQuery().isPresent());
        robot.clickOn("#ask-1-1");
        waitUntil(() -> text(robot, "#answer-1-1").equals("I hear you, sorry: My cat is ill and I am afraid."));
        robot.clickOn("#talk-words").write("Thank you");
        robot.press(KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.SHIFT);
        robot.write("for asking.").type(KeyCode.ENTER);
        waitUntil(() -> text(robot, "#said-2").equals("Thank you\nfor asking.")
                && robot.lookup("#answer-2-0").tryQuery().isPresent() && robot.lookup("#answer-2-1").tryQuery().isPresent());
        waitUntil(() -> robot.lookup(".talk-answer .level-chip").queryAll().size() == 12);
        robot.push(KeyCode.CONTROL, KeyCode.R);
        waitUntil(() -> text(robot, "#answer-number-2-0").equals("2 of 2") && text(robot, "#answer-number-2-1").equals("2 of 2"));
        Shots.take(opened.scene(), "talk-light");
        robot.push(KeyCode.ALT, KeyCode.LEFT);
        waitUntil(() -> text(robot, "#answer-number-2-0").equals("1 of 2"));
        robot.push(KeyCode.CONTROL, KeyCode.E);
        waitUntil(() -> robot.lookup("#asked-words").tryQuery().isPresent());
        robot.write("You are kind.").type(KeyCode.ENTER);
        waitUntil(() -> text(robot, "#branch-number-3").equals("branch 2 of 2") && text(robot, "#answer-3-1").endsWith("You are kind."));
        // the step is drawn anew while its levels are read: a node that was looked up may be gone at the click
        Shots.onWindow(() -> {
            robot.lookup("#said-before-3").queryButton().fire();
            return true;
        });
        waitUntil(() -> text(robot, "#branch-number-2").equals("branch 1 of 2"));
        robot.push(KeyCode.CONTROL, KeyCode.N);
        waitUntil(() -> robot.lookup("#said-1").tryQuery().isEmpty());
        robot.write("Something else.").type(KeyCode.ENTER);
        waitUntil(() -> robot.lookup("#answer-1-0").tryQuery().isPresent() && robot.lookup("#answer-1-1").tryQuery().isPresent());
        waitUntil(() -> other.conversations().list().size() == 2);
        waitUntil(() -> ((ListView<?>) robot.lookup("#conversations").query()).getSelectionModel().getSelectedItem()
                instanceof ConversationInfo chosen && chosen.title().equals("Something else."));
        robot.clickOn("My cat is ill and I am afraid.");
        waitUntil(() -> text(robot, "#said-2").startsWith("Thank you"));
        robot.clickOn("#talk-export").clickOn("#export-responses");
        waitUntil(() -> other.responseSets().list().size() == 2);
        Shots.onWindow(() -> {
            opened.workbench().theme().darkProperty().set(true);
            return true;
        });
        robot.clickOn("#talk-size");
        Shots.take(opened.scene(), "talk-dark");
        robot.clickOn("#talk-drawing");
        waitUntil(() -> robot.lookup("#talk-seed-1").tryQuery().isPresent());
        Shots.take(opened.scene(), "talk-drawing");
        robot.type(KeyCode.ESCAPE);
    }

    @Test
    void aSlowModelIsCancelledAndTheWindowStaysAlive(FxRobot robot) throws TimeoutException {
        new Endpoints(folder.resolve("preferences"), Map.of()).put(Endpoint.of("llama", server.address(), "tiny-llama"));
        server.fallSilent();
        robot.clickOn("#nav-talk");
        waitUntil(() -> robot.lookup("#talk-first").queryAs(ComboBox.class).getValue() instanceof Optional<?> value && value.isPresent());
        robot.clickOn("#talk-words").write("Hello?").type(KeyCode.ENTER);
        waitUntil(() -> robot.lookup("#talk-cancel").query().isVisible() && !server.asked().isEmpty());
        robot.write("still typing");
        assertThat(Shots.onWindow(() -> robot.lookup("#talk-words").queryTextInputControl().getText())).isEqualTo("still typing");
        robot.type(KeyCode.ESCAPE);
        waitUntil(() -> !robot.lookup("#talk-cancel").query().isVisible() && robot.lookup("#ask-1-0").tryQuery().isPresent());
        server.speakAgain();
        robot.clickOn("#ask-1-0");
        waitUntil(() -> text(robot, "#answer-1-0").endsWith("Hello?"));
    }

    @Test
    void theTranscriptScrollsAlongOnlyWhenAtTheEnd(FxRobot robot) throws TimeoutException {
        TinyModels.identifiers(other, "readers", 5);
        TinyModels.identifiers(other, "others", 6);
        TinyModels.generator(other, "small", 9);
        robot.clickOn("#nav-talk");
        waitUntil(() -> robot.lookup("#talk-first").queryAs(ComboBox.class).getValue() instanceof Optional<?> value && value.isPresent());
        Node first = null;
        for (int turn = 1; turn <= 7; turn++) {
            int said = turn;
            robot.clickOn("#talk-words").write("Turn " + turn).type(KeyCode.ENTER);
            waitUntil(() -> robot.lookup("#answer-" + said + "-0").tryQuery().isPresent()
                    && robot.lookup(".talk-answer .level-chip").queryAll().size() == 3 * said);
            if (turn == 2) first = robot.lookup("#answer-1-0").query();
        }
        assertThat(robot.lookup("#answer-1-0").<Node>query()).as("what did not change is not drawn anew").isSameAs(first);
        waitUntil(() -> robot.lookup("#transcript").queryAs(ScrollPane.class).getVvalue() == 1);
        Bounds seen = Shots.onWindow(() ->
                robot.lookup("#transcript").query().localToScene(robot.lookup("#transcript").query().getBoundsInLocal()));
        Bounds tools = Shots.onWindow(() ->
                robot.lookup("#again-7-0").query().localToScene(robot.lookup("#again-7-0").query().getBoundsInLocal()));
        assertThat(tools.getMaxY()).isLessThanOrEqualTo(seen.getMaxY());
        Shots.onWindow(() -> {
            robot.lookup("#transcript").queryAs(ScrollPane.class).setVvalue(0);
            @SuppressWarnings("unchecked") ComboBox<Optional<String>> readers = robot.lookup("#talk-identifiers").queryAs(ComboBox.class);
            readers.setValue(Optional.of(readers.getValue().orElseThrow().equals("readers") ? "others" : "readers"));
            return true;
        });
        long id = other.conversations().list().get(0).id();
        waitUntil(() -> other.conversations().load(id).conversation().steps().get(7)
                .answer(0).identifiers().equals(other.conversations().load(id).conversation().identifiers()));
        assertThat(Shots.onWindow(() -> robot.lookup("#transcript").queryAs(ScrollPane.class).getVvalue())).isLessThan(0.2);
    }

    private static void choose(FxRobot robot, String box, Partner partner) {
        Shots.onWindow(() -> {
            @SuppressWarnings("unchecked") ComboBox<Optional<Partner>> choice = robot.lookup(box).queryAs(ComboBox.class);
            choice.setValue(Optional.of(partner));
            return true;
        });
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> ((Labeled) node).getText()).orElse("");
    }
}
