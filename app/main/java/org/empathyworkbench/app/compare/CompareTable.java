package org.empathyworkbench.app.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.comparison.ColumnMetrics;

/**
 * Table with a row per context: the context is fixed on the left, the columns share one horizontal scroll bar with the header. Only
 * visible rows have nodes.
 */
final class CompareTable extends VBox {
    /** Width of the context column. */
    static final double CONTEXT = 236;
    private static final double LEAST = 208;
    private static final double BAR = 14;

    private final CompareViewModel model;
    private final DoubleProperty columnWidth = new SimpleDoubleProperty(LEAST);
    private final DoubleProperty offset = new SimpleDoubleProperty();
    private final ObservableList<Integer> items = FXCollections.observableArrayList();
    private final ListView<Integer> list = new ListView<>(items);
    private final ColumnStrip heads = new ColumnStrip(columnWidth, offset);
    private final ScrollBar across = new ScrollBar();
    private final Label corner = Texts.muted("");
    private final PauseTransition rested = new PauseTransition(Duration.millis(250));
    private final Consumer<CompareColumn> drawing;
    private List<String> headed = List.of();

    /** @param open called when the selected row is to be shown in detail */
    CompareTable(CompareViewModel model, SaveCaseButton keep, Consumer<CompareColumn> drawing, Runnable open) {
        this.model = model;
        this.drawing = drawing;
        getStyleClass().add("compare-table");
        corner.setId("compare-corner");
        corner.getStyleClass().add("text-small");
        VBox left = new VBox(corner);
        left.getStyleClass().add("context-cell");
        left.setMinWidth(CONTEXT);
        left.setMaxWidth(CONTEXT);
        HBox.setHgrow(heads, Priority.ALWAYS);
        HBox head = new HBox(left, heads);
        head.getStyleClass().add("compare-head");
        list.setId("compare-rows");
        list.getStyleClass().addAll("plain-list", "compare-list");
        list.setCellFactory(view -> new CompareRow(model, keep, columnWidth, offset));
        ProgressIndicator waiting = new ProgressIndicator();
        waiting.setMaxSize(32, 32);
        Label nothing = Texts.muted("No context matches the filter.");
        model.openingProperty().subscribe(opening -> list.setPlaceholder(opening ? waiting : nothing));
        VBox.setVgrow(list, Priority.ALWAYS);
        across.setId("compare-across");
        across.setOrientation(Orientation.HORIZONTAL);
        across.valueProperty().bindBidirectional(offset);
        across.visibleProperty().bind(across.maxProperty().greaterThan(0));
        across.managedProperty().bind(across.visibleProperty());
        getChildren().addAll(head, list, across);
        widthProperty().addListener((o, before, now) -> fit());
        list.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> { if (now != null) model.select(now); });
        list.setOnMouseClicked(e -> { if (e.getClickCount() == 2 && list.getSelectionModel().getSelectedItem() != null) open.run(); });
        list.setOnKeyPressed(e -> {
            if (e.getCode() != KeyCode.ENTER || list.getSelectionModel().getSelectedItem() == null) return;
            e.consume();
            open.run();
        });
        list.addEventFilter(MouseEvent.MOUSE_DRAGGED, e -> model.moving());          // the list's own scroll thumb
        addEventFilter(ScrollEvent.SCROLL, e -> {
            model.moving();
            double by = e.isShiftDown() && e.getDeltaX() == 0 ? e.getDeltaY() : e.getDeltaX();
            if (Math.abs(by) > 0 && Math.abs(by) >= Math.abs(e.getDeltaY()) || e.isShiftDown()) {
                offset.set(Math.max(0, Math.min(across.getMax(), offset.get() - by)));
                e.consume();
            } else rested.playFromStart();
        });
        list.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> rested.playFromStart());
        rested.setOnFinished(e -> look());
        model.rows().shownProperty().subscribe(this::showRows);
        model.versionProperty().addListener((o, before, now) -> again());
        model.columns().all().addListener((InvalidationListener) o -> showColumns());
        model.rows().figuresProperty().subscribe(now -> corner());
        showColumns();
    }

    /** Requests the focus and scrolls to the selected row. */
    void focus() {
        list.requestFocus();
        int at = items.indexOf(model.selectedProperty().get());
        if (at >= 0) {
            list.getSelectionModel().clearAndSelect(at);
            list.scrollTo(Math.max(0, at - 1));
        }
        rested.playFromStart();
    }

    ListView<Integer> list() { return list; }

    private void showRows(int[] rows) {
        items.setAll(Arrays.stream(rows).boxed().collect(Collectors.toList()));
        list.scrollTo(0);
        rested.playFromStart();
        corner();
    }

    private void corner() {
        int all = model.comparison().size();
        int shown = items.size();
        int common = model.rows().figuresProperty().get().common();
        int judged = model.rows().figuresProperty().get().columns().stream().mapToInt(ColumnMetrics::judged).sum();
        int responses = model.rows().figuresProperty().get().columns().stream().mapToInt(ColumnMetrics::responses).sum();
        corner.setText((shown == all ? String.format(Locale.ROOT, "%,d contexts", all)
                : String.format(Locale.ROOT, "%,d of %,d contexts", shown, all))
                + (common > 0 ? String.format(Locale.ROOT, "\nMetrics over the %,d that every system has a response to.", common) : "")
                + (common > 0 && judged < responses && judged > 0 ? String.format(Locale.ROOT,
                        "\n%.0f %% of the responses scored so far.", Math.max(1, 100.0 * judged / responses)) : ""));
    }

    private void showColumns() {
        List<CompareColumn> shown = model.columns().shown();
        List<String> now = shown.stream().map(column -> column.key() + "\n" + column.title()).toList();
        if (now.equals(headed)) return;
        headed = now;
        String focused = heads.getChildren().stream().filter(node -> node.isFocused())
                .map(node -> ((ColumnHead) node).column().key()).findFirst().orElse("");
        heads.getChildren().setAll(shown.stream().map(column -> new ColumnHead(model, column, drawing, this::drag)).toList());
        heads.getChildren().stream().filter(node -> ((ColumnHead) node).column().key().equals(focused)).findFirst()
                .ifPresent(node -> node.requestFocus());
        fit();
        again();
    }

    /** Columns share the width; below their minimum width they scroll. */
    private void fit() {
        int count = Math.max(1, heads.getChildren().size());
        double room = Math.max(LEAST, getWidth() - CONTEXT - BAR - snappedLeftInset() - snappedRightInset());
        columnWidth.set(Math.floor(Math.max(LEAST, room / count)));
        double more = Math.max(0, Math.ceil(columnWidth.get() * count - room));
        across.setMax(more < 4 ? 0 : more);
        across.setVisibleAmount(across.getMax() == 0 ? 0 : across.getMax() * room / (columnWidth.get() * count));
        across.setUnitIncrement(60);
        across.setBlockIncrement(columnWidth.get());
        offset.set(Math.min(offset.get(), across.getMax()));
        heads.requestLayout();
    }

    private void drag(ColumnHead head, MouseEvent e) {
        ColumnHead over = null;
        for (Node node : heads.getChildren()) {
            Bounds bounds = node.localToScreen(node.getBoundsInLocal());
            boolean hit = e.getScreenX() >= bounds.getMinX() && e.getScreenX() < bounds.getMaxX();
            node.pseudoClassStateChanged(PseudoClass.getPseudoClass("target"),
                    hit && node != head && e.getEventType() == MouseEvent.MOUSE_DRAGGED);
            if (hit) over = (ColumnHead) node;
        }
        if (e.getEventType() == MouseEvent.MOUSE_RELEASED && over != null && over != head)
            model.columns().moveTo(head.column(), over.column());
    }

    private void again() { for (Node node : list.lookupAll(".compare-list-cell")) if (node instanceof CompareRow row) row.again(); }

    /** Visible rows are scored first. */
    private void look() {
        int[] seen = list.lookupAll(".compare-list-cell").stream()
                .filter(node -> node instanceof CompareRow row && !row.isEmpty() && row.getItem() != null && row.isVisible())
                .mapToInt(node -> ((CompareRow) node).getItem()).distinct().limit(10).toArray();
        if (isVisible()) model.look(seen);
    }
}
