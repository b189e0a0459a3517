package org.empathyworkbench.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.setting.Setting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@Tag("window")
class SettingsFormTest {
    /** What the KL coefficient does over time. */
    public enum Controller { CONSTANT, ADAPTIVE_TARGET }

    /** A record like those of the engine. */
    public record Sample(
            @Setting(label = "Steps", meaning = "How many batches are learned from.", group = "Optimiser", min = 1, max = 10_000,
                    paper = "1,600") int steps, @Setting(label = "Learning rate", meaning = "Size of a step of AdamW.",
                            group = "Optimiser", min = 0, max = 1, paper = "1e-5", code = "1e-5, linear") double learningRate,
            @Setting(label = "KL controller", meaning = "Whether beta follows a target.", group = "Reward") Controller controller,
            @Setting(label = "Whiten advantages", meaning = "Zero mean and unit variance over the batch.",
                    group = "Reward", code = "on") boolean whiten,
            @Setting(label = "Warm-up", meaning = "Steps until the full learning rate.", group = "Optimiser", min = 0) int warmup) {
        public Sample {
            if (warmup > steps)
                throw new IllegalArgumentException("Warm-up (" + warmup + ") is longer than the run (" + steps + " steps).");
        }
    }

    private SettingsForm form;
    private Scene scene;

    @Start
    void start(Stage stage) {
        Theme theme = new Theme(false);
        form = new SettingsForm(new Sample(1600, 1e-5, Controller.CONSTANT, false, 0), Set.of(), (setting, value) ->
                setting.name().equals("steps") ? value.equals(1600) ? "paper" : "ours" : "");
        form.setStyle("-fx-padding: 16;");
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scene = theme.dress(new Scene(scroll, 420, 620));
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void startsAtTheDefaultsWithNothingChanged(FxRobot robot) {
        assertThat(form.changes()).isEmpty();
        assertThat(form.validProperty().get()).isTrue();
        assertThat(text(robot, "learningRate")).isEqualTo("1e-5");
        assertThat(text(robot, "steps")).isEqualTo("1600");
        assertThat(robot.lookup("#reset-steps").query().isVisible()).isFalse();
    }

    @Test
    void eachSettingShowsWhoseValueItHas(FxRobot robot) {
        Label source = robot.lookup("#source-steps").queryAs(Label.class);
        assertThat(source.getText()).isEqualTo("paper");
        assertThat(source.isVisible()).isTrue();
        assertThat(robot.lookup("#source-warmup").queryAs(Label.class).isVisible()).isFalse();
        robot.clickOn("#setting-steps").push(KeyCode.CONTROL, KeyCode.A).write("100");
        assertThat(source.getText()).isEqualTo("ours");
        robot.clickOn("#setting-steps").push(KeyCode.CONTROL, KeyCode.A).write("20000");
        assertThat(source.isVisible()).isFalse();
        robot.clickOn("#reset-steps");
        assertThat(source.getText()).isEqualTo("paper");
    }

    @Test
    void aValueOutOfRangeIsReportedBelowItsField(FxRobot robot) throws IOException {
        robot.clickOn("#setting-steps").push(KeyCode.CONTROL, KeyCode.A).write("20000");
        assertThat(form.validProperty().get()).isFalse();
        assertThat(form.changes()).isEmpty();
        assertThat(robot.lookup("#error-steps").queryAs(Label.class).getText()).contains("must lie between 1 and 10000");
        Shots.take(scene, "form-wrong");
        robot.clickOn("#reset-steps");
        assertThat(form.validProperty().get()).isTrue();
        assertThat(text(robot, "steps")).isEqualTo("1600");
    }

    @Test
    void changesHoldOnlyWhatDiffersWithItsType(FxRobot robot) {
        robot.clickOn("#setting-steps").push(KeyCode.CONTROL, KeyCode.A).write("100");
        robot.clickOn("#setting-whiten");
        ComboBox<String> box = robot.lookup("#setting-controller").queryComboBox();
        robot.interact(() -> box.setValue("adaptive-target"));
        assertThat(form.changes()).isEqualTo(Map.of("steps", 100, "whiten", true, "controller", "adaptive-target"));
        robot.interact(form::reset);
        assertThat(form.changes()).isEmpty();
    }

    @Test
    void anInvalidCombinationShowsTheRecordsMessage(FxRobot robot) {
        robot.interact(() -> form.fill(Map.of("warmup", 2000)));
        assertThat(form.validProperty().get()).isFalse();
        assertThat(robot.lookup(".field-error").queryAllAs(Label.class))
                .anyMatch(label -> label.getText().equals("Warm-up (2000) is longer than the run (1600 steps)."));
    }

    @Test
    void fillingSetsWhatIsGivenAndResetsTheRest(FxRobot robot) {
        robot.interact(() -> form.fill(Map.of("steps", 50)));
        robot.interact(() -> form.fill(Map.of("learningRate", 0.001)));
        assertThat(form.changes()).isEqualTo(Map.of("learningRate", 0.001));
    }

    private static String text(FxRobot robot, String name) { return robot.lookup("#setting-" + name).queryAs(TextField.class).getText(); }
}
