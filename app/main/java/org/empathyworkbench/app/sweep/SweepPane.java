package org.empathyworkbench.app.sweep;

import atlantafx.base.theme.Styles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.MenuItems;
import org.empathyworkbench.app.control.RunChip;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.run.RunMetric;
import org.empathyworkbench.sweep.SweepState;
import org.empathyworkbench.sweep.SweepTable;
import org.empathyworkbench.sweep.SweepTable.Cell;
import org.empathyworkbench.sweep.SweepTable.Line;
import org.empathyworkbench.sweep.SweepText;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A sweep: varied settings, progress, results table, and runs. */
final class SweepPane extends VBox {
    private static final int NONE = -1;
    /** Metric columns visible in a small window; more by scrolling. */
    private static final int FITTING = 4;
    private final SweepsViewModel model;
    private final FileChoice files;
    private final Label name = Texts.title("");
    private final StackPane chip = new StackPane();
    private final Label what = Texts.muted("");
    private final Label far = Texts.muted("");
    private final ProgressBar bar = new ProgressBar(0);
    private final CopyTable<Line> results = new CopyTable<>();
    private final CopyTable<RunInfo> runs = new CopyTable<>();
    private final ComboBox<Integer> against = new ComboBox<>();
    private final MenuButton columns = new MenuButton("Columns");
    private final Label meaning = Texts.muted("");

    /** @param open opens a run */
    SweepPane(SweepsViewModel model, Consumer<RunInfo> open, FileChoice files) {
        this.model = model;
        this.files = files;
        setId("sweep-pane");
        setSpacing(10);
        setMinWidth(0);
        name.setId("sweep-name");
        name.setMinWidth(40);
        chip.setMinWidth(Region.USE_PREF_SIZE);
        what.setWrapText(false);
        far.setId("sweep-far");
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Progress of the sweep");
        HBox title = new HBox(10, name, chip);
        title.setAlignment(Pos.CENTER_LEFT);
        VBox words = new VBox(2, title, what);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox head = new HBox(12, words, buttons());
        head.setAlignment(Pos.CENTER_LEFT);
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        getChildren().addAll(head, new VBox(5, bar, far), banner, resultCard(), runCard(open));
        model.selectedProperty().subscribe(sweep -> { if (sweep != null) show(sweep); });
        model.tableProperty().subscribe(this::show);
    }

    private HBox buttons() {
        Button pause = Buttons.plain("sweep-pause", "Pause", Feather.PAUSE, model::pause);
        pause.setTooltip(Texts.tooltip("The active run saves a checkpoint and pauses; "
                + "queued runs leave the queue. Resume continues exactly from there."));
        Button stop = Buttons.danger("sweep-stop", "Stop", Feather.SQUARE, model::stop);
        stop.setTooltip(Texts.tooltip("The active run saves its model and ends; queued runs are not started."));
        Button resume = Buttons.primary("sweep-resume", "Resume", Feather.PLAY, model::resume);
        resume.setTooltip(Texts.tooltip("Every unfinished run resumes or restarts, failed ones included."));
        Button forget = Buttons.icon("sweep-forget", "Delete this sweep; its runs and models are kept", Feather.X, model::forget);
        List<Button> all = List.of(resume, pause, stop, forget);
        for (Button button : all) button.managedProperty().bind(button.visibleProperty());
        model.selectedProperty().subscribe(sweep -> {
            if (sweep == null) return;
            pause.setVisible(sweep.going());
            stop.setVisible(sweep.going());
            resume.setVisible(!sweep.going() && sweep.resumable());
            forget.setVisible(!sweep.going());
        });
        HBox row = new HBox(8, all.toArray(Button[]::new));
        row.setAlignment(Pos.CENTER_RIGHT);
        row.setMinWidth(Region.USE_PREF_SIZE);
        return row;
    }

    private Node resultCard() {
        results.setId("sweep-results");
        results.setPlaceholder(Texts.muted("Reading the metrics\u2026"));
        results.setPrefHeight(230);
        results.setMinHeight(120);
        against.setId("sweep-against");
        against.setPrefWidth(190);
        against.setTooltip(Texts.tooltip("Welch's two-sided t-test of each row against this "
                + "one; p is shown under the mean, without correction for multiple tests."));
        against.valueProperty().subscribe(row -> { if (row != null) model.baselineProperty().set(row); });
        model.baselineProperty().subscribe(row -> { if (against.getItems().contains(row.intValue())) against.setValue(row.intValue()); });
        columns.setId("sweep-columns");
        model.offered().addListener((ListChangeListener<RunMetric>) change -> offer());
        model.figures().addListener((ListChangeListener<RunMetric>) change -> offer());
        MenuButton export = new MenuButton("", new FontIcon(Feather.DOWNLOAD));
        export.setId("sweep-export");
        export.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow");
        export.setTooltip(Texts.tooltip("Export the table"));
        export.setAccessibleText("Export the table");
        for (Map.Entry<String, String> one : List.of(Map.entry("CSV, with every seed's value\u2026", "csv"),
                Map.entry("LaTeX\u2026", "tex"), Map.entry("Markdown\u2026", "md"))) {
            MenuItem item = new MenuItem(one.getKey());
            item.setOnAction(e -> export(one.getValue()));
            export.getItems().add(item);
        }
        Button copy = Buttons.icon("sweep-copy", "Copy the table", Feather.COPY,
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, model.copy())));
        meaning.getStyleClass().add("text-small");
        meaning.setId("sweep-meaning");
        EvaluationBar evaluation = new EvaluationBar(model.evaluation());
        evaluation.visibleProperty().bind(model.onTestProperty());
        Card card = new Card("Results", evaluation, results, meaning).grow(results)
                .action(shown(), Texts.muted("p against"), against, columns, copy, export);
        VBox.setVgrow(card, Priority.ALWAYS);
        return card;
    }

    /** Source of the metrics: training curves, or the models' evaluation. */
    private Node shown() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton curves = Segments.button("sweep-curves", "Curves", group);
        curves.setTooltip(Texts.tooltip("Metrics recorded during training."));
        ToggleButton test = Segments.button("sweep-test", "Test split", group);
        test.setTooltip(Texts.tooltip("Metrics of the runs' models on the test split, as computed by the command evaluate."));
        model.onTestProperty().subscribe(now -> group.selectToggle(now ? test : curves));
        group.selectedToggleProperty().subscribe(now -> { if (now != null) model.onTestProperty().set(now == test); });
        HBox row = Segments.row(curves, test);
        row.managedProperty().bind(row.visibleProperty());
        model.selectedProperty().subscribe(sweep -> row.setVisible(sweep != null && sweep.plan().recipe().kind() != RunKind.IDENTIFIERS));
        return row;
    }

    private Node runCard(Consumer<RunInfo> open) {
        runs.setId("sweep-runs");
        runs.nodes("State", 96, run -> run.state().key(), run -> RunChip.of(run.state())).setMaxWidth(110);
        runs.text("Run", 230, RunInfo::name);
        runs.text("Steps", 90, run -> run.totalSteps() > 0 ? String.format(Locale.ROOT, "%,d / %,d", run.step(), run.totalSteps()) : "");
        runs.text("", 220, RunInfo::message);
        runs.setPlaceholder(Texts.muted("Its runs were deleted."));
        runs.setPrefHeight(250);
        runs.setMinHeight(110);
        runs.setRowFactory(view -> {
            TableRow<RunInfo> row = new TableRow<>();
            row.setOnMouseClicked(e -> { if (e.getClickCount() == 2 && !row.isEmpty()) open.accept(row.getItem()); });
            return row;
        });
        Button look = Buttons.link("sweep-open-run", "Open", () -> open.accept(runs.getSelectionModel().getSelectedItem()));
        look.disableProperty().bind(runs.getSelectionModel().selectedItemProperty().isNull());
        return new Card("Runs", runs).grow(runs).action(look);
    }

    /** {@code 4 rows, 5 seeds  ·  PPO on ed}. */
    static String what(SweepState sweep) {
        int rows = sweep.plan().rows().size();
        int seeds = sweep.plan().seeds().size();
        String preset = sweep.plan().recipe().preset();
        return rows + (rows == 1 ? " row, " : " rows, ") + seeds + (seeds == 1 ? " seed" : " seeds") + "  \u00b7  "
                + (preset.isEmpty() ? sweep.plan().recipe().kind().key() : preset) + " on " + sweep.plan().recipe().dataset();
    }

    private void show(SweepState sweep) {
        name.setText(sweep.name());
        name.setTooltip(Texts.tooltip(sweep.name()));
        chip.getChildren().setAll(Texts.chip(sweep.word(), SweepWords.chip(sweep.word())));
        what.setText(what(sweep));
        bar.setProgress(sweep.progress());
        Duration left = sweep.remaining(model.now());
        far.setText(sweep.words() + (left == null ? "" : "  \u00b7  about " + SweepWords.about(left) + " left"));
        List<Integer> rows = new ArrayList<>(List.of(NONE));
        for (int row = 0; row < sweep.plan().rows().size(); row++) rows.add(row);
        against.setConverter(Choices.converter(row -> row == null || row == NONE ? "nothing" : sweep.plan().rows().get(row).name()));
        if (!rows.equals(against.getItems())) {
            int now = model.baselineProperty().get();
            against.getItems().setAll(rows);
            against.setValue(now);
        }
        RunInfo chosen = runs.getSelectionModel().getSelectedItem();
        runs.setItems(FXCollections.observableArrayList(sweep.runs()));
        if (chosen != null)
            sweep.runs().stream().filter(run -> run.id().equals(chosen.id())).findFirst().ifPresent(runs.getSelectionModel()::select);
    }

    private void offer() {
        MenuItems.refill(columns, model.offered().stream().map(figure -> {
            CheckMenuItem item = new CheckMenuItem(figure.label().equals(figure.metric())
                    ? figure.words() : figure.label() + " (" + figure.words() + ")");
            item.setMnemonicParsing(false);
            item.setSelected(model.figures().contains(figure));
            item.setOnAction(e -> {
                if (item.isSelected()) model.figures().add(figure);
                else model.figures().remove(figure);
            });
            return (MenuItem) item;
        }).toList());
    }

    private void show(SweepTable table) {
        meaning.setText(table == null ? "" : table.meaning());
        if (table == null) {
            results.getItems().clear();
            return;
        }
        List<String> titles = table.figures().stream().map(RunMetric::label).toList();
        List<String> before = results.getColumns().stream().map(column -> String.valueOf(column.getProperties().get("figure"))).toList();
        List<String> keys = new ArrayList<>(List.of("name", "n"));
        table.figures().forEach(figure -> keys.add(figure.key()));
        if (!keys.equals(before)) {
            results.getColumns().clear();
            results.setColumnResizePolicy(table.figures().size() > FITTING ? TableView.UNCONSTRAINED_RESIZE_POLICY
                    : TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
            mark(results.nodes("Settings", 170, Line::name, SweepPane::settings), "name", "A combination of settings; the rest "
                    + "is the base recipe's.")
                    .setMinWidth(140);
            mark(results.nodes("n", 74, Line::count, SweepPane::count), "n",
                    "Finished runs in the statistics; fewer than planned if some failed or are still running.")
                    .setMinWidth(66);
            for (int i = 0; i < titles.size(); i++) {
                int at = i;
                RunMetric figure = table.figures().get(i);
                TableColumn<Line, Line> column = results.nodes(titles.get(i), 118,
                        line -> at < line.cells().size() ? SweepText.words(line.cells().get(at)) : "", line -> cell(table, line, at));
                column.setComparator(Comparator.comparingDouble(line -> line.cells().get(at).mean()));
                mark(column, figure.key(), (figure.ofEvaluation() ? figure.label() + " of the runs' models on the test contexts"
                        : figure.words()) + "; mean over the seeds \u00b1 half of its 95 % t interval.").setMinWidth(118);
            }
        }
        results.setItems(FXCollections.observableArrayList(table.lines()));
    }

    private static TableColumn<Line, ?> mark(TableColumn<Line, ?> column, String key, String tooltip) {
        column.getProperties().put("figure", key);
        Label title = new Label(column.getText());
        title.getStyleClass().add("column-title");
        title.setTooltip(Texts.tooltip(tooltip));
        column.setGraphic(title);
        column.setText("");
        return column;
    }

    private static Node count(Line line) {
        VBox box = new VBox(0,
                new Label(line.finished() == line.planned() ? String.valueOf(line.finished()) : line.finished() + " of " + line.planned()));
        if (line.failed() > 0) {
            Label failed = new Label(line.failed() + " failed");
            failed.getStyleClass().addAll(Styles.TEXT_MUTED, "text-small");
            box.getChildren().add(failed);
        }
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Node settings(Line line) {
        Label name = new Label(line.name());
        name.getStyleClass().add("row-title");
        name.setTooltip(Texts.tooltip(line.settings().isEmpty() ? "The base recipe." : line.settings()));
        VBox box = new VBox(0, name);
        if (!line.settings().isEmpty() && !line.settings().equals(line.name())) {
            Label words = new Label(line.settings());
            words.getStyleClass().addAll(Styles.TEXT_MUTED, "text-small");
            box.getChildren().add(words);
        }
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Node cell(SweepTable table, Line line, int at) {
        if (at >= line.cells().size()) return new Label();
        Cell cell = line.cells().get(at);
        Label value = new Label(SweepText.words(cell));
        value.setTooltip(Texts.tooltip(cell.n() == 0 ? table.figures().get(at).ofEvaluation() ? "No model evaluated yet."
                : "No finished run has recorded it." : "n = " + cell.n() + "\n" + String.join("\n", cell.values().entrySet().stream()
                        .map(one -> "seed " + one.getKey() + ": " + one.getValue()).toList())));
        VBox box = new VBox(0, value);
        if (!SweepText.p(cell).isEmpty()) {
            Label p = new Label("p " + SweepText.p(cell));
            p.getStyleClass().addAll(Styles.TEXT_MUTED, "text-small");
            box.getChildren().add(p);
        }
        box.setAlignment(Pos.CENTER_RIGHT);
        return box;
    }

    private void export(String ending) {
        files.save(this, "Export the table", FileChoice.name(name.getText(), ending)).ifPresent(file -> model.export(file, written -> { }));
    }
}
