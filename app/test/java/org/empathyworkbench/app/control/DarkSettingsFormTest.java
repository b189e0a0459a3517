package org.empathyworkbench.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
@Tag("window")
class DarkSettingsFormTest {
    @Start
    void start(Stage stage) {
        VBox page = new VBox(new SettingsForm(GeneratorSettings.paper(), Set.of(), (setting, value) -> "paper"));
        page.getStyleClass().add("shell");
        stage.setScene(new Theme(true).dress(new Scene(page, 900, 600)));
        stage.show();
    }

    @Test
    void everyNumberIsReadOnTheDark(FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        Set<Color> colours = Shots.onWindow(() -> robot.lookup(".number-field").queryAll().stream()
                .map(field -> (Color) ((Text) field.lookup(".text")).getFill()).collect(Collectors.toSet()));
        assertThat(colours).hasSize(1).allSatisfy(colour -> assertThat(colour.getBrightness()).isGreaterThan(0.6));
    }
}
