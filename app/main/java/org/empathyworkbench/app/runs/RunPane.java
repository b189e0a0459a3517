package org.empathyworkbench.app.runs;

import atlantafx.base.theme.Styles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.MetricTile;
import org.empathyworkbench.app.control.RunChip;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.app.runs.RunViewModel.Track;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.workspace.RunAnnotations;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunOrigin;
import org.empathyworkbench.workspace.RunState;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The open run: header with state, progress and actions, metric tiles, and tabs for charts, samples, log, checkpoints and recipe. */
final class RunPane extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    /** Maximum tile width, for runs with few metrics. */
    private static final double TILE = 260;
    private final RunViewModel model;
    private final Label name = Texts.title("");
    private final StackPane chip = new StackPane();
    private final Label what = Texts.muted("");
    private final Button star = Buttons.plain("run-star", "", null, () -> { });
    private final HBox said = new HBox(6);
    private final Label far = Texts.muted("");
    private final ProgressBar bar = new ProgressBar(0);
    private final HBox tiles = new HBox(10);
    private final RunCharts charts;
    private final RunSamples samples;
    private final TabPane tabs = new TabPane();

    /** Actions on a run, implemented by the page. */
    record Actions(Consumer<RunInfo> again, Consumer<RunInfo> trash, Consumer<RunInfo> openModel,
            Consumer<RunInfo> stopNow, BiConsumer<RunInfo, CheckpointInfo> branch, Consumer<RunInfo> star,
            Consumer<RunInfo> marks, Consumer<RunInfo> command, Consumer<RunInfo> record, Consumer<RunInfo> sweep) { }

    RunPane(RunsViewModel page, Actions actions, Node recipe, FileChoice files) {
        this.model = page.current();
        this.charts = new RunCharts(model, page.charts(), page.step(), page.rows(), files);
        this.samples = new RunSamples(model);
        setSpacing(10);
        setId("run-pane");
        setMinWidth(0);
        star.getStyleClass().add("star");
        name.setId("run-name");
        name.setMinWidth(40);
        far.setId("run-far");
        chip.setId("run-state");
        chip.setMinWidth(Region.USE_PREF_SIZE);
        what.setWrapText(false);
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Progress of the run");
        ErrorBanner banner = new ErrorBanner();
        banner.setId("run-problem");
        model.problemProperty().subscribe(banner.problemProperty()::set);
        star.setOnAction(e -> actions.star().accept(model.runProperty().get()));
        HBox title = new HBox(8, star, name, chip);
        title.setAlignment(Pos.CENTER_LEFT);
        said.setAlignment(Pos.CENTER_LEFT);
        said.setId("run-said");
        said.managedProperty().bind(said.visibleProperty());
        VBox words = new VBox(2, title, what, said);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox head = new HBox(12, words, buttons(actions));
        head.setAlignment(Pos.CENTER_LEFT);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getStyleClass().add("run-tabs");
        Tab read = tab("Samples", samples);
        read.selectedProperty().subscribe(samples::setActive);
        tabs.getTabs().setAll(tab("Charts", charts), read, tab("Log", new RunLog(model)),
                tab("Checkpoints", new RunCheckpointList(model, from -> actions.branch().accept(model.runProperty().get(), from))),
                tab("Recipe", recipe));
        VBox.setVgrow(tabs, Priority.ALWAYS);
        VBox progress = new VBox(5, bar, far);
        getChildren().addAll(head, progress, banner, tiles, tabs);
        model.runProperty().subscribe(run -> {
            setVisible(run != null);
            if (run != null) show(run);
        });
        model.runProperty().map(run -> run.kind() != RunKind.IDENTIFIERS).orElse(true).subscribe(writes -> {
            if (writes && !tabs.getTabs().contains(read)) tabs.getTabs().add(1, read);
            if (!writes) tabs.getTabs().remove(read);
        });
        Tab failed = tab("Failed batch", new FailedBatchPane(model.failedBatch()));
        failed.setId("tab-failed-batch");
        model.failedBatch().batchProperty().map(batch -> true).orElse(false).subscribe(there -> {
            if (!there) tabs.getTabs().remove(failed);
            else if (!tabs.getTabs().contains(failed)) tabs.getTabs().add(tabs.getTabs().size() - 1, failed);
        });
        model.nowProperty().subscribe(now -> { if (model.runProperty().get() != null) showProgress(model.runProperty().get()); });
        model.tracksProperty().subscribe(this::showTiles);
    }

    /** Number of points of a metric's line. */
    int drawn(String metric) { return charts.size(metric); }

    /** Enables saving responses of the tab Samples as cases. */
    void keepWith(SaveCaseButton keep) { samples.keepWith(keep); }

    /**
     * Adds a tab supplied by another package before the recipe; shown for runs that write responses.
     *
     * @param onRun receives the open run on every change; null for none
     */
    void add(String title, Node content, Consumer<RunInfo> onRun) {
        Tab tab = tab(title, content);
        model.runProperty().map(run -> run.kind() != RunKind.IDENTIFIERS).orElse(true).subscribe(writes -> {
            tabs.getTabs().remove(tab);
            if (writes) tabs.getTabs().add(tabs.getTabs().size() - 1, tab);
        });
        model.runProperty().subscribe(onRun);
    }

    private static Tab tab(String title, Node content) {
        StackPane padded = new StackPane(content);
        padded.getStyleClass().add("tab-body");
        Tab tab = new Tab(title, padded);
        tab.setId("tab-" + title.toLowerCase(Locale.ROOT));
        return tab;
    }

    private HBox buttons(Actions actions) {
        Button pause = Buttons.plain("run-pause", "Pause", Feather.PAUSE, model::pause);
        pause.setTooltip(Texts.tooltip("The run saves a checkpoint after its current step and pauses. Resume continues exactly "
                + "from there."));
        Button save = Buttons.icon("run-save", "Save a checkpoint after this step and continue", Feather.SAVE, model::save);
        Button stop = Buttons.danger("run-stop", "Stop", Feather.SQUARE, model::stop);
        stop.setTooltip(Texts.tooltip("The run finishes its step, saves its model and a checkpoint, and ends."));
        Button stopNow = Buttons.icon("run-stop-now", "Stop at once, in the middle of the step",
                Feather.X_OCTAGON, () -> actions.stopNow().accept(model.runProperty().get()));
        Button earlier = Buttons.icon("run-earlier", "Earlier in the queue", Feather.ARROW_UP, () -> model.move(-1));
        Button later = Buttons.icon("run-later", "Later in the queue", Feather.ARROW_DOWN, () -> model.move(1));
        Button resume = Buttons.primary("run-resume", "Resume", Feather.PLAY, model::resume);
        resume.setTooltip(Texts.tooltip("Continues from the newest checkpoint, as soon as no other run uses its device."));
        Button branch = Buttons.plain("run-branch", "Branch", Feather.GIT_BRANCH,
                () -> actions.branch().accept(model.runProperty().get(), model.checkpoints().get(0)));
        branch.setTooltip(Texts.tooltip("A new run that continues from the newest checkpoint "
                + "with other settings. The tab Checkpoints offers the older ones."));
        Button again = Buttons.plain("run-again", "Clone", Feather.REPEAT, () -> actions.again().accept(model.runProperty().get()));
        again.setTooltip(Texts.tooltip("Opens the New run form with this recipe."));
        Button delete = Buttons.icon("run-delete", "Move this run to the trash; its model stays",
                Feather.TRASH_2, () -> actions.trash().accept(model.runProperty().get()));
        Button open = Buttons.primary("run-model", "Open model", Feather.BOX, () -> actions.openModel().accept(model.runProperty().get()));
        List<Button> all = List.of(open, resume, branch, again, delete, earlier, later, pause, save, stop, stopNow);
        for (Button button : all) button.managedProperty().bind(button.visibleProperty());
        model.runProperty().subscribe(run -> {
            if (run == null) return;
            boolean running = run.state() == RunState.RUNNING;
            boolean going = !run.state().atRest();
            boolean asked = run.stopRequested() || run.pauseRequested();
            pause.setVisible(going);
            pause.setDisable(asked);
            pause.setText(run.pauseRequested() ? "Pausing…" : "Pause");
            save.setVisible(running);
            save.setDisable(asked);
            stop.setVisible(going);
            stop.setDisable(run.stopRequested());
            stop.setText(run.stopRequested() ? "Stopping…" : "Stop");
            stopNow.setVisible(running);
            for (Button move : List.of(earlier, later)) move.setVisible(run.state() == RunState.QUEUED && run.queuePlace() != null);
            resume.setVisible(run.state().resumable());
            again.setVisible(!going);
            delete.setVisible(!going);
            open.setVisible(!going && !run.model().isEmpty());
        });
        model.checkpoints().subscribe(() -> branch.setVisible(!model.checkpoints().isEmpty()));
        branch.setVisible(!model.checkpoints().isEmpty());
        HBox row = new HBox(8, all.toArray(Button[]::new));
        row.getChildren().add(more(actions));
        row.setAlignment(Pos.CENTER_RIGHT);
        row.setMinWidth(Region.USE_PREF_SIZE);
        return row;
    }

    /** Menu of less frequent actions. */
    private MenuButton more(Actions actions) {
        MenuButton button = new MenuButton("", new FontIcon(Feather.MORE_HORIZONTAL));
        button.setId("run-more");
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow");
        button.setTooltip(Texts.tooltip("More actions for this run"));
        button.setAccessibleText("More actions for this run");
        button.getItems().setAll(RunsHead.menuItem("run-marks", "Tags and note\u2026", Feather.TAG,
                () -> actions.marks().accept(model.runProperty().get())), RunsHead.menuItem("run-copy-command", "Copy the command",
                        Feather.TERMINAL, () -> actions.command().accept(model.runProperty().get())), RunsHead.menuItem("run-record",
                                "Export the record\u2026", Feather.FILE_TEXT, () -> actions.record().accept(model.runProperty().get())),
                RunsHead.menuItem("run-sweep", "Sweep over this recipe\u2026", Feather.GRID,
                        () -> actions.sweep().accept(model.runProperty().get())));
        return button;
    }

    /** Tags and note, if any. */
    private void showMarks(RunAnnotations marks) {
        star.setText(marks.starred() ? "\u2605" : "\u2606");
        star.getStyleClass().removeAll("star-on", "star-off");
        star.getStyleClass().add(marks.starred() ? "star-on" : "star-off");
        star.setAccessibleText(marks.starred() ? "Remove the star" : "Add a star");
        star.setTooltip(Texts.tooltip(star.getAccessibleText()));
        said.getChildren().setAll(MarksPane.chips(marks));
        if (!marks.note().isEmpty()) {
            Label note = new Label(marks.note().replace('\n', ' '));
            note.setTooltip(Texts.tooltip(marks.note()));
            note.setMinWidth(0);
            said.getChildren().add(note);
        }
        said.setVisible(!said.getChildren().isEmpty());
    }

    private void show(RunInfo run) {
        showMarks(run.marks());
        name.setText(run.name());
        name.setTooltip(Texts.tooltip(run.name()));
        chip.getChildren().setAll(RunChip.of(run.state()));
        List<String> parts = new ArrayList<>(List.of(RunFormats.kind(run.kind())));
        if (!run.preset().isEmpty()) parts.add("preset " + run.preset());
        if (!run.model().isEmpty()) parts.add("made " + run.model());
        if (!run.sweep().isEmpty()) parts.add("sweep " + run.sweep());
        if (!run.origin().isEmpty()) parts.add("branched from step " + RunOrigin.of(run.origin()).step());
        parts.add(run.startedAt() == null ? "not started" : "started " + started(run.startedAt()));
        what.setText(String.join("  ·  ", parts));
        what.setTooltip(Texts.tooltip(what.getText() + "\nId " + run.id()));
        showProgress(run);
    }

    /** The time, with the date unless today. */
    private static String started(Instant at) {
        return (LocalDate.ofInstant(at, ZoneId.systemDefault()).equals(LocalDate.now()) ? TIME : DAY).format(at);
    }

    private void showProgress(RunInfo run) {
        boolean finished = run.state() == RunState.FINISHED;
        bar.setProgress(finished ? 1 : run.totalSteps() > 0 ? run.progress() : run.state() == RunState.RUNNING ? -1 : 0);
        List<String> parts = new ArrayList<>();
        if (run.totalSteps() > 0)
            parts.add("Step " + RunFormats.count(run.step()) + " of " + RunFormats.count(run.totalSteps())
                    + (finished && run.step() < run.totalSteps() ? ", ended early" : ""));
        else if (run.state() == RunState.RUNNING) parts.add("Preparing");
        else if (run.state() == RunState.QUEUED)
            parts.add(run.queuePlace() == null ? "Waiting for its process to start" : "Waits until no other run uses " + run.device());
        if (run.startedAt() != null)
            parts.add(RunFormats.clock(run.elapsed(model.nowProperty().get())) + (run.state().atRest() ? "" : " gone"));
        if (run.state() == RunState.RUNNING) {
            Duration left = model.remaining();
            if (left != null) parts.add(RunFormats.about(left) + " left");
            double pace = model.pace();
            if (pace > 0)
                parts.add(pace >= 1 ? String.format(Locale.ROOT, "%.1f steps a second", pace)
                        : String.format(Locale.ROOT, "%.1f s a step", 1 / pace));
        }
        far.setText(String.join("  ·  ", parts));
    }

    private void showTiles(Map<String, Track> tracks) {
        RunInfo run = model.runProperty().get();
        List<MetricTiles.Tile> now = run == null ? List.of() : MetricTiles.of(run.kind(), tracks);
        while (tiles.getChildren().size() > now.size()) tiles.getChildren().remove(tiles.getChildren().size() - 1);
        for (int i = 0; i < now.size(); i++) {
            MetricTiles.Tile tile = now.get(i);
            if (i == tiles.getChildren().size() || !tile.name().equals(tiles.getChildren().get(i).getUserData())) {
                MetricTile made = new MetricTile(tile.name(), tile.icon(), tile.definition());
                made.setUserData(tile.name());
                made.setMinWidth(0);
                made.setMaxWidth(TILE);
                HBox.setHgrow(made, Priority.ALWAYS);
                if (i < tiles.getChildren().size()) tiles.getChildren().set(i, made);
                else tiles.getChildren().add(made);
            }
            MetricTile node = (MetricTile) tiles.getChildren().get(i);
            node.value().setText(tile.value());
            node.note().setText(tile.note());
        }
        tiles.setVisible(!now.isEmpty());
        tiles.setManaged(!now.isEmpty());
    }
}
