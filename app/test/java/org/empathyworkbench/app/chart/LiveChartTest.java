package org.empathyworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.control.Theme;
import org.empathyworkbench.chart.ChartFile;
import org.empathyworkbench.chart.ChartLine;
import org.empathyworkbench.chart.ChartNote;
import org.empathyworkbench.chart.ChartPalette;
import org.empathyworkbench.chart.Curve;
import org.empathyworkbench.chart.LineStyle;
import org.empathyworkbench.chart.Span;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;


@ExtendWith(ApplicationExtension.class)
@Tag("window")
class LiveChartTest {
    private Theme theme;
    private Scene scene;
    private LiveChart loss;
    private LiveChart reward;
    private final Curve lossCurve = new Curve();
    private final List<Curve> factors = List.of(new Curve(), new Curve(), new Curve());
    private final List<String> opened = new ArrayList<>();
    private final List<String> noted = new ArrayList<>();
    private ChartGrid grid;

    @Start
    void start(Stage stage) {
        theme = new Theme(false);
        loss = new LiveChart("Training loss");
        reward = new LiveChart("Reward by mechanism");
        loss.setLines(List.of(ChartLine.of("loss", "a", lossCurve, LineStyle.series(0))));
        List<ChartLine> lines = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values())
            lines.add(ChartLine.of(mechanism.title(), "a", factors.get(mechanism.ordinal()), LineStyle.mechanism(mechanism)));
        reward.setLines(lines);
        loss.setOnStep((run, step) -> opened.add(run + "@" + step));
        loss.setNotebook(new ChartNotes() {
            @Override public void add(String run, int step, String text) { noted.add(run + "@" + step + " " + text); }

            @Override public void change(long id, String text) { noted.add(id + " " + text); }

            @Override public void remove(long id) { noted.add(id + " removed"); }
        });
        LiveChart few = new LiveChart("Validation perplexity");
        few.setLines(List.of(ChartLine.of("perplexity", "a",
                three(), LineStyle.series(0))));
        grid = new ChartGrid();
        grid.setRowHeight(230);
        grid.axes().smoothingProperty().set(20);
        grid.setSections(List.of(new ChartSection("Learning", "It should fall.",
                List.of(new ChartCard(loss, "Mean cross-entropy"), new ChartCard(reward, ""))),
                new ChartSection("The rest", "", List.of(new ChartCard(few, ""), new ChartCard(new LiveChart("Entropy"), "")))));
        VBox page = new VBox(grid);
        page.getStyleClass().addAll("page", "shell");
        scene = theme.dress(new Scene(page, 900, 660));
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void aLineShowsEveryValueItWasGivenUntilThereAreMoreThanPixels(FxRobot robot) throws TimeoutException, IOException {
        fill(robot, 1_000);
        waitUntil(() -> loss.drawnPoints("loss") == 1_000);
        fill(robot, 9_000);
        waitUntil(() -> loss.drawnPoints("loss") > 300 && loss.view().curves().whole().to() == 9_999);
        assertThat(loss.drawnPoints("loss")).isLessThan(4 * 900);
        Shots.take(scene, "charts-light");
        long frames = loss.frames();
        robot.interact(() -> theme.darkProperty().set(true));
        waitUntil(() -> loss.frames() > frames);
        Shots.take(scene, "charts-dark");
    }

    @Test
    void smoothingOfManyValuesIsSpreadOverFrames(FxRobot robot) throws TimeoutException {
        int points = 5 * LiveChart.SMOOTHED_A_FRAME;
        robot.interact(() -> {
            for (int i = 0; i < points; i++) lossCurve.add(i, i, i % 100);
            loss.dataChanged();
        });
        waitUntil(() -> loss.smoothing() == 20 && loss.view().curves().whole() != null && loss.view().curves().whole().to() == points - 1);
        List<Double> shown = new ArrayList<>();
        robot.interact(() -> {
            grid.axes().smoothingProperty().set(2_000);
            loss.layout();
            shown.add(loss.smoothing());
        });
        assertThat(shown).containsExactly(20.0);
        waitUntil(() -> loss.smoothing() == 2_000);
        Curve same = new Curve();
        for (int i = 0; i < points; i++) same.add(i, i, i % 100);
        assertThat(Shots.onWindow(() -> lossCurve.smoothed(2_000)[points - 1])).isEqualTo(same.smoothed(2_000)[points - 1]);
        robot.interact(() -> {
            grid.axes().smoothingProperty().set(500);
            assertThat(loss.still(400).points("loss")).as("a file does not wait").isPositive();
            assertThat(lossCurve.prepared(500)).isTrue();
        });
    }

    @Test
    void theWheelWithCtrlZoomsAroundTheMouseAndMovesAWholePageWithoutIt(FxRobot robot) throws TimeoutException {
        fill(robot, 1_000);
        waitUntil(() -> loss.drawnPoints("loss") == 1_000);
        robot.moveTo(loss.place());
        // TestFX turns the wheel otherwise under Monocle than under X11
        List<Double> turned = new ArrayList<>();
        loss.place().addEventFilter(ScrollEvent.SCROLL, e -> turned.add(e.getDeltaY()));
        robot.scroll(1, VerticalDirection.UP).scroll(1, VerticalDirection.DOWN).scroll(1, VerticalDirection.UP);
        waitUntil(() -> turned.size() == 3);
        VerticalDirection in = turned.get(0) > 0 ? VerticalDirection.UP : VerticalDirection.DOWN;
        VerticalDirection out = in == VerticalDirection.UP ? VerticalDirection.DOWN : VerticalDirection.UP;
        assertThat(Shots.onWindow(() -> grid.axes().windowProperty().get())).as("the wheel alone belongs to the page").isNull();
        double share = 0.75;
        double px = Shots.onWindow(() -> loss.view().left() + share * (loss.view().right() - loss.view().left()));
        double at = Shots.onWindow(() -> loss.view().value(px));
        double width = Shots.onWindow(() -> loss.view().seen().width());
        Bounds place = Shots.onWindow(() -> loss.place().localToScreen(loss.place().getLayoutBounds()));
        robot.moveTo(place.getMinX() + px, place.getMinY() + 60);
        robot.press(KeyCode.CONTROL);
        robot.scroll(1, in);
        waitUntil(() -> grid.axes().windowProperty().get() != null);
        Span once = Shots.onWindow(() -> grid.axes().windowProperty().get());
        assertThat(once.width()).isCloseTo(width / 1.25, within(width * 0.02));
        assertThat((at - once.from()) / once.width()).as("what is under the mouse stays there").isCloseTo(share, within(0.01));
        robot.scroll(1, in);
        waitUntil(() -> grid.axes().windowProperty().get().width() < once.width() * 0.9);
        assertThat(Shots.onWindow(() -> reward.view().seen().width()))
                .as("all charts of the page").isCloseTo(once.width() / 1.25, within(once.width() * 0.02));
        for (int i = 0; i < 3; i++) robot.scroll(1, out);
        waitUntil(() -> grid.axes().windowProperty().get() == null);
        robot.release(KeyCode.CONTROL);
        Shots.onWindow(() -> {
            loss.setWheelZooms(true);
            return true;
        });
        robot.scroll(1, in);
        waitUntil(() -> grid.axes().windowProperty().get() != null && grid.axes().windowProperty().get().width() < width);
    }

    @Test
    void theStyleSheetGivesAMechanismItsColourInBothThemes(FxRobot robot) throws TimeoutException {
        Color light = Shots.onWindow(() -> reward.ink(reward.lines().get(0)));
        assertThat(light).isNotEqualTo(Color.GRAY).isNotEqualTo(Shots.onWindow(() -> reward.ink(reward.lines().get(1))));
        assertThat(reward.lines().get(0).style().dashes()).as("colour is never alone").isNotEqualTo(reward.lines().get(1).style().dashes());
        robot.interact(() -> theme.darkProperty().set(true));
        waitUntil(() -> !reward.ink(reward.lines().get(0)).equals(light));
    }

    @Test
    void picturesWithoutAWindowHaveTheColoursOfTheStyleSheet(FxRobot robot) throws TimeoutException {
        assertThat(Shots.onWindow(() -> reward.palette())).isEqualTo(ChartPalette.LIGHT);
        robot.interact(() -> theme.darkProperty().set(true));
        waitUntil(() -> reward.palette().equals(ChartPalette.DARK));
    }

    @Test
    void aChartAtRestIsNotDrawnAgain(FxRobot robot) throws TimeoutException {
        fill(robot, 500);
        waitUntil(() -> loss.drawnPoints("loss") == 500);
        WaitForAsyncUtils.waitForFxEvents();
        long before = Shots.onWindow(loss::frames);
        CountDownLatch pulses = new CountDownLatch(30);
        AnimationTimer timer = new AnimationTimer() {
            @Override public void handle(long now) { pulses.countDown(); }
        };
        robot.interact(timer::start);
        waitUntil(() -> pulses.getCount() == 0);
        robot.interact(timer::stop);
        assertThat(Shots.onWindow(loss::frames)).isEqualTo(before);
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
    void aLogarithmicScaleReportsOmittedValuesAndIsRefusedWithoutPositiveOnes(FxRobot robot) throws TimeoutException, IOException {
        robot.interact(() -> {
            grid.axes().smoothingProperty().set(0);
            for (int i = 0; i < 100; i++) {
                lossCurve.add(i, i, i == 50 ? -1 : Math.exp(-i / 10.0));
                factors.get(0).add(i, i, -1);
            }
            loss.dataChanged();
            loss.logScaleProperty().set(true);
            reward.logScaleProperty().set(true);
        });
        waitUntil(() -> loss.drawnPoints("loss") == 100 && loss.view().readable() && loss.view().curves().y().getLowerBound() > 0);
        assertThat(loss.view().curves().hint()).isEqualTo("1 value at or below 0 not drawn");
        assertThat(reward.view().readable()).isFalse();
        assertThat(reward.view().curves().hint()).startsWith("No value is above 0");
        Shots.take(scene, "charts-log");
    }

    @Test
    void draggingZoomsAllChartsWithShiftItMovesThemAndADoubleClickShowsEverything(FxRobot robot) throws TimeoutException {
        fill(robot, 1_000);
        waitUntil(() -> loss.drawnPoints("loss") == 1_000);
        robot.drag(at(loss, 0.3)).moveTo(at(loss, 0.5)).dropTo(at(loss, 0.6));
        waitUntil(() -> grid.axes().windowProperty().get() != null && loss.drawnPoints("loss") < 400);
        Span zoomed = grid.axes().windowProperty().get();
        assertThat(zoomed.from()).isBetween(230.0, 340.0);
        assertThat(zoomed.to()).isBetween(560.0, 660.0);
        waitUntil(() -> reward.drawnPoints(Mechanism.EXPLORATION.title()) < 400);
        robot.moveTo(at(loss, 0.5)).press(KeyCode.SHIFT).press(MouseButton.PRIMARY)
                .moveTo(at(loss, 0.7)).release(MouseButton.PRIMARY).release(KeyCode.SHIFT);
        waitUntil(() -> grid.axes().windowProperty().get().from() < zoomed.from() - 20);
        assertThat(grid.axes().windowProperty().get().width()).isCloseTo(zoomed.width(), within(1e-6));
        robot.doubleClickOn(at(loss, 0.5));
        waitUntil(() -> grid.axes().windowProperty().get() == null);
        assertThat(opened).as("a double click opens nothing").isEmpty();
    }

    @Test
    void theKeyboardMovesTheCrosshairZoomsAndOpensAStep(FxRobot robot) throws TimeoutException {
        fill(robot, 100);
        waitUntil(() -> loss.drawnPoints("loss") == 100);
        robot.interact(loss::requestFocus);
        robot.push(KeyCode.RIGHT);
        waitUntil(() -> grid.axes().cursorProperty().get() == 0);
        robot.push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.LEFT);
        assertThat(Shots.onWindow(() -> grid.axes().cursorProperty().get())).isEqualTo(1);
        robot.push(KeyCode.ENTER);
        waitUntil(() -> opened.equals(List.of("a@1")));
        robot.push(KeyCode.PLUS);
        waitUntil(() -> grid.axes().windowProperty().get() != null);
        robot.push(KeyCode.DIGIT0);
        waitUntil(() -> grid.axes().windowProperty().get() == null);
        robot.push(KeyCode.L);
        assertThat(loss.logScaleProperty().get()).isTrue();
    }

    @Test
    void aNoteIsWrittenAtTheCrosshairAndOpenedByItsFlag(FxRobot robot) throws TimeoutException, IOException {
        fill(robot, 100);
        waitUntil(() -> loss.drawnPoints("loss") == 100);
        robot.interact(() -> {
            loss.requestFocus();
            grid.axes().cursorProperty().set(60);
        });
        robot.push(KeyCode.N);
        waitUntil(() -> loss.noteBox().isVisible());
        robot.write("rate halved").push(KeyCode.ENTER);
        waitUntil(() -> noted.equals(List.of("a@60 rate halved")));
        robot.interact(() -> loss.setNotes(List.of(new ChartNote(7, "a", 60, "rate halved"))));
        waitUntil(() -> loss.view() != null && loss.notes().size() == 1);
        WaitForAsyncUtils.waitForFxEvents();
        Point2D flag = Shots.onWindow(() -> loss.place().localToScreen(loss.view().at(60) + 4, loss.view().top() + 3));
        robot.clickOn(flag);
        waitUntil(() -> loss.noteBox().isVisible());
        Shots.take(scene, "charts-note");
        robot.clickOn("#note-remove");
        waitUntil(() -> noted.contains("7 removed") && !loss.noteBox().isVisible());
    }

    @Test
    void oneChartIsMaximisedAndRestored(FxRobot robot) throws TimeoutException {
        fill(robot, 100);
        robot.clickOn(robot.from(grid).lookup(".chart-alone").nth(1).<Node>query());
        waitUntil(() -> grid.aloneProperty().get() != null && loss.getParent().getParent() == null);
        assertThat(grid.aloneProperty().get().chart()).isSameAs(reward);
        assertThat(reward.wheelZooms()).isTrue();
        robot.clickOn(robot.from(grid).lookup(".chart-alone").<Node>query());
        waitUntil(() -> grid.aloneProperty().get() == null && loss.getScene() != null);
    }

    @Test
    void exportsHoldWhatIsShownWithItsRawValuesAndReadablePictures(FxRobot robot, @TempDir Path folder)
            throws TimeoutException, IOException {
        fill(robot, 30);
        waitUntil(() -> reward.drawnPoints(Mechanism.EXPLORATION.title()) == 30);
        Shots.onWindow(() -> {
            ChartExport.csv(reward, folder.resolve("a.csv"));
            for (ChartFile format : ChartFile.values())
                ChartExport.picture(reward, format, 600, 400, folder.resolve("a." + format.ending()));
            reward.show(Mechanism.INTERPRETATION.title(), false);
            grid.axes().windowProperty().set(new Span(10, 19));
            ChartExport.csv(reward, folder.resolve("part.csv"));
            return true;
        });
        List<String> lines = Files.readAllLines(folder.resolve("a.csv"));
        assertThat(lines).hasSize(31);
        assertThat(lines.get(0)).isEqualTo("step,Emotional reaction,Interpretation,Exploration");
        assertThat(lines.get(8)).isEqualTo("7," + factors.get(0).y(7) + "," + factors.get(1).y(7) + "," + factors.get(2).y(7));
        List<String> part = Files.readAllLines(folder.resolve("part.csv"));
        assertThat(part).hasSize(11).first().isEqualTo("step,Emotional reaction,Exploration");
        assertThat(part.get(1)).startsWith("10,");
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isEqualTo(1200);
        assertThat(Files.readString(folder.resolve("a.svg"))).startsWith("<")
                .contains("Reward by mechanism", "Exploration", "</svg>", "stroke-dasharray");
        assertThat(Files.readString(folder.resolve("a.svg")).split("<ellipse "))
                .as("a dot for each of 30 points of three curves").hasSize(91);
        Files.createDirectories(Path.of("target/shots"));
        Files.copy(folder.resolve("a.png"), Path.of("target/shots/chart-export.png"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve("a.svg"), Path.of("target/shots/chart-export.svg"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void movingOverAChartReadsItsValuesAndShowsTheStepInAllCharts(FxRobot robot) throws TimeoutException, IOException {
        fill(robot, 200);
        waitUntil(() -> reward.drawnPoints(Mechanism.EXPLORATION.title()) == 200);
        robot.moveTo(at(reward, 0.5));
        waitUntil(() -> robot.from(reward).lookup(".chart-reader").queryAll().stream().anyMatch(node -> node.isVisible()));
        assertThat(robot.from(reward).lookup(".reader-head").queryLabeled().getText()).startsWith("step ");
        assertThat(robot.from(loss).lookup(".chart-crosshair").query().isVisible()).isTrue();
        Shots.take(scene, "charts-reader");
        robot.clickOn(at(loss, 0.5));
        waitUntil(() -> opened.size() == 1);
        assertThat(Integer.parseInt(opened.get(0).substring(2))).isBetween(80, 120);
    }

    private static Curve three() {
        Curve curve = new Curve();
        for (int i = 1; i <= 3; i++) curve.add(100 * i, i, 100.0 / i);
        return curve;
    }

    /** A point of the plot on the screen, so far from its left. */
    private static Point2D at(LiveChart chart, double share) {
        return Shots.onWindow(() -> {
            Bounds bounds = chart.place().getBoundsInLocal();
            double x = chart.view().left() + share * (chart.view().right() - chart.view().left());
            return chart.place().localToScreen(x, bounds.getHeight() / 2);
        });
    }

    private void fill(FxRobot robot, int steps) {
        Random random = new Random(3);
        robot.interact(() -> {
            int from = lossCurve.size();
            for (int i = from; i < from + steps; i++) {
                lossCurve.add(i, i, 0.4 + 3 * Math.exp(-i / 400.0) + 0.15 * random.nextGaussian());
                for (Mechanism mechanism : Mechanism.values()) {
                    factors.get(mechanism.ordinal())
                            .add(i, i, 0.2 * (1 + mechanism.ordinal()) + 0.2 * (1 - Math.exp(-i / 700.0)) + 0.06 * random.nextGaussian());
                }
            }
            loss.dataChanged();
            reward.dataChanged();
        });
    }

    private static void waitUntil(BooleanSupplier condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> Shots.onWindow(condition::getAsBoolean));
    }
}
