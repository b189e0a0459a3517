package org.empathyworkbench.app.inspector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.inspector.WhatIfViewModel.Tried;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Edit;
import org.empathyworkbench.identifier.EditEffect;
import org.empathyworkbench.identifier.EditReport;
import org.kordamp.ikonli.feather.Feather;

/** Levels without a word or sentence, or with a replacement. A double click or Enter applies an edit. */
final class WhatIfPane extends VBox {
    /** Width of a mechanism's column: its longest text. The words take the rest, so that nothing is truncated on the right. */
    private static final double LEVELS = 122;
    private static final double SCROLL_BAR = 14;
    private final WhatIfViewModel model;
    private final CopyTable<EditEffect> table = new CopyTable<>();
    private final Label words = Texts.muted("");
    private final TextField instead = new TextField();
    private final ToggleGroup group = new ToggleGroup();
    private final ToggleButton smallest = Segments.button("edits-smallest", "Smallest edits that change a level", group);
    private final ToggleButton each = Segments.button("edits-each", "Every word and sentence", group);

    WhatIfPane(WhatIfViewModel model) {
        this.model = model;
        setSpacing(10);
        setId("what-if-pane");
        table.setId("edits");
        TableColumn<EditEffect, String> what = table.text("Without", 132, effect -> effect.edit().removedFrom(report().response()));
        what.setSortable(false);
        what.getStyleClass().add("small-header");
        for (Mechanism mechanism : Mechanism.values()) {
            TableColumn<EditEffect, EditEffect> column = table.nodes(mechanism.title(), LEVELS,
                    effect -> LevelChange.words(mechanism, effect.before(), effect.after()),
                    effect -> LevelChange.node(mechanism, effect.before(), effect.after()));
            column.getStyleClass().add("small-header");
            column.setMinWidth(LEVELS);
            column.setMaxWidth(LEVELS);
            column.setResizable(false);
            column.setComparator(Comparator.comparingDouble(effect -> effect.presence(mechanism)));
        }
        table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        what.prefWidthProperty().bind(table.widthProperty().subtract(Mechanism.values().length * LEVELS + SCROLL_BAR));
        table.setOnMouseClicked(e -> { if (e.getClickCount() == 2) take(); });
        table.addEventHandler(KeyEvent.KEY_PRESSED, e -> { if (e.getCode() == KeyCode.ENTER) take(); });
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setMinHeight(110);
        words.setId("edits-words");
        words.getStyleClass().add("text-small");
        smallest.setSelected(true);
        group.selectedToggleProperty().subscribe(now -> show());
        model.reportProperty().subscribe(now -> {
            // without a small edit that changes a level, list every word
            if (now != null && now.whole() && smallest.isSelected() && now.smallest().isEmpty() && !now.effects().isEmpty())
                each.setSelected(true);
            show();
        });
        model.searchingProperty().subscribe(now -> show());
        getChildren().addAll(trial(), head(), table, words);
    }

    private EditReport report() { return model.reportProperty().get(); }

    /** Focuses the input of the replacement. */
    void typeInstead() {
        instead.requestFocus();
        instead.selectAll();
    }

    /** Input of a replacement for the selected words. */
    private Node trial() {
        Label part = new Label();
        part.setId("trial-part");
        part.setMinWidth(0);
        part.getStyleClass().add("trial-part");
        instead.setId("trial-instead");
        instead.setPromptText("nothing: delete it");
        instead.textProperty().bindBidirectional(model.insteadProperty());
        HBox.setHgrow(instead, Priority.ALWAYS);
        instead.setOnAction(e -> model.tryIt());
        Button go = Buttons.plain("trial-go", "Try", Feather.PLAY, model::tryIt);
        Label with = Texts.muted("becomes");
        with.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, part, with, instead, go);
        row.setAlignment(Pos.CENTER_LEFT);
        Label hint = Texts.muted("Click a word of the response, again for its sentence, or use "
                + "the keyboard: arrow keys select, Delete scores it without, Enter with a replacement.");
        hint.getStyleClass().add("text-small");
        HBox result = new HBox(14);
        result.setId("trial-result");
        result.setAlignment(Pos.CENTER_LEFT);
        result.managedProperty().bind(result.visibleProperty());
        model.partProperty().subscribe(span -> {
            row.setVisible(span != null);
            row.setManaged(span != null);
            hint.setVisible(span == null);
            hint.setManaged(span == null);
        });
        model.triedProperty().subscribe(tried -> {
            result.setVisible(tried != null);
            result.getChildren().clear();
            if (tried != null) result.getChildren().setAll(changes(tried));
        });
        part.textProperty().bind(Bindings.createStringBinding(() -> chosen(), model.partProperty()));
        return new VBox(8, hint, row, result);
    }

    private String chosen() { return model.partProperty().get() == null ? "" : "\u201c" + model.chosenText() + "\u201d"; }

    private List<Node> changes(Tried tried) {
        List<Node> nodes = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values()) {
            Label name = new Label(mechanism.key().toUpperCase(Locale.ROOT));
            name.getStyleClass().add("mechanism-name");
            name.setTooltip(Texts.tooltip(mechanism.title()));
            HBox one = new HBox(6, name, LevelChange.node(mechanism, tried.before(), tried.after()));
            one.setId("trial-" + mechanism.key());
            one.getStyleClass().add(LevelChip.styleClass(mechanism));
            one.setAlignment(Pos.CENTER_LEFT);
            nodes.add(one);
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        nodes.add(space);
        nodes.add(Buttons.link("trial-take", "Apply", () -> model.take(tried.text())));
        return nodes;
    }

    private Node head() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button stop = Buttons.plain("edits-cancel", "Cancel", Feather.X, model::cancel);
        stop.getStyleClass().add("small");
        stop.visibleProperty().bind(model.searchingProperty());
        stop.managedProperty().bind(stop.visibleProperty());
        Button take = Buttons.plain("edits-take", "Apply", Feather.CHECK, this::take);
        take.getStyleClass().add("small");
        take.disableProperty().bind(Bindings.isEmpty(table.getSelectionModel().getSelectedItems()));
        take.setTooltip(Texts.tooltip("Deletes the selected words from the response"));
        HBox head = new HBox(8, Segments.row(smallest, each), space, stop, take);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private void show() {
        EditReport report = report();
        if (report == null) {
            table.getItems().clear();
            table.setPlaceholder(Texts.muted(model.searchingProperty().get() ? "Computing …"
                    : "Enter a context and a response of two words or more."));
            words.setText("");
            return;
        }
        List<EditEffect> shown = smallest.isSelected() ? report.smallest()
                : report.effects().stream().filter(effect -> effect.edit().kind() != Edit.Kind.TWO_WORDS).toList();
        table.getItems().setAll(shown);
        table.setPlaceholder(Texts.muted(report.effects().isEmpty() ? "A response of one word has nothing to delete."
                : "Deleting any word, any sentence or any pair of the most influential words changes no level."));
        words.setText(model.searchingProperty().get() ? "Computing …" : limits(report));
    }

    private static String limits(EditReport report) {
        int tried = report.of(Edit.Kind.WORD).size();
        return (report.whole() ? "" : "Stopped before the end. ") + "Tried: " + tried + (tried == 1 ? " word, " : " words, ")
                + report.of(Edit.Kind.SENTENCE).size() + " sentences, " + report.of(Edit.Kind.TWO_WORDS).size() + " pairs of the "
                + report.pairedFrom() + " most influential words" + (report.beyond() > 0 ? "; the last " + report.beyond()
                        + " words were not tried" : "") + ". Numbers are the change in percentage points of the probability of "
                        + "weak or strong.";
    }

    private void take() {
        EditEffect chosen = table.getSelectionModel().getSelectedItem();
        if (chosen != null) model.take(chosen.edit().text());
    }
}
