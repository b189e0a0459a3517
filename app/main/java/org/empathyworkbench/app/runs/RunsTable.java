package org.empathyworkbench.app.runs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.RunChip;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.kordamp.ikonli.feather.Feather;

/** Table of runs with actions on the selected ones. Enter or a double click opens one. */
final class RunsTable extends VBox {
    private final RunsViewModel model;
    private final CopyTable<RunRow> table = new CopyTable<>();

    /** Actions on selected runs, implemented by the page. */
    record Actions(Consumer<RunInfo> open, Consumer<List<RunInfo>> together, Consumer<List<RunInfo>> compare,
            Consumer<RunInfo> again, Consumer<List<RunInfo>> tag, Consumer<RunInfo> command, Consumer<List<RunInfo>> trash) { }

    RunsTable(RunsViewModel model, Node head, Actions actions) {
        this.model = model;
        setSpacing(12);
        getStyleClass().add("page");
        setId("runs-table-page");
        columns();
        SortedList<RunRow> sorted = new SortedList<>(model.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setId("runs-table");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        table.setPlaceholder(nothing(model, "table-clear-filter"));
        table.setRowFactory(view -> new Row(actions.open()));
        table.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            List<RunInfo> now = chosen();
            if (e.getCode() == KeyCode.ENTER && now.size() == 1) actions.open().accept(now.get(0));
            else if (e.getCode() == KeyCode.DELETE && trashable(now)) actions.trash().accept(now);
            else return;
            e.consume();
        });
        model.changesProperty().subscribe(() -> { if (isVisible()) table.refresh(); });
        visibleProperty().subscribe(now -> { if (now) table.refresh(); });
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(head, table, foot(actions));
    }

    static Node nothing(RunsViewModel model, String id) {
        Button clear = Buttons.link(id, "Show all runs", model.filter()::clear);
        VBox box = new VBox(4, Texts.muted("No run matches the filter."), clear);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    /** The selected runs, top to bottom. */
    List<RunInfo> chosen() {
        return table.getSelectionModel().getSelectedIndices().stream().sorted().map(table.getItems()::get).map(RunsTable::run).toList();
    }

    private static boolean trashable(List<RunInfo> runs) {
        return !runs.isEmpty() && runs.stream().noneMatch(run -> run.state() == RunState.RUNNING);
    }

    private static RunInfo run(RunRow row) { return row.runProperty().get(); }

    private void columns() {
        fixed(table.nodes("", 34, row -> run(row).marks().starred() ? "\u2605" : "", this::star), 34);
        fixed(table.nodes("State", 96, row -> run(row).state().key(), row -> RunChip.of(run(row).state())), 96);
        table.text("Name", 190, row -> run(row).name());
        table.text("Kind", 82, row -> RunFormats.kind(run(row).kind()));
        table.text("Preset", 112, row -> run(row).preset());
        table.text("Changed", 170, row -> row.changesProperty().get());
        table.number("Best", 130, row -> row.bestProperty().get(), RunScore::words);
        table.number("Time", 70, row -> run(row).elapsed(Instant.now()).truncatedTo(ChronoUnit.SECONDS), RunsTable::time);
        table.text("Device", 62, row -> run(row).device());
        table.text("Tags", 90, row -> String.join(", ", run(row).marks().tags()));
    }

    private static String time(Duration time) { return time.isZero() ? "" : RunFormats.clock(time); }

    private static void fixed(TableColumn<RunRow, ?> column, double width) {
        column.setMinWidth(width);
        column.setMaxWidth(width);
    }

    private Node star(RunRow row) {
        boolean on = run(row).marks().starred();
        Button star = Buttons.plain("star-" + row.id(), on ? "\u2605" : "\u2606", null,
                () -> model.mark(List.of(row.id()), marks -> marks.withStar(!on)));
        star.getStyleClass().addAll("star", on ? "star-on" : "star-off");
        star.setFocusTraversable(false);
        star.setAccessibleText(on ? "Remove the star" : "Add a star");
        return star;
    }

    private Node foot(Actions actions) {
        Label count = Texts.muted("");
        count.setId("chosen-count");
        count.setWrapText(false);
        Button open = Buttons.plain("table-open", "Open", Feather.SIDEBAR, () -> actions.open().accept(chosen().get(0)));
        Button together = Buttons.plain("table-together", "Overlay", Feather.TRENDING_UP, () -> actions.together().accept(chosen()));
        together.setTooltip(Texts.tooltip("Overlay the curves of the selected runs in the same charts."));
        Button compare = Buttons.plain("table-compare", "Compare settings", Feather.COLUMNS, () -> actions.compare().accept(chosen()));
        compare.setTooltip(Texts.tooltip("The differences between the recipes of two or more "
                + "selected runs. Ctrl and a click select several."));
        Button again = Buttons.plain("table-clone", "Clone", Feather.REPEAT, () -> actions.again().accept(chosen().get(0)));
        Button tag = Buttons.plain("table-tag", "Tags and note", Feather.TAG, () -> actions.tag().accept(chosen()));
        Button command = Buttons.plain("table-command", "Copy command", Feather.TERMINAL, () -> actions.command().accept(chosen().get(0)));
        Button trash = Buttons.icon("table-trash", "Move to the trash", Feather.TRASH_2, () -> actions.trash().accept(chosen()));
        Runnable judge = () -> {
            List<RunInfo> now = chosen();
            for (Button one : List.of(open, again, command)) one.setDisable(now.size() != 1);
            compare.setDisable(now.size() < 2);
            together.setDisable(now.size() < 2);
            tag.setDisable(now.isEmpty());
            trash.setDisable(!trashable(now));
            int shown = model.rows().size();
            String all = shown == model.count() ? shown + (shown == 1 ? " run" : " runs") : shown + " of " + model.count() + " runs";
            count.setText(now.isEmpty() ? all : all + ", " + now.size() + " chosen");
        };
        table.getSelectionModel().getSelectedIndices().addListener((ListChangeListener<Integer>) change -> judge.run());
        model.rows().addListener((ListChangeListener<RunRow>) change -> judge.run());
        model.changesProperty().subscribe(judge);
        HBox row = RunsHead.row(count, RunsHead.space(), open, together, compare, again, tag, command, trash);
        row.setMinHeight(USE_PREF_SIZE);
        return row;
    }

    private static final class Row extends TableRow<RunRow> {
        Row(Consumer<RunInfo> open) {
            setOnMouseClicked(e -> { if (e.getClickCount() == 2 && !isEmpty()) open.accept(run(getItem())); });
        }
    }
}
