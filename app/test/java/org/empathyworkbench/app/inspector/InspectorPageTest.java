package org.empathyworkbench.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class InspectorPageTest extends WindowTest {
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
    void aPickedExampleIsScoredAndTheRewardEqualsTheEngines(FxRobot robot) throws TimeoutException, IOException {
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
        robot.clickOn(robot.from(robot.lookup("#examples").queryAll()).lookup(".list-cell").nth(1).queryAs(Node.class));
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
            waitUntil(() -> Math.abs(Double.parseDouble(robot.lookup("#reward-value").queryLabeled().getText())
                    - response.reward(reference.levels())) < 6e-4);
            assertThat(Double.parseDouble(robot.lookup("#factor-ip").queryLabeled().getText()))
                    .isCloseTo(response.rewardFactor(Mechanism.INTERPRETATION, reference.level(Mechanism.INTERPRETATION)), within(6e-4));
        }
        robot.clickOn("#write-response");
        waitUntil(() -> !area(robot, "#inspector-response").getText().equals("I am sorry. How do you feel?"));
        String first = area(robot, "#inspector-response").getText();
        robot.clickOn("#write-another");
        waitUntil(() -> !area(robot, "#inspector-response").getText().equals(first));
        robot.clickOn("#inspector-sampling");
        waitUntil(() -> robot.lookup("#inspector-seed").tryQuery().isPresent());
        Shots.take(opened.scene(), "inspector-sampling");
        robot.clickOn("#inspector-seed").push(KeyCode.CONTROL, KeyCode.A).write("1");
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
        String recipe = Recipes.preset("paper-ppo").recipe().withBase("base")
                .withIdentifiers("readers").withDataset("demo").withModel("writer").resolve().toJson();
        RunInfo run = other.runs().create(new NewRun("Alignment", RunKind.PPO, "paper-ppo", recipe));
        other.models().put(other.models().get("writer", ModelKind.GENERATOR).madeBy(run.id()));
        robot.clickOn("#nav-inspector");
        waitUntil(() -> visible(robot, "#inspector-response") && !area(robot, "#inspector-reference").getText().isEmpty());
        robot.clickOn("#inspector-response").push(KeyCode.CONTROL, KeyCode.A).write("I am so sorry. How do you feel?");
        waitUntil(() -> robot.lookup("#evidence-text").lookup(".heat-bar").queryAll().size() == 8 * 3);
        assertThat(robot.lookup("#evidence-method").queryComboBox().getValue())
                .as("these never learnt rationales").isEqualTo(EvidenceMethod.INTEGRATED_GRADIENTS);
        robot.clickOn("#evidence-method").clickOn("Attention rollout");
        waitUntil(() -> robot.lookup("#evidence-words-ex").queryListView().getItems().size() == 2);
        robot.clickOn("#evidence-by-word");
        assertThat(robot.lookup("#evidence-words-ex").queryListView().getItems()).hasSize(8);
        robot.clickOn("#evidence-ip");
        waitUntil(() -> robot.lookup("#evidence-text").lookup(".heat-bar").queryAll().size() == 8);
        robot.clickOn("#evidence-all").clickOn("#evidence-method").clickOn("Attention to the context");
        waitUntil(() -> !robot.lookup("#inspector-conversation").lookup(".heat-bar").queryAll().isEmpty());
        robot.clickOn("#evidence-method").clickOn("Integrated gradients");
        waitUntil(() -> robot.lookup("#evidence-sum").queryLabeled().getText().contains("residual"));
        robot.clickOn("#evidence-why");
        waitUntil(() -> !robot.lookup(".markdown-table").queryAll().isEmpty());
        Shots.take(opened.scene(), "inspector-why");
        robot.clickOn("METHOD section 1");
        waitUntil(() -> robot.lookup("#help-page-METHOD").tryQuery()
                .filter(entry -> entry.getStyleClass().contains("help-entry-shown")).isPresent());
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#help").tryQuery()).as("the help closes, the page's own explanation stays").isEmpty();
        robot.push(KeyCode.ESCAPE);

        robot.clickOn("#look-what-if").clickOn("#edits-each");
        waitUntil(() -> robot.lookup("#edits").queryTableView().getItems().size() == 10);
        robot.clickOn(robot.from(robot.lookup("#evidence-text").queryAll()).lookup(".heat-box").nth(3).queryAs(Node.class));
        waitUntil(() -> robot.lookup("#trial-part").queryLabeled().getText().contains("sorry."));
        robot.clickOn("#trial-instead").write("happy!").push(KeyCode.ENTER);
        waitUntil(() -> robot.lookup("#trial-take").tryQuery().isPresent());
        List<String> context = area(robot, "#inspector-context").getText().lines().toList();
        try (EmpathyScorer scorer = EmpathyScorer.load(other.models().folder("readers"), Device.cpu())) {
            EmpathyProfile before = scorer.score(context, "I am so sorry. How do you feel?");
            EmpathyProfile after = scorer.score(context, "I am so happy! How do you feel?");
            tried(robot, before, after);
        }
        Shots.take(opened.scene(), "inspector-what-if");
        robot.clickOn("#trial-take");
        assertThat(area(robot, "#inspector-response").getText()).isEqualTo("I am so happy! How do you feel?");

        Shots.onWindow(() -> {
            robot.lookup("#inspector-generator").queryAs(ComboBox.class).getSelectionModel().select("writer");
            return true;
        });
        waitUntil(() -> "writer".equals(robot.lookup("#inspector-generator").queryAs(ComboBox.class).getValue()));
        robot.clickOn("#look-next");
        waitUntil(() -> robot.lookup("#next-policy").queryListView().getItems().size() == 10
                && robot.lookup("#next-reference").queryListView().getItems().size() == 10
                && robot.lookup("#places").lookup(".piece").queryAll().size() > 8);
        Shots.take(opened.scene(), "inspector-next");
        String before = area(robot, "#inspector-response").getText();
        robot.clickOn("#place-after");
        waitUntil(() -> robot.lookup("#place-words").queryLabeled().getText().startsWith("Position 2 of"));
        robot.clickOn(robot.from(robot.lookup("#next-reference").queryAll()).lookup(".list-cell").nth(0).queryAs(Node.class));
        waitUntil(() -> !area(robot, "#inspector-response").getText().equals(before));

        robot.clickOn("#look-reward");
        waitUntil(() -> robot.lookup("#kl-words").queryLabeled().getText().contains("times beta 0.2")
                && robot.lookup("#kl-words").queryLabeled().getText().contains("Total r"));
        assertThat(robot.lookup("#kl-tokens").lookup(".kl-token").queryAll())
                .hasSameSizeAs(robot.lookup("#places").lookup(".piece").queryAll());
        Shots.take(opened.scene(), "inspector-reward");
    }

    @Test
    void wordsAreChosenTriedAndReplacedWithTheKeyboardAlone(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        TinyModels.identifiers(other, "readers", 5);
        robot.clickOn("#nav-inspector");
        waitUntil(() -> visible(robot, "#inspector-response") && !area(robot, "#inspector-reference").getText().isEmpty());
        robot.clickOn("#inspector-response").push(KeyCode.CONTROL, KeyCode.A).write("I am so sorry. How do you feel?");
        waitUntil(() -> robot.lookup("#evidence-text").lookup(".heat-bar").queryAll().size() == 8 * 3);
        // a text area keeps the Tab key; from the button behind it one goes on to the words
        Node words = robot.lookup("#evidence-text").query();
        Shots.onWindow(() -> {
            words.requestFocus();
            return true;
        });
        assertThat(words.isFocusTraversable()).isTrue();
        robot.push(KeyCode.RIGHT);
        assertThat(chosen(robot)).containsExactly("I");
        assertThat(words.getAccessibleText()).contains("\u201cI\u201d").contains("Exploration").contains("word 1 of 8");
        robot.push(KeyCode.END);
        assertThat(chosen(robot)).containsExactly("feel?");
        robot.push(KeyCode.SHIFT, KeyCode.LEFT);
        assertThat(chosen(robot)).containsExactly("you", "feel?");
        robot.push(KeyCode.CONTROL, KeyCode.LEFT).push(KeyCode.CONTROL, KeyCode.LEFT);
        assertThat(chosen(robot)).containsExactly("I", "am", "so", "sorry.");
        assertThat(words.getAccessibleText()).contains("4 words from word 1 of 8");
        robot.push(KeyCode.ESCAPE);
        assertThat(chosen(robot)).isEmpty();
        robot.push(KeyCode.HOME).push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.DELETE);
        waitUntil(() -> robot.lookup("#trial-take").tryQuery().isPresent());
        Shots.take(opened.scene(), "inspector-keyboard");
        List<String> context = area(robot, "#inspector-context").getText().lines().toList();
        try (EmpathyScorer scorer = EmpathyScorer.load(other.models().folder("readers"), Device.cpu())) {
            EmpathyProfile before = scorer.score(context, "I am so sorry. How do you feel?");
            tried(robot, before, scorer.score(context, "I am so How do you feel?"));
            assertThat(opened.scene().getFocusOwner()).as("the keyboard stays with the words").isSameAs(words);
            robot.push(KeyCode.ENTER).write("happy!").push(KeyCode.ENTER);
            EmpathyProfile after = scorer.score(context, "I am so happy! How do you feel?");
            waitUntil(() -> robot.lookup("#trial-take").tryQuery().isPresent());
            tried(robot, before, after);
        }
        robot.clickOn("#inspector-response").push(KeyCode.CONTROL, KeyCode.A)
                .write("One two three four five six seven eight nine ten eleven twelve thirteen fourteen");
        waitUntil(() -> robot.lookup("#evidence-text").lookup(".heat-bar").queryAll().size() == 14 * 3);
        Shots.onWindow(() -> {
            words.requestFocus();
            return true;
        });
        robot.push(KeyCode.HOME).push(KeyCode.DOWN);
        assertThat(chosen(robot)).as("the word beneath, in the second line").hasSize(1).doesNotContain("One", "two");
        robot.push(KeyCode.UP);
        assertThat(chosen(robot)).containsExactly("One");
    }

    @Test
    void integratedGradientsAreSetUpBesideTheirMethodAndSentencesAreDrawnOnDemand(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        TinyModels.identifiers(other, "readers", 5);
        robot.clickOn("#nav-inspector");
        waitUntil(() -> visible(robot, "#inspector-response") && !area(robot, "#inspector-reference").getText().isEmpty());
        robot.clickOn("#inspector-response").push(KeyCode.CONTROL, KeyCode.A).write("I am so sorry. How do you feel?");
        waitUntil(() -> robot.lookup("#evidence-text").lookup(".heat-bar").queryAll().size() == 8 * 3);
        robot.clickOn("#evidence-method").clickOn("Attention rollout");
        waitUntil(() -> !robot.lookup("#evidence-settings").query().isVisible());
        robot.clickOn("#evidence-method").clickOn("Integrated gradients");
        waitUntil(() -> robot.lookup("#evidence-sum").queryLabeled().getText().contains("residual"));
        String many = robot.lookup("#evidence-sum").queryLabeled().getText();
        robot.clickOn("#setting-steps").push(KeyCode.CONTROL, KeyCode.A).write("1");
        waitUntil(() -> !robot.lookup("#evidence-sum").queryLabeled().getText().equals(many));
        Shots.take(opened.scene(), "inspector-gradients");
        waitUntil(() -> other.pageStates().get("inspector").orElse("").contains("\"steps\":\"1\""));
        String one = robot.lookup("#evidence-sum").queryLabeled().getText();
        robot.clickOn("#setting-steps").push(KeyCode.CONTROL, KeyCode.A).write("none");
        assertThat(robot.lookup("#setting-steps").queryAs(TextField.class).getTooltip().getText()).contains("is a number, not");
        assertThat(robot.lookup("#evidence-sum").queryLabeled().getText()).as("a wrong value changes nothing").isEqualTo(one);
        robot.clickOn("#settings-row-reset");
        waitUntil(() -> robot.lookup("#evidence-sum").queryLabeled().getText().equals(many));
        robot.clickOn("#evidence-method").clickOn("Attention rollout");
        waitUntil(() -> robot.lookup("#evidence-words-ex").queryListView().getItems().size() == 2);
        Shots.take(opened.scene(), "inspector-sentences");
    }

    private static void tried(FxRobot robot, EmpathyProfile before, EmpathyProfile after) {
        for (Mechanism mechanism : Mechanism.values()) {
            assertThat(robot.from(robot.lookup("#trial-" + mechanism.key()).queryAll()).lookup(".label").queryAllAs(Label.class))
                    .extracting(Label::getText)
                    .contains(LevelChange.words(mechanism, before, after));
        }
    }

    /** The framed words, in order. */
    private static List<String> chosen(FxRobot robot) {
        return robot.lookup("#evidence-text").lookup(".heat-box").queryAll().stream()
                .filter(box -> box.getPseudoClassStates().contains(PseudoClass.getPseudoClass("chosen")))
                .map(box -> ((Label) box.lookup(".heat-word")).getText()).toList();
    }

    private static ListView<?> examples(FxRobot robot) { return robot.lookup("#examples").queryListView(); }

    private static TextArea area(FxRobot robot, String id) { return robot.lookup(id).queryAs(TextArea.class); }

    private static boolean visible(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> node.isVisible() && node.getScene() != null).orElse(false);
    }
}
