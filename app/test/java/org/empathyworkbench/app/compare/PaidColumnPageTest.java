package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import org.empathyworkbench.app.FakeEndpoint;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** A column of an outside model: what was paid for stands there again when the workspace is opened anew. */
class PaidColumnPageTest extends WindowTest {
    private FakeEndpoint server;

    @Override
    protected void before() throws IOException {
        server = new FakeEndpoint();
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        new Endpoints(folder.resolve("preferences"), Map.of()).put(Endpoint.of("llama", server.address(), "tiny-llama"));
    }

    @Override
    protected void after() { server.close(); }

    @Test
    void paidResponsesAreReusedWhenThePageIsReopened(FxRobot robot) throws TimeoutException {
        robot.clickOn("#nav-compare");
        waitUntil(() -> robot.lookup("#generate").tryQuery().isPresent() && !robot.lookup("#generate").query().isDisabled()
                && robot.lookup("#response-Reference").tryQuery().isPresent());
        robot.clickOn("#generate");
        waitUntil(() -> answer(robot).startsWith("I hear you, sorry"));
        String said = answer(robot);
        assertThat(server.asked()).hasSize(1);
        Shots.onWindow(() -> {
            opened.workbench().open(folder.resolve("workspace"));
            return true;
        });
        waitUntil(() -> robot.lookup("#response-Reference").tryQuery().isEmpty());
        robot.clickOn("#nav-compare");
        waitUntil(() -> answer(robot).equals(said));
        assertThat(server.asked()).as("nobody asked").hasSize(1);
        robot.clickOn("#generate-another");
        waitUntil(() -> server.asked().size() == 2 && answer(robot).startsWith("I hear you, sorry"));
        assertThat(server.asked().get(1).get("seed").getAsInt()).as("asked anew with the next seed").isEqualTo(2);
    }

    private static String answer(FxRobot robot) {
        return robot.lookup("#response-llama").tryQuery().map(node -> ((Label) node).getText()).orElse("");
    }
}
