package org.empathyworkbench.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.FakeEndpoint;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class EndpointsPageTest extends WindowTest {
    private static final String KEY = "sk-MARKED-4d1e";

    private FakeEndpoint server;

    @Override
    protected void before() throws IOException {
        server = new FakeEndpoint();
        server.wants(KEY);
        other.datasets().add("demo", "bundled", TinyModels.corpus());
    }

    @Override
    protected void after() { server.close(); }

    @Test
    void anOutsideModelIsAddedTestedAnswersASplitAndIsRemoved(FxRobot robot) throws TimeoutException, IOException {
        robot.clickOn("#nav-settings");
        waitUntil(() -> robot.lookup("#no-endpoints").tryQuery().isPresent());
        Shots.onWindow(() -> {
            robot.lookup("#add-endpoint").queryButton().fire();
            return true;
        });
        waitUntil(() -> robot.lookup("#endpoint-name").tryQuery().isPresent());
        robot.clickOn("#endpoint-name").write("service");
        robot.clickOn("#endpoint-address").write(server.address());
        robot.clickOn("#key-kept");
        robot.clickOn("#endpoint-key").write(KEY);
        robot.clickOn("#look-up-models");
        waitUntil(() -> robot.lookup("#endpoint-model").queryComboBox().getEditor().getText().equals("tiny-llama"));
        robot.clickOn("#price-prompt").write("0.15");
        robot.clickOn("#price-completion").write("0.6");
        robot.clickOn("#price-currency").write("USD");
        Shots.take(opened.scene(), "endpoint-form");
        robot.clickOn("#store-endpoint");
        waitUntil(() -> robot.lookup("#test-service").tryQuery().isPresent());
        Shots.onWindow(() -> {
            robot.lookup("#test-service").queryButton().fire();
            return true;
        });
        waitUntil(() -> text(robot, "#news-service").contains("I hear you, sorry: I failed my exam today."));
        assertThat(text(robot, "#news-service")).contains("cost 0.000019 USD");
        Shots.onWindow(() -> {
            robot.lookup("#baseline-service").queryButton().fire();
            return true;
        });
        waitUntil(() -> robot.lookup("#baseline-limit").tryQuery().isPresent());
        robot.clickOn("#baseline-limit").push(KeyCode.CONTROL, KeyCode.A).write("4");
        Shots.take(opened.scene(), "baseline-form");
        robot.clickOn("#start-baseline");
        waitUntil(() -> text(robot, "#news-service").contains("4 of 4")
                && text(robot, "#spent-service").startsWith("4 answers in this workspace, 400 + 28 tokens"));
        assertThat(other.responseSets().responses("service on demo")).hasSize(4);
        Shots.take(opened.scene(), "endpoints-light");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(path -> !path.getParent().endsWith("keys")).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(KEY);
            }
        }
        Shots.onWindow(() -> {
            robot.lookup("#remove-service").queryButton().fire();
            return true;
        });
        robot.clickOn("#confirm-yes");
        waitUntil(() -> robot.lookup("#no-endpoints").tryQuery().isPresent());
    }

    @Test
    void adaptedRequestOptionsAreShownAndCanBeReset(FxRobot robot) throws TimeoutException, IOException {
        server.wants("");
        server.refuses("temperature");
        Endpoints endpoints = new Endpoints(folder.resolve("preferences"), Map.of());
        endpoints.put(Endpoint.of("service", server.address(), "tiny-llama").withProxy("none"));
        robot.clickOn("#nav-settings");
        waitUntil(() -> robot.lookup("#test-service").tryQuery().isPresent());
        Shots.onWindow(() -> {
            robot.lookup("#test-service").queryButton().fire();
            return true;
        });
        waitUntil(() -> text(robot, "#news-service").contains("I hear you")
                && text(robot, "#adapted-service").contains("temperature is not sent"));
        Shots.take(opened.scene(), "endpoints-adapted");
        assertThat(endpoints.get("service").adaptations().leftOut()).containsEntry("temperature", "any");
        Shots.onWindow(() -> {
            robot.lookup("#forget-service").queryButton().fire();
            return true;
        });
        waitUntil(() -> robot.lookup("#adapted-service").tryQuery().isEmpty());
        assertThat(endpoints.get("service").adaptations().none()).isTrue();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> ((Labeled) node).getText()).orElse("");
    }
}
