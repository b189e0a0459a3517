package org.empathyworkbench.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** The tab Timeline of a run whose start model and two checkpoints are models of random weights. */
class TimelinePageTest extends WindowTest {
    private RunInfo run() throws IOException {
        TinyModels.identifiers(other, "readers", 5);
        TinyModels.generator(other, "base", 9);
        TinyModels.generator(other, "later", 10);
        Recipe recipe = Recipe.of(RunKind.PPO).withName("align").withDataset("demo").withBase("base").withIdentifiers("readers");
        RunInfo run = other.runs().create(new NewRun("align", RunKind.PPO, "", recipe.toJson()));
        CheckpointFolder checkpoints = CheckpointFolder.of(other.runs().folder(run.id()), run.id());
        int step = 20;
        for (String name : List.of("base", "later")) {
            Path model = other.models().folder(name);
            try (T5Model loaded = T5Model.load(model, Device.cpu())) {
                checkpoints.save(new Snapshot(step).file("config.json", loaded.config()::write)
                        .tensors("model", loaded.named()).copy("tokenizer.json", model.resolve("tokenizer.json")));
            }
            step += 20;
        }
        other.runs().requestStop(run.id());
        return run;
    }

    @Test
    void oneContextGoesThroughEveryModelOfTheRun(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = run();
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("#run-pane").tryQuery().map(node -> node.isVisible()).orElse(false)
                && robot.lookup("#tab-timeline").tryQuery().isPresent());
        robot.clickOn("#tab-timeline");
        waitUntil(() -> robot.lookup("#timeline-follow").queryButton().getText().equals("Generate with 3 models")
                && "readers".equals(((ComboBox<?>) robot.lookup("#timeline-identifiers").query()).getValue()));
        Shots.take(opened.scene(), "timeline-empty");
        robot.clickOn("#timeline-sampling");
        waitUntil(() -> robot.lookup("#sampling-form").tryQuery().isPresent());
        Shots.take(opened.scene(), "timeline-sampling");
        robot.clickOn("#setting-topK").push(KeyCode.CONTROL, KeyCode.A).write("5").type(KeyCode.TAB);
        robot.type(KeyCode.ESCAPE);
        waitUntil(() -> robot.lookup("#timeline-drawn").queryLabeled().getText().contains("top-k 5"));
        robot.interact(() -> {
            ((TextArea) robot.lookup("#timeline-context").query()).setText("I failed my exam today.");
            ((TextField) robot.lookup("#timeline-reference").query()).setText("I am sorry. What happened?");
        });
        robot.clickOn("#timeline-follow");
        waitUntil(() -> ((VBox) robot.lookup("#timeline-points").query()).getChildren().size() == 3
                && robot.lookup("#timeline-follow").query().isVisible());
        assertThat(robot.lookup("#timeline-row-start").tryQuery()).isPresent();
        assertThat(robot.lookup("#timeline-row-step-20").lookup(".level-chip").queryAll()).hasSize(3);
        String first = answer(robot, "#timeline-row-start");
        assertThat(answer(robot, "#timeline-row-step-20")).as("the same weights and seed give the same answer").isEqualTo(first);
        assertThat(answer(robot, "#timeline-row-step-40")).isNotEqualTo(first);
        assertThat(robot.lookup("#timeline-row-step-40").lookup(".timeline-came").queryAll()).isNotEmpty();
        assertThat(robot.lookup("#timeline-row-step-20").lookup(".timeline-came").queryAll()).isEmpty();
        Shots.take(opened.scene(), "timeline-light");
        robot.clickOn("#timeline-strong");
        assertThat(robot.lookup(".timeline-dot").queryAll()).hasSize(9);
        Shots.onWindow(() -> {
            opened.workbench().theme().darkProperty().set(true);
            return true;
        });
        Shots.take(opened.scene(), "timeline-dark");
        robot.clickOn("#timeline-keep");
        waitUntil(() -> other.cases().list().size() == 1 && other.cases().list().get(0).cases() == 1);
        CaseStudy kept = other.cases().studies(other.cases().list().get(0).id()).get(0);
        assertThat(kept.responses()).extracting(one -> one.from().kind()).containsExactly(Provenance.Kind.REFERENCE,
                Provenance.Kind.GENERATOR, Provenance.Kind.CHECKPOINT, Provenance.Kind.CHECKPOINT);
        assertThat(kept.responses().get(2).from().model()).isEqualTo(run.id() + "@20");
        assertThat(kept.responses().subList(1, 4)).allMatch(one -> "5".equals(one.from().settings().get("topK")));
        assertThat(kept.responses().subList(1, 4)).allMatch(one -> one.from().weights().length() == 64);
    }

    private static String answer(FxRobot robot, String row) {
        return robot.lookup(row).lookup(".timeline-answer").query().getAccessibleText();
    }
}
