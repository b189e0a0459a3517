package org.empathyworkbench.app.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.value.ObservableDoubleValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedColumn;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** Table row: a context, fixed on the left, and its responses. Nodes are reused. */
final class CompareRow extends ListCell<Integer> {
    /** Number of most recent turns shown. */
    private static final int TURNS = 3;

    private final CompareViewModel model;
    private final Label head = new Label();
    private final Label earlier = new Label();
    private final List<Label> turns = new ArrayList<>();
    private final Button keep;
    private final VBox context;
    private final ColumnStrip strip;
    private final List<ResponseCell> cells = new ArrayList<>();
    private final HBox row;

    CompareRow(CompareViewModel model, SaveCaseButton cases, ObservableDoubleValue columnWidth, ObservableDoubleValue offset) {
        this.model = model;
        keep = cases.icon("compare-keep-row", () -> CompareCase.draft(model, getItem() == null ? -1 : getItem(), Instant.now()));
        keep.getStyleClass().add("status-button");
        keep.setFocusTraversable(false);
        keep.visibleProperty().bind(hoverProperty().or(selectedProperty()));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(4, head, space, keep);
        line.setAlignment(Pos.CENTER_LEFT);
        context = new VBox(4, line, earlier);
        strip = new ColumnStrip(columnWidth, offset);
        head.getStyleClass().add("cell-foot");
        earlier.getStyleClass().add("cell-foot");
        for (int i = 0; i < TURNS; i++) {
            Label turn = Texts.body("");
            turn.getStyleClass().add("cell-text");
            turns.add(turn);
        }
        context.getChildren().addAll(turns);
        context.getStyleClass().add("context-cell");
        context.setMinWidth(CompareTable.CONTEXT);
        context.setPrefWidth(CompareTable.CONTEXT);
        context.setMaxWidth(CompareTable.CONTEXT);
        HBox.setHgrow(strip, Priority.ALWAYS);
        row = new HBox(context, strip);
        row.getStyleClass().add("compare-row");
        getStyleClass().add("compare-list-cell");
    }

    @Override
    protected void updateItem(Integer at, boolean empty) {
        super.updateItem(at, empty);
        setText(null);
        if (empty || at == null || at >= model.comparison().size()) {
            setGraphic(null);
            return;
        }
        show(at);
        setGraphic(row);
    }

    /** Refreshes the row. */
    void again() { if (getItem() != null && !isEmpty() && getItem() < model.comparison().size()) show(getItem()); }

    private void show(int at) {
        Comparison comparison = model.comparison();
        showContext(comparison.context(at));
        List<CompareColumn> columns = model.columns().shown();
        while (cells.size() < columns.size()) cells.add(new ResponseCell());
        if (strip.getChildren().size() != columns.size()) strip.getChildren().setAll(cells.subList(0, columns.size()));
        Map<Mechanism, Level> targets = comparison.targets(at);
        CompareColumn base = model.baseProperty().get();
        String from = base == null ? null : first(comparison, base, at);
        for (int i = 0; i < columns.size(); i++) {
            CompareColumn column = columns.get(i);
            ComparedColumn answers = comparison.column(column.key());
            String note = column.isReference() ? "no reference" : column.live() ? "not generated yet" : "no response to this context";
            cells.get(i).show(column, answers == null ? List.of() : answers.at(at), targets, column == base ? null : from, note);
        }
    }

    private static String first(Comparison comparison, CompareColumn column, int at) {
        ComparedColumn answers = comparison.column(column.key());
        List<Answer> samples = answers == null ? List.of() : answers.at(at);
        return samples.isEmpty() ? null : samples.get(0).text();
    }

    private void showContext(ComparedContext one) {
        String emotion = one.emotion().isEmpty() ? "" : one.emotion() + (one.id().isEmpty() ? "" : "  \u00b7  ");
        head.setText(emotion + one.id());
        int from = Math.max(0, one.turns().size() - TURNS);
        earlier.setText(from == 1 ? "1 earlier turn" : from + " earlier turns");
        earlier.setVisible(from > 0);
        earlier.setManaged(from > 0);
        for (int i = 0; i < TURNS; i++) {
            Label turn = turns.get(i);
            boolean there = from + i < one.turns().size();
            turn.setVisible(there);
            turn.setManaged(there);
            if (!there) continue;
            boolean speaker = (from + i) % 2 == 0;
            turn.setText((speaker ? "" : "\u21b3 ") + one.turns().get(from + i));
            boolean muted = turn.getStyleClass().contains("text-muted");
            if (!speaker && !muted) turn.getStyleClass().add("text-muted");
            else if (speaker && muted) turn.getStyleClass().remove("text-muted");
        }
    }

    @Override
    protected double computePrefWidth(double height) { return 0; }

    @Override
    protected double computePrefHeight(double width) {
        if (getGraphic() == null) return 60;
        double inner = (width > 0 ? width : getListView() == null ? 800 : getListView().getWidth())
                - snappedLeftInset() - snappedRightInset();
        double strips = strip.prefHeight(inner - CompareTable.CONTEXT);
        return snapSizeY(Math.max(context.prefHeight(CompareTable.CONTEXT), strips)) + row.snappedTopInset()
                + row.snappedBottomInset() + snappedTopInset() + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (getGraphic() != null)
            row.resizeRelocate(snappedLeftInset(), snappedTopInset(), getWidth() - snappedLeftInset() - snappedRightInset(),
                    getHeight() - snappedTopInset() - snappedBottomInset());
    }
}
