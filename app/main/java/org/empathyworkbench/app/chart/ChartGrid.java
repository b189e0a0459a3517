package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;

/**
 * Charts under the headings of their sections, side by side in as many columns as fit; one of them may
 * be looked at alone. They share their axes.
 */
public final class ChartGrid extends VBox {
    private static final double NARROWEST = 330;
    private static final double GAP = 12;
    private final ChartAxes axes = new ChartAxes();
    private final Map<String, VBox> boxes = new HashMap<>();
    private final Map<VBox, GridPane> grids = new HashMap<>();
    private final ReadOnlyObjectWrapper<ChartCard> alone = new ReadOnlyObjectWrapper<>();
    private List<ChartSection> sections = List.of();
    private double rowHeight = 250;
    private double whole = 500;

    public ChartGrid() {
        getStyleClass().add("chart-grid");
        setSpacing(16);
        widthProperty().subscribe(this::arrange);
    }

    /** What all charts here have in common. */
    public ChartAxes axes() { return axes; }

    /** The chart that is looked at alone; null while all are shown. */
    public ReadOnlyObjectProperty<ChartCard> aloneProperty() { return alone.getReadOnlyProperty(); }

    public void setRowHeight(double height) {
        rowHeight = height;
        arrange();
    }

    /** The height that one chart alone takes. */
    public void setWholeHeight(double height) {
        whole = height;
        if (alone.get() != null) arrange();
    }

    public void setSections(List<ChartSection> now) {
        List<ChartCard> kept = now.stream().flatMap(section -> section.cards().stream()).toList();
        for (ChartSection section : sections) {
            for (ChartCard card : section.cards()) if (!kept.contains(card)) card.chart().unfollow();
        }
        List<ChartCard> before = sections.stream().flatMap(section -> section.cards().stream()).toList();
        for (ChartCard card : kept) {
            if (before.contains(card)) continue;
            card.chart().follow(axes);
            card.setOnAlone(() -> look(alone.get() == card ? null : card));
        }
        sections = List.copyOf(now);
        if (alone.get() != null && !kept.contains(alone.get())) look(null);
        arrange();
    }

    public List<ChartCard> cards() { return sections.stream().flatMap(section -> section.cards().stream()).toList(); }

    /** One chart alone, or all of them with null. */
    public void look(ChartCard card) {
        if (alone.get() != null) alone.get().showsAlone(false);
        alone.set(card);
        if (card != null) card.showsAlone(true);
        arrange();
    }

    /** Charts that have come into sight draw what they missed. */
    public void wake() { cards().forEach(card -> card.chart().wake()); }

    private void arrange() {
        if (getWidth() <= 0) return;
        List<VBox> shown = new ArrayList<>();
        for (ChartSection section : sections) {
            List<ChartCard> cards = alone.get() == null ? section.cards()
                    : section.cards().stream().filter(card -> card == alone.get()).toList();
            VBox box = boxes.computeIfAbsent(section.title(), title -> box(section));
            fill(grids.get(box), cards);
            if (!cards.isEmpty()) shown.add(box);
        }
        if (!shown.equals(getChildren())) getChildren().setAll(shown);
        Platform.runLater(this::wake);
    }

    private VBox box(ChartSection section) {
        GridPane grid = new GridPane(GAP, GAP);
        VBox box = new VBox(8);
        if (!section.title().isEmpty()) {
            Label title = Texts.heading(section.title());
            title.getStyleClass().add("chart-section");
            Label meaning = Texts.muted(section.meaning());
            meaning.getStyleClass().add("text-small");
            meaning.setVisible(!section.meaning().isEmpty());
            meaning.setManaged(meaning.isVisible());
            box.getChildren().add(new VBox(1, title, meaning));
        }
        box.getChildren().add(grid);
        VBox.setVgrow(grid, Priority.ALWAYS);
        grids.put(box, grid);
        return box;
    }

    private void fill(GridPane grid, List<ChartCard> cards) {
        int columns = (int) Math.max(1, alone.get() != null ? 1 : Math.min(3, (getWidth() + GAP) / (NARROWEST + GAP)));
        if (grid.getColumnConstraints().size() != columns) {
            grid.getColumnConstraints().clear();
            for (int i = 0; i < columns; i++) {
                ColumnConstraints column = new ColumnConstraints();
                column.setPercentWidth(100.0 / columns);
                grid.getColumnConstraints().add(column);
            }
        }
        grid.getChildren().retainAll(cards);
        for (int i = 0; i < cards.size(); i++) {
            ChartCard card = cards.get(i);
            double height = alone.get() == null ? rowHeight : whole;
            card.setPrefHeight(height);
            card.setMinHeight(height);
            card.setMaxHeight(height);
            GridPane.setConstraints(card, i % columns, i / columns);
            if (card.getParent() != grid) grid.getChildren().add(card);
        }
    }
}
