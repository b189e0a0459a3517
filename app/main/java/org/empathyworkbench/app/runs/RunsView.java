package org.empathyworkbench.app.runs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.app.newrun.NewRunView;
import org.empathyworkbench.app.newrun.NewRunViewModel;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.app.newrun.RunStart;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.app.sweep.SweepsView;
import org.empathyworkbench.app.sweep.SweepsViewModel;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.workspace.RunAnnotations;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.kordamp.ikonli.feather.Feather;

/**
 * The page Runs in three layouts: list beside the open run, table, and sweeps. The forms of a new run or sweep replace the page while
 * open.
 */
public final class RunsView implements PageView {
    /** Polling of the open run, three times a second; the list is polled by the shell every second. */
    private static final Duration LOOK = Duration.ofMillis(333);
    /** Prefix of a kind's key in a navigation subject that opens the New run form. */
    private static final String NEW = "new:";
    private static final double COLUMN = 280;

    private final RunsViewModel model;
    private final NewRunViewModel newRun;
    private final Overlay overlay = new Overlay();
    private final UndoBar undo = new UndoBar();
    private final StackPane root;
    private final ListView<RunRow> list = new ListView<>();
    private final RunPane pane;
    private final RunsHead head;
    private final SweepsView sweeps;
    private final FileChoice files;
    private final ObjectProperty<Node> form = new SimpleObjectProperty<>();
    private final StackPane formPlace = new StackPane();
    private final RepeatingTimer looking = new RepeatingTimer(LOOK, this::look);

    public RunsView(RunsViewModel model, NewRunViewModel newRun, SweepsViewModel sweepsModel,
            DemoViewModel demo, Navigation navigation, FileChoice files) {
        this.model = model;
        this.newRun = newRun;
        this.files = files;
        head = new RunsHead(model, this::openTrash, this::openRecord);
        RunRecipe recipe = new RunRecipe();
        model.recipeProperty().subscribe(lines -> { if (lines != null) recipe.show(lines); });
        recipe.visibleProperty().bind(model.recipeProperty().isNotNull());
        pane = new RunPane(model, new RunPane.Actions(this::again, run -> trash(List.of(run)),
                run -> navigation.go(Section.MODELS, run.model()), this::askStopNow, this::branch,
                run -> model.mark(List.of(run.id()), marks -> marks.withStar(!marks.starred())),
                run -> openMarks(List.of(run)), this::copyCommand, this::exportRecord, this::sweepOver), recipe, files);
        HBox.setHgrow(pane, Priority.ALWAYS);
        HBox page = new HBox(14, left(), pane);
        page.getStyleClass().add("page");
        RunsTable table = new RunsTable(model, RunsHead.row(Texts.title("Runs"), head.layouts("table-"), head.text("table-filter"),
                filters(), head.more("table-more"), newButton("table-new-run")), new RunsTable.Actions(this::open, this::drawTogether,
                        this::openComparison, this::againFromTable, this::openMarks, this::copyCommand, this::trash));
        sweeps = new SweepsView(sweepsModel, RunsHead.row(Texts.title("Sweeps"), RunsHead.space(), head.layouts("sweeps-")),
                this::openSweepForm, run -> open(run), files);
        EmptyState none = new EmptyState(Feather.ACTIVITY, "No run yet", "A run trains a model in its own process: its progress "
                + "shows here, it "
                + "can be stopped, and it continues when this window is closed. The first one takes a few minutes.", newButton("first-run"),
                Buttons.plain("loop-of-runs", "Run the demo", Feather.PLAY, () -> {
                    demo.start();
                    navigation.go(Section.HOME);
                }), trashButton());
        ProgressIndicator waiting = new ProgressIndicator();
        waiting.setMaxSize(48, 48);
        waiting.visibleProperty().bind(model.lookedProperty().map(looked -> !looked));
        none.visibleProperty().bind(model.selectedProperty().isNull().and(form.isNull()).and(waiting.visibleProperty().not()));
        var there = model.selectedProperty().isNotNull().and(form.isNull());
        page.visibleProperty().bind(there.and(model.layoutProperty().isEqualTo(RunsLayout.LIST)));
        table.visibleProperty().bind(there.and(model.layoutProperty().isEqualTo(RunsLayout.TABLE)));
        sweeps.node().visibleProperty().bind(there.and(model.layoutProperty().isEqualTo(RunsLayout.SWEEPS)));
        formPlace.visibleProperty().bind(form.isNotNull());
        ErrorBanner banner = new ErrorBanner();
        banner.setId("runs-problem");
        model.problemProperty().subscribe(banner.problemProperty()::set);
        StackPane layers = new StackPane(page, table, sweeps.node(), none, waiting, formPlace, undo);
        VBox.setVgrow(layers, Priority.ALWAYS);
        root = overlay.above(new VBox(banner, layers));
        root.setId("runs-page");
    }

    /** The page with samples that can be saved as cases. */
    public RunsView keepWith(SaveCaseButton keep) {
        pane.keepWith(keep);
        return this;
    }

    /** The page with an additional tab per run; {@code onRun} receives the open run. */
    public RunsView with(String tab, Node content, Consumer<RunInfo> onRun) {
        pane.add(tab, content, onRun);
        return this;
    }

    private HBox filters() { return RunsHead.row(head.filterBoxes().toArray(Node[]::new)); }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        if (subject.startsWith(NEW)) openForm(RunKind.ofKey(subject.substring(NEW.length())));
        else if (!subject.isEmpty()) {
            closeForm();
            model.layoutProperty().set(RunsLayout.LIST);
            model.select(subject);
        }
        looking.start();
        look();
    }

    @Override
    public void hidden() { looking.stop(); }

    @Override
    public void closed() {
        looking.stop();
        undo.close();
    }

    /** The open run. */
    public RunPane pane() { return pane; }

    RunsViewModel model() { return model; }

    /** The overlaid runs. */
    RunSelection selection() { return model.selection(); }

    private void look() {
        if (model.layoutProperty().get() == RunsLayout.LIST) model.current().look();
    }

    private void open(RunInfo run) {
        model.layoutProperty().set(RunsLayout.LIST);
        model.select(run.id());
    }

    private void drawTogether(List<RunInfo> runs) {
        model.selection().ids().setAll(runs.stream().map(RunInfo::id).toList());
        open(runs.get(0));
    }

    private void openForm(RunKind kind) {
        newRun.begin(kind);
        showForm();
    }

    private void again(RunInfo run) {
        if (model.recipeProperty().get() == null) newRun.begin(run.kind());
        else newRun.begin(model.recipeProperty().get().recipe());
        showForm();
    }

    private void againFromTable(RunInfo run) {
        model.recipe(run, recipe -> {
            newRun.begin(recipe);
            showForm();
        });
    }

    private void branch(RunInfo run, CheckpointInfo from) {
        RecipeLines recipe = model.recipeProperty().get();
        if (recipe == null) return;             // still loading, or of another version (reported on the page)
        newRun.branch(recipe.recipe(), new RunStart.Origin(run.id(), run.name(), from.step()));
        showForm();
    }

    private void askStopNow(RunInfo run) {
        overlay.ask("Stop " + run.name() + " at once?",
                (model.current().checkpoints().isEmpty() ? "It has saved no checkpoint yet, so all its progress is lost."
                        : "Its progress after the checkpoint of step " + RunFormats.count(model.current().checkpoints().get(0).step())
                        + " is lost; it can be resumed from there.") + " No model is stored.", "Stop at once", model.current()::stopNow);
    }

    private void showForm() {
        if (form.get() == null) show(new NewRunView(newRun, this::closeForm, id -> {
            model.layoutProperty().set(RunsLayout.LIST);
            model.select(id);
            closeForm();
        }));
    }

    private void openSweepForm() { show(sweeps.form(this::closeForm)); }

    private void sweepOver(RunInfo run) {
        model.recipe(run, recipe -> {
            model.layoutProperty().set(RunsLayout.SWEEPS);
            sweeps.begin(recipe);
            openSweepForm();
        });
    }

    private void show(Node now) {
        form.set(now);
        formPlace.getChildren().setAll(now);
    }

    private void closeForm() {
        form.set(null);
        formPlace.getChildren().clear();
    }

    private void trash(List<RunInfo> which) {
        List<String> ids = which.stream().map(RunInfo::id).toList();
        model.trash(ids, () -> undo.show(which.size() == 1 ? "\"" + which.get(0).name() + "\" was moved to the trash."
                : which.size() + " runs were moved to the trash.", () -> model.restore(ids)));
    }

    private void openTrash() {
        model.readTrash(trash -> overlay.show("Trash", new TrashPane(trash, id -> {
            model.restore(List.of(id));
            overlay.close();
        }, this::askForget), 700, () -> { }));
    }

    private void askForget(List<String> ids) {
        overlay.ask(ids.size() == 1 ? "Delete this run permanently?" : "Delete " + ids.size() + " runs permanently?",
                "Curves, samples, checkpoints, log and recipe are deleted. The trained models stay. "
                + "This cannot be undone.", "Delete", () -> model.delete(ids, this::openTrash));
    }

    private void openComparison(List<RunInfo> runs) {
        model.compare(runs, differences ->
                overlay.show("Differences", new ComparisonPane(runs, differences), Math.min(960, 260 + 170 * runs.size()), () -> { }));
    }

    private void openMarks(List<RunInfo> runs) {
        List<String> known = model.tags().stream().filter(tag -> runs.size() > 1 || !runs.get(0).marks().tags().contains(tag)).toList();
        overlay.show(runs.size() == 1 ? "Tags and note of " + runs.get(0).name() : "Tags for " + runs.size() + " runs",
                new MarksPane(runs, known, change -> saveMarks(runs, change), overlay::close), 460, () -> { });
    }

    private void saveMarks(List<RunInfo> runs, UnaryOperator<RunAnnotations> change) {
        overlay.close();
        model.mark(runs.stream().map(RunInfo::id).toList(), change);
    }

    private void copyCommand(RunInfo run) {
        model.command(run, command -> {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, command));
            undo.say("The command was copied to the clipboard.");
        });
    }

    private void exportRecord(RunInfo run) {
        files.save(root, "Export the record of " + run.name(), FileChoice.name(run.name(), "record.json"))
                .ifPresent(file -> model.exportRecord(run, file, written -> undo.say("The record was written to " + written + ".")));
    }

    private void openRecord() { files.open(root, "Run from a record", "json").ifPresent(this::openRecord); }

    /** Compares a record with the workspace. */
    void openRecord(Path file) {
        model.readRecord(file, rerun -> overlay.show("Run again from a record", new RerunPane(rerun, () -> {
            overlay.close();
            model.rerun(rerun, started -> model.layoutProperty().set(RunsLayout.LIST));
        }, overlay::close), 560, () -> { }));
    }

    private Button trashButton() {
        Button trash = Buttons.plain("trash-of-none", "Trash\u2026", Feather.TRASH_2, this::openTrash);
        trash.visibleProperty().bind(model.onlyTrashProperty());
        trash.managedProperty().bind(trash.visibleProperty());
        return trash;
    }

    private Button newButton(String id) { return Buttons.primary(id, "New run", Feather.PLUS, () -> openForm(null)); }

    private Node left() {
        list.setId("runs");
        list.getStyleClass().addAll("plain-list", "card-list");
        list.setCellFactory(view -> new RunCell(model.selection()));
        list.setItems(model.rows());
        list.setPlaceholder(RunsTable.nothing(model, "clear-filter"));
        list.getSelectionModel().selectedItemProperty().subscribe(row -> { if (row != null) model.select(row.id()); });
        model.selectedProperty().subscribe(this::mark);
        model.rows().addListener((ListChangeListener<RunRow>) change -> mark(model.selectedProperty().get()));
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox left = new VBox(10, RunsHead.row(Texts.title("Runs"), RunsHead.space(), head.layouts(""), newButton("new-run")),
                RunsHead.row(head.text("filter-text"), head.filterMenu(), head.more("more")), list);
        left.setMinWidth(COLUMN);
        left.setPrefWidth(COLUMN);
        left.setMaxWidth(COLUMN);
        return left;
    }

    private void mark(RunRow row) {
        if (row != null && list.getItems().contains(row) && list.getSelectionModel().getSelectedItem() != row)
            list.getSelectionModel().select(row);
    }
}
