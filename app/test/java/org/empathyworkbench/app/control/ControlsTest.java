package org.empathyworkbench.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Paint;
import javafx.stage.Stage;
import org.assertj.core.data.Offset;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.empathy.ProbabilityBar;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.feather.Feather;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
@Tag("window")
class ControlsTest {
    private static final EmpathyProfile PROFILE = new EmpathyProfile(Map.of(
            Mechanism.EMOTIONAL_REACTION, new double[] {0.08, 0.22, 0.70},
            Mechanism.INTERPRETATION, new double[] {0.25, 0.60, 0.15},
            Mechanism.EXPLORATION, new double[] {0.93, 0.04, 0.03}));
    private Theme theme;
    private Scene scene;
    private ErrorBanner banner;

    @Start
    void start(Stage stage) {
        theme = new Theme(false);
        VBox chips = new VBox(6);
        for (Mechanism mechanism : Mechanism.values()) {
            HBox row = new HBox(6);
            for (Level level : Level.values())
                row.getChildren().addAll(new LevelChip(mechanism, level), new LevelChip(mechanism, level, true));
            ProbabilityBar bar = new ProbabilityBar(mechanism, PROFILE);
            bar.setId("bar-" + mechanism.key());
            chips.getChildren().addAll(row, bar);
        }
        ConversationView talk = new ConversationView(List.of(
                new Turn(Role.SPEAKER, "I finally told my sister that I am moving out. She did not say a word "
                        + "for the rest of the evening and I keep going over it in my head, again and again."),
                new Turn(Role.LISTENER, "I am so sorry, that silence must have hurt. It sounds as if you were "
                        + "afraid of losing her. What do you wish she had said?", Map.of(Mechanism.EMOTIONAL_REACTION,
                                Level.STRONG, Mechanism.INTERPRETATION, Level.WEAK, Mechanism.EXPLORATION, Level.STRONG)),
                new Turn(Role.SPEAKER, "That she is happy for me."),
                new Turn(Role.LISTENER, "Okay.", Map.of(Mechanism.EMOTIONAL_REACTION, Level.NONE,
                        Mechanism.INTERPRETATION, Level.NONE, Mechanism.EXPLORATION, Level.NONE))));
        banner = new ErrorBanner();
        banner.setId("banner");
        MetricTile tile = new MetricTile("Mean reward", Feather.AWARD, "Mean of R_emp over the batch.");
        tile.value().setText("0.412");
        tile.note().setText("+0.08 since step 0");
        VBox page = new VBox(banner, new HBox(12, tile, new Card("Levels", chips)), new Card("Conversation", talk),
                new HBox(8, Texts.chip("neutral", "neutral"), Texts.chip("running", "accent"),
                        Texts.chip("finished", "success"), Texts.chip("stopped", "warning"), Texts.chip("failed", "danger")));
        page.getStyleClass().addAll("page", "shell");
        scene = theme.dress(new Scene(page, 900, 640));
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void everyChipShowsItsLevelAsText(FxRobot robot) {
        Set<Node> chips = robot.lookup(".level-chip").queryAll();
        assertThat(chips).hasSize(18 + 6);
        for (Node chip : chips) {
            String text = ((HBox) chip).getChildren().stream().map(label -> ((Label) label).getText()).collect(Collectors.joining(" "));
            assertThat(text).containsPattern("(none|weak|strong)$");
        }
    }

    @Test
    void aHigherLevelOfAMechanismHasAnotherColourAndEachMechanismItsOwn(FxRobot robot) {
        Set<Paint> strong = robot.lookup(".level-chip.level-strong").queryAll().stream()
                .map(chip -> fill((Region) chip)).collect(Collectors.toSet());
        Set<Paint> weak = robot.lookup(".level-chip.level-weak").queryAll().stream().map(chip -> fill((Region) chip))
                .collect(Collectors.toSet());
        assertThat(strong).hasSize(3);
        assertThat(weak).hasSize(3).doesNotContainAnyElementsOf(strong);
    }

    @Test
    void barsAreAsWideAsTheyAreProbable(FxRobot robot) throws IOException {
        ProbabilityBar bar = robot.lookup("#bar-er").queryAs(ProbabilityBar.class);
        List<Label> parts = bar.getChildrenUnmodifiable().stream().map(Label.class::cast).toList();
        for (Level level : Level.values()) {
            assertThat(parts.get(level.ordinal()).getWidth() / bar.getWidth())
                    .isCloseTo(PROFILE.probability(Mechanism.EMOTIONAL_REACTION, level), Offset.offset(0.01));
        }
        assertThat(parts.get(2).getText()).isEqualTo("strong 70 %");
        assertThat(bar.getAccessibleText()).contains("none 8.0 %", "weak 22.0 %", "strong 70.0 %");
        Shots.take(scene, "controls-light");
        robot.interact(() -> theme.darkProperty().set(true));
        robot.interact(() -> banner.problemProperty().set(UserMessage.of(new UserInputException("train.csv, line "
                + "7, has 5 columns where 8 belong. Nothing was imported. Choose the original file."))));
        Shots.take(scene, "controls-dark");
    }

    @Test
    void longUtterancesWrapAndShowWhole(FxRobot robot) {
        Label text = robot.lookup(".bubble-text").queryAs(Label.class);
        assertThat(text.getHeight()).isGreaterThan(25);
        assertThat(text.getWidth()).isLessThanOrEqualTo(640);
        assertThat(text.lookup(".text").getBoundsInLocal().getHeight()).isLessThanOrEqualTo(text.getHeight() + 1);
    }

    @Test
    void bannerSplitsWhatHappenedFromWhatToDoAndCanBeClosed(FxRobot robot) {
        assertThat(banner.isVisible()).isFalse();
        robot.interact(() -> banner.problemProperty().set(
                UserMessage.of(new UserInputException("train.csv, line 7, has 5 columns. Nothing was imported. Choose another file."))));
        assertThat(robot.from(banner).lookup(".banner-title").queryLabeled().getText()).isEqualTo("train.csv, line 7, has 5 columns.");
        assertThat(robot.lookup("Nothing was imported. Choose another file.").tryQuery()).isPresent();
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("#close-problem");
        assertThat(banner.isVisible()).isFalse();
    }

    private static Paint fill(Region region) {
        Background background = region.getBackground();
        return background.getFills().get(0).getFill();
    }
}
