package org.empathyworkbench.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.empathyworkbench.app.OpenedWorkbench;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.run.Recipes;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class InspectorPageTest {
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
    void withoutIdentifiersThePageLeadsToTheirTraining(FxRobot robot) throws TimeoutException, IOException {
        robot.clickOn("#nav-inspector");
        waitUntil(() -> visible(robot, "#train-identifiers"));
        Shots.take(opened.scene(), "inspector-empty");
        robot.clickOn("#train-identifiers");
        waitUntil(() -> visible(robot, "#new-run-form"));
        assertThat(robot.lookup("#run-missing").queryLabeled().getText()).contains("labelled pairs");
    }

    @Test
    void aPickedExampleIsReadAndTheRewardIsWhatTheEngineSays(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        TinyModels.identifiers(other, "readers", 5);
        TinyModels.generator(other, "writer", 9);
        robot.clickOn("#nav-inspector");
        waitUntil(() -> visible(robot, "#pick-example") && !robot.lookup("#pick-example").query().isDisabled());
        waitUntil(() -> !area(robot, "#inspector-reference").getText().isEmpty());
        String welcome = area(robot, "#inspector-reference").getText();
        robot.clickOn("#pick-example");
        waitUntil(() -> robot.lookup("#examples").tryQuery().isPresent() && !examples(robot).getItems().isEmpty());
        Shots.take(opened.scene(), "inspector-pick");
        robot.clickOn(robot.from(robot.lookup("#examples").queryAll()).lookup(".list-cell").nth(1).queryAs(javafx.scene.Node.class));
        waitUntil(() -> !area(robot, "#inspector-reference").getText().equals(welcome));
        assertThat(robot.lookup("#labelled").lookup(".level-chip").queryAll()).hasSize(3);
        robot.clickOn("#look-reward").clickOn("#inspector-response").push(KeyCode.CONTROL, KeyCode.A).write("I am sorry. How do you feel?");
        assertThat(area(robot, "#inspector-response").getText()).isEqualTo("I am sorry. How do you feel?");
        waitUntil(() -> robot.lookup("#reward-value").tryQuery().isPresent());
        Shots.take(opened.scene(), "inspector-light");
        List<String> context = area(robot, "#inspector-context").getText().lines().toList();
        try (EmpathyScorer scorer = EmpathyScorer.load(other.models().folder("readers"), Device.cpu())) {
            EmpathyProfile response = scorer.score(context, "I am sorry. How do you feel?");
            EmpathyProfile reference = scorer.score(context, area(robot, "#inspector-reference").getText());
            waitUntil(() -> Math.abs(Double.parseDouble(robot.lookup("#reward-value").queryLabeled().getText()) - response.reward(reference.levels())) < 6e-4);
            assertThat(Double.parseDouble(robot.lookup("#factor-ip").queryLabeled().getText()))
                    .isCloseTo(response.rewardFactor(org.empathyworkbench.dialogue.Mechanism.INTERPRETATION, reference.level(org.empathyworkbench.dialogue.Mechanism.INTERPRETATION)), within(6e-4));
        }
        robot.clickOn("#write-response");
        waitUntil(() -> !area(robot, "#inspector-response").getText().equals("I am sorry. How do you feel?"));
        String first = area(robot, "#inspector-response").getText();
        robot.clickOn("#write-another");
        waitUntil(() -> !area(robot, "#inspector-response").getText().equals(first));
        robot.clickOn("#inspector-sampling");
        waitUntil(() -> robot.lookup("#inspector-seed").tryQuery().isPresent());
        Shots.take(opened.scene(), "inspector-sampling");
        robot.doubleClickOn("#inspector-seed").write("1");
        robot.clickOn("#overlay-close").clickOn("#write-response");
        waitUntil(() -> area(robot, "#inspector-response").getText().equals(first));
        Shots.onWindow(() -> {
            opened.workbench().theme().darkProperty().set(true);
            return true;
        });
        waitUntil(() -> !opened.workbench().shell().lookupAll(".level-chip").isEmpty());
        Shots.take(opened.scene(), "inspector-dark");
    }

    @Test
    void evidenceWhatIfNextWordsAndRewardAreReachedByClicks(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        TinyModels.identifiers(other, "readers", 5);
        TinyModels.generator(other, "base", 9);
        TinyModels.generator(other, "writer", 10);
        String recipe = Recipes.preset("paper-ppo").recipe().withBase("base").withIdentifiers("readers").withDataset("demo").withModel("writer").resolve().toJson();
        RunInfo run = other.runs().create(new NewRun("Alignment", RunKind.PPO, "paper-ppo", recipe));
        other.models().put(other.models().get("writer", ModelKind.GENERATOR).madeBy(run.id()));
        robot.clickOn("#nav-inspector");
        waitUntil(() -> visible(robot, "#inspector-response") && !area(robot, "#inspector-reference").getText().isEmpty());
        robot.clickOn("#inspector-response").push(KeyCode.CONTROL, KeyCode.A).write("I am so sorry. How do you feel?");
        waitUntil(() -> robot.lookup("#evidence-text").lookup(".heat-bar").queryAll().size() == 8 * 3);
        assertThat(robot.lookup("#evidence-method").queryComboBox().getValue()).as("these never learnt rationales").isEqualTo(EvidenceMethod.ATTENTION_ROLLOUT);
        assertThat(robot.lookup("#evidence-words-ex").queryListView().getItems()).hasSize(8);
        robot.clickOn("#evidence-ip");
        waitUntil(() -> robot.lookup("#evidence-text").lookup(".heat-bar").queryAll().size() == 8);
        robot.clickOn("#evidence-all").clickOn("#evidence-method").clickOn("Attention to the context");
        waitUntil(() -> !robot.lookup("#inspector-conversation").lookup(".heat-bar").queryAll().isEmpty());
        robot.clickOn("#evidence-method").clickOn("Integrated gradients");
        waitUntil(() -> robot.lookup("#evidence-sum").queryLabeled().getText().contains("left over"));
        robot.clickOn("#evidence-why");
        waitUntil(() -> !robot.lookup(".help-table").queryAll().isEmpty());
        Shots.take(opened.scene(), "inspector-why");
        robot.push(KeyCode.ESCAPE);

        robot.clickOn("#look-what-if").clickOn("#edits-each");
        waitUntil(() -> robot.lookup("#edits").queryTableView().getItems().size() == 10);
        robot.clickOn(robot.from(robot.lookup("#evidence-text").queryAll()).lookup(".heat-box").nth(3).queryAs(javafx.scene.Node.class));
        waitUntil(() -> robot.lookup("#trial-part").queryLabeled().getText().contains("sorry."));
        robot.clickOn("#trial-instead").write("happy!").push(KeyCode.ENTER);
        waitUntil(() -> robot.lookup("#trial-take").tryQuery().isPresent());
        List<String> context = area(robot, "#inspector-context").getText().lines().toList();
        try (EmpathyScorer scorer = EmpathyScorer.load(other.models().folder("readers"), Device.cpu())) {
            EmpathyProfile before = scorer.score(context, "I am so sorry. How do you feel?");
            EmpathyProfile after = scorer.score(context, "I am so happy! How do you feel?");
            for (org.empathyworkbench.dialogue.Mechanism mechanism : org.empathyworkbench.dialogue.Mechanism.values()) {
                assertThat(robot.from(robot.lookup("#trial-" + mechanism.key()).queryAll()).lookup(".label").queryAllAs(javafx.scene.control.Label.class)).extracting(javafx.scene.control.Label::getText)
                        .contains(LevelChange.words(mechanism, before, after));
            }
        }
        Shots.take(opened.scene(), "inspector-what-if");
        robot.clickOn("#trial-take");
        assertThat(area(robot, "#inspector-response").getText()).isEqualTo("I am so happy! How do you feel?");

        Shots.onWindow(() -> {
            robot.lookup("#inspector-generator").queryAs(javafx.scene.control.ComboBox.class).getSelectionModel().select("writer");
            return true;
        });
        robot.clickOn("#look-next");
        waitUntil(() -> robot.lookup("#next-policy").queryListView().getItems().size() == 10 && robot.lookup("#next-reference").queryListView().getItems().size() == 10
                && robot.lookup("#places").lookup(".piece").queryAll().size() > 8);
        Shots.take(opened.scene(), "inspector-next");
        String before = area(robot, "#inspector-response").getText();
        robot.clickOn("#place-after");
        waitUntil(() -> robot.lookup("#place-words").queryLabeled().getText().startsWith("Place 2 of"));
        robot.clickOn(robot.from(robot.lookup("#next-reference").queryAll()).lookup(".list-cell").nth(0).queryAs(javafx.scene.Node.class));
        waitUntil(() -> !area(robot, "#inspector-response").getText().equals(before));

        robot.clickOn("#look-reward");
        waitUntil(() -> robot.lookup("#kl-words").queryLabeled().getText().contains("times beta 0.2") && robot.lookup("#kl-words").queryLabeled().getText().contains("Total r"));
        assertThat(robot.lookup("#kl-tokens").lookup(".kl-token").queryAll()).hasSameSizeAs(robot.lookup("#places").lookup(".piece").queryAll());
        Shots.take(opened.scene(), "inspector-reward");
    }

    private static ListView<?> examples(FxRobot robot) { return robot.lookup("#examples").queryListView(); }

    private static TextArea area(FxRobot robot, String id) { return robot.lookup(id).queryAs(TextArea.class); }

    private static boolean visible(FxRobot robot, String id) { return robot.lookup(id).tryQuery().map(node -> node.isVisible() && node.getScene() != null).orElse(false); }
}
