package org.empathyworkbench.app.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.collections.FXCollections;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Theme;
import org.empathyworkbench.app.task.BackgroundTaskExecutor;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@Tag("window")
class HubDialogTest {
    private final FakeHub hub = new FakeHub();
    private final List<String> stored = new ArrayList<>();
    private BackgroundTaskExecutor tasks;
    private HubDownloadViewModel model;
    private Scene scene;

    @Start
    void start(Stage stage) {
        tasks = new BackgroundTaskExecutor("test", 1, FXCollections.observableArrayList(),
                failure -> { throw new AssertionError(failure); });
        model = new HubDownloadViewModel(hub, name -> name + "-free", tasks, stored::add);
        Overlay overlay = new Overlay();
        scene = new Theme(false).dress(new Scene(overlay.above(new StackPane()), 1000, 700));
        overlay.show("Download from the hub", new HubDownloadPane(model, overlay::close), 620, () -> { });
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() { tasks.close(); }

    @Test
    void sizesAndLicenceComeBeforeTheDownloadWhichShowsItsProgressAndCanBeCancelled(FxRobot robot) throws TimeoutException, IOException {
        assertThat(robot.lookup("#hub-download").query().isDisabled()).isTrue();
        robot.clickOn("#hub-id").write("google/flan-t5-small");
        robot.clickOn("#hub-look");
        waitUntil(() -> robot.lookup("#hub-licence").tryQuery().isPresent());
        assertThat(robot.lookup("#hub-licence").queryLabeled().getText()).isEqualTo("Licence: apache-2.0");
        assertThat(robot.lookup("#hub-together").queryLabeled().getText()).contains("295.9 MiB");
        assertThat(stored).isEmpty();
        Shots.take(scene, "models-hub");
        robot.clickOn("#hub-download");
        waitUntil(() -> robot.lookup("#hub-progress").queryAs(ProgressBar.class).getProgress() > 0.3);
        assertThat(robot.lookup("#hub-message").queryLabeled().getText()).contains("model.safetensors", "98.6 MiB of 295.9 MiB");
        Shots.take(scene, "models-hub-download");
        robot.clickOn("#hub-cancel");
        waitUntil(() -> hub.cancelled && robot.lookup("#hub-problem").query().isVisible());
        hub.goOn.countDown();
        robot.clickOn("#hub-download");
        waitUntil(() -> !stored.isEmpty());
        assertThat(stored).containsExactly("flan-t5-small-free");
    }

    @Test
    void aHubErrorIsShownInTheDialog(FxRobot robot) throws TimeoutException {
        robot.clickOn("#hub-id").write("google/flan-t5-smal");
        robot.clickOn("#hub-look");
        waitUntil(() -> robot.lookup("#hub-problem").query().isVisible());
        assertThat(robot.from(robot.lookup("#hub-problem").queryAll()).lookup(".banner-title").queryLabeled().getText())
                .contains("has no model google/flan-t5-smal");
        robot.clickOn("#hub-id").write("l");
        waitUntil(() -> !robot.lookup("#hub-problem").query().isVisible());
    }

    @Test
    void anotherIdForgetsWhatWasFoundAndOfflineTakesWhatIsThere() {
        HubDownloadViewModel quick = new HubDownloadViewModel(hub, name -> name, new SameThreadTasks(), stored::add);
        quick.idProperty().set("not an id");
        quick.look();
        assertThat(quick.problemProperty().get().happened()).contains("not a model id");
        quick.idProperty().set("google/flan-t5-small");
        quick.look();
        assertThat(quick.stageProperty().get()).isEqualTo(HubDownloadViewModel.Stage.SHOWN);
        assertThat(quick.nameProperty().get()).isEqualTo("flan-t5-small");
        quick.tokenizerProperty().set("google-t5/t5-small");
        assertThat(quick.planProperty().get()).isNull();
        quick.download();
        assertThat(stored).isEmpty();
        hub.offline = true;
        quick.look();
        assertThat(stored).containsExactly("flan-t5-small");
        assertThat(hub.storedAs).isEqualTo("flan-t5-small offline");
    }

    @Test
    void whatAnEarlierAttemptLeftCanBeThrownAway(FxRobot robot) throws TimeoutException {
        hub.present = 100_000_000;
        robot.clickOn("#hub-id").write("google/flan-t5-small");
        robot.clickOn("#hub-look");
        waitUntil(() -> robot.lookup("#hub-together").tryQuery().isPresent());
        assertThat(robot.lookup("#hub-together").queryLabeled().getText()).contains("95.4 MiB already downloaded");
        robot.clickOn("#hub-discard");
        waitUntil(() -> robot.lookup("#hub-together").tryQuery().map(node -> !((Label) node).getText().contains("already")).orElse(false));
    }

    @Test
    void remainingTimeIsInWords() {
        assertThat(HubDownloadViewModel.remaining(-1)).isEmpty();
        assertThat(HubDownloadViewModel.remaining(12.3)).isEqualTo("  ·  12 s left");
        assertThat(HubDownloadViewModel.remaining(600)).isEqualTo("  ·  10 min left");
    }
}
