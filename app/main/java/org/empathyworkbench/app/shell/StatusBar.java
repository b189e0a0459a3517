package org.empathyworkbench.app.shell;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.empathyworkbench.app.task.RunningTask;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Status bar: workspace folder, its contents, and running tasks with progress and Cancel. */
final class StatusBar extends HBox {
    private final ObservableList<RunningTask> running;
    private final Label folder = new Label("", new FontIcon(Feather.FOLDER));
    private final Label counts = new Label();
    private final Label work = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel;
    private final HBox task;
    private final RepeatingTimer looking = new RepeatingTimer(Duration.ofMillis(200), this::refresh);

    StatusBar(ObservableList<RunningTask> running) {
        this.running = running;
        getStyleClass().add("status-bar");
        folder.setId("status-folder");
        folder.setMinWidth(120);
        counts.setId("status-counts");
        counts.setMinWidth(Region.USE_PREF_SIZE);
        work.setId("status-work");
        bar.getStyleClass().add("thin");
        bar.setPrefWidth(140);
        cancel = Buttons.icon("status-cancel", "Cancel", Feather.X, () -> current().cancel());
        cancel.getStyleClass().add("status-button");
        task = new HBox(8, work, bar, cancel);
        task.setAlignment(Pos.CENTER_RIGHT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(folder, counts, space, task);
        setSpacing(16);
        setAlignment(Pos.CENTER_LEFT);
        running.addListener((ListChangeListener<RunningTask>) change -> follow());
        follow();
    }

    /** @param contents null until the workspace has been read */
    void show(String path, Contents contents) {
        folder.setText(path);
        folder.setTooltip(Texts.tooltip(path));
        counts.setText(contents == null ? "" : words(contents));
    }

    static String words(Contents contents) {
        String text = String.join("  ·  ", List.of(count(contents.datasets().size(), "dataset"), count(contents.models().size(), "model"),
                count(contents.runs().size(), "run")));
        return contents.running() == 0 ? text : text + ", " + contents.running() + " running";
    }

    private static String count(int n, String what) { return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s"); }

    private RunningTask current() { return running.get(running.size() - 1); }

    private void follow() {
        task.setVisible(!running.isEmpty());
        if (running.isEmpty()) {
            looking.stop();
        } else {
            refresh();
            looking.start();
        }
    }

    private void refresh() {
        if (running.isEmpty()) return;
        RunningTask now = current();
        String more = running.size() > 1 ? "  (+" + (running.size() - 1) + ")" : "";
        String message = now.message().isEmpty() ? now.title() : now.title() + ": " + now.message();
        work.setText(message + remaining(now.remainingSeconds()) + more);
        if (bar.getProgress() != now.progress()) bar.setProgress(now.progress());
    }

    private static String remaining(double seconds) {
        if (seconds < 0) return "";
        if (seconds < 90) return String.format("  ·  %d s left", Math.max(1, Math.round(seconds)));
        return String.format("  ·  %d min left", Math.round(seconds / 60));
    }
}
