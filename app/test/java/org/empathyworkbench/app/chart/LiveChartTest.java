package org.empathyworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.control.Theme;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class LiveChartTest {
    private Theme theme;
    private Scene scene;
    private LiveChart loss;
    private LiveChart reward;
    private ChartGrid grid;

    @Start
    void start(Stage stage) {
        theme = new Theme(false);
        loss = new LiveChart("Training loss", "step", "loss");
        reward = new LiveChart("Reward by mechanism", "step");
        for (Mechanism mechanism : Mechanism.values()) reward.curve(mechanism.title(), mechanism);
        LiveChart few = new LiveChart("Validation perplexity", "step", "perplexity");
        few.add("perplexity", 100, 80);
        few.add("perplexity", 200, 60);
        few.add("perplexity", 300, 55);
        LiveChart none = new LiveChart("Entropy", "step", "entropy");
        grid = new ChartGrid();
        grid.setCharts(List.of(new ChartCard(loss, "Mean cross-entropy"), new ChartCard(reward, ""), new ChartCard(few, ""), new ChartCard(none, "")));
        VBox page = new VBox(grid);
        page.getStyleClass().addAll("page", "shell");
        scene = theme.dress(new Scene(page, 900, 620));
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void aLineShowsEveryValueItWasGivenUntilThereAreMoreThanPixels(FxRobot robot) throws TimeoutException, IOException {
        fill(robot, 2000);
        waitUntil(() -> loss.drawnPoints("loss") > 0);
        assertThat(loss.size("loss")).isEqualTo(2000);
        assertThat(loss.drawnPoints("loss")).isBetween(300, 2000);
        Shots.take(scene, "charts-light");
        robot.interact(() -> theme.darkProperty().set(true));
        repainted(robot, loss, "loss");
        Shots.take(scene, "charts-dark");
    }

    @Test
    void theStyleSheetGivesAMechanismItsColourInBothThemes(FxRobot robot) throws TimeoutException {
        Color light = Shots.onWindow(() -> reward.ink(0));
        assertThat(light).isNotEqualTo(Color.GRAY).isNotEqualTo(Shots.onWindow(() -> reward.ink(1)));
        robot.interact(() -> theme.darkProperty().set(true));
        waitUntil(() -> !reward.ink(0).equals(light));
    }

    @Test
    void legendHidesALineAndShowsItAgain(FxRobot robot) throws TimeoutException {
        fill(robot, 50);
        String name = Mechanism.INTERPRETATION.title();
        waitUntil(() -> reward.drawnPoints(name) == 50);
        robot.clickOn(name);
        waitUntil(() -> reward.drawnPoints(name) == 0);
        robot.clickOn(name);
        waitUntil(() -> reward.drawnPoints(name) == 50);
    }

    @Test
    void logarithmicScaleLeavesOutWhatHasNoLogarithm(FxRobot robot) throws TimeoutException, IOException {
        robot.interact(() -> {
            for (int i = 0; i < 100; i++) loss.add("loss", i, i == 50 ? -1 : Math.exp(-i / 10.0));
            loss.logScaleProperty().set(true);
        });
        waitUntil(() -> loss.drawnPoints("loss") == 100);
        assertThat(loss.chart().getXYPlot().getRangeAxis().getLowerBound()).isPositive();
        Shots.take(scene, "charts-log");
    }

    @Test
    void theGridsSliderSmoothsEveryChart(FxRobot robot) {
        robot.interact(() -> grid.smoothingProperty().set(0.5));
        assertThat(loss.smoothingProperty().get()).isEqualTo(0.5);
        assertThat(reward.smoothingProperty().get()).isEqualTo(0.5);
    }

    @Test
    void exportsHoldAllValuesAndReadablePictures(FxRobot robot, @TempDir Path folder) throws TimeoutException, IOException {
        fill(robot, 30);
        waitUntil(() -> reward.drawnPoints(Mechanism.EXPLORATION.title()) == 30);
        Shots.onWindow(() -> {
            ChartExport.csv(reward, folder.resolve("a.csv"));
            ChartExport.png(reward, 600, 400, 2, folder.resolve("a.png"));
            ChartExport.svg(reward, 600, 400, folder.resolve("a.svg"));
            return true;
        });
        List<String> lines = Files.readAllLines(folder.resolve("a.csv"));
        assertThat(lines).hasSize(31);
        assertThat(lines.get(0)).isEqualTo("step,\"Emotional reaction\",\"Interpretation\",\"Exploration\"");
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isEqualTo(1200);
        assertThat(Files.readString(folder.resolve("a.svg"))).startsWith("<").contains("Reward by mechanism", "Exploration", "</svg>");
        assertThat(Files.readString(folder.resolve("a.svg")).split("<circle ")).as("a dot for each of 30 points of three curves").hasSize(91);
        Files.createDirectories(Path.of("target/shots"));
        Files.copy(folder.resolve("a.png"), Path.of("target/shots/chart-export.png"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve("a.svg"), Path.of("target/shots/chart-export.svg"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void movingOverAChartReadsItsValues(FxRobot robot) throws TimeoutException, IOException {
        fill(robot, 200);
        waitUntil(() -> reward.drawnPoints(Mechanism.EXPLORATION.title()) == 200);
        robot.moveTo(reward);
        waitUntil(() -> robot.lookup(".chart-reader").queryAll().stream().anyMatch(node -> node.isVisible()));
        assertThat(robot.lookup(".reader-head").queryLabeled().getText()).startsWith("step ");
        Shots.take(scene, "charts-reader");
    }

    private void fill(FxRobot robot, int steps) {
        Random random = new Random(3);
        robot.interact(() -> {
            for (int i = 0; i < steps; i++) {
                loss.add("loss", i, 0.4 + 3 * Math.exp(-i / 400.0) + 0.15 * random.nextGaussian());
                for (Mechanism mechanism : Mechanism.values()) {
                    reward.add(mechanism.title(), i, 0.2 * (1 + mechanism.ordinal()) + 0.2 * (1 - Math.exp(-i / 700.0)) + 0.06 * random.nextGaussian());
                }
            }
        });
    }

    private void repainted(FxRobot robot, LiveChart chart, String name) throws TimeoutException {
        int before = chart.drawnPoints(name);
        robot.interact(() -> chart.add(name, chart.size(name), 0.4));
        waitUntil(() -> chart.drawnPoints(name) != before || before > 400);
        WaitForAsyncUtils.waitForFxEvents(20);
    }

    private static void waitUntil(java.util.function.BooleanSupplier condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> Shots.onWindow(condition::getAsBoolean));
    }
}
