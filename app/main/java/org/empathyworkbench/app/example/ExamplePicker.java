package org.empathyworkbench.app.example;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.dialogue.Split;
import org.kordamp.ikonli.feather.Feather;

/** Sheet to search for an example: source, text and results. A click or Enter picks one. */
public final class ExamplePicker extends VBox {
    private final ExamplesViewModel model;
    private final Consumer<ExampleHit> onChoice;
    private final TextField search = new TextField();
    private final ListView<ExampleHit> list = new ListView<>();

    /** @param onChoice receives the picked example, on the JavaFX thread */
    public ExamplePicker(ExamplesViewModel model, Consumer<ExampleHit> onChoice) {
        this.model = model;
        this.onChoice = onChoice;
        setSpacing(10);
        setId("example-picker");
        ComboBox<ExampleSource> source = new ComboBox<>(model.sources());
        source.setId("example-source");
        source.setConverter(Choices.converter(ExampleSource::title));
        source.valueProperty().bindBidirectional(model.sourceProperty());
        source.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(source, Priority.ALWAYS);
        ComboBox<Optional<Split>> part = Choices.orAll("example-split", model.splitProperty(),
                Arrays.asList(Split.values()), split -> split.key(), "All splits");
        part.setMinWidth(120);
        part.disableProperty().bind(model.sourceProperty().map(one -> !one.inParts()).orElse(true));
        search.setId("example-search");
        search.setPromptText("Text in the context or the response");
        search.textProperty().bindBidirectional(model.textProperty());
        search.setOnKeyPressed(e -> { if (e.getCode() == KeyCode.DOWN) list.requestFocus(); });
        list.setId("examples");
        list.getStyleClass().addAll("plain-list", "example-list");
        list.setItems(model.found());
        list.setCellFactory(view -> new Cell());
        list.setPlaceholder(Texts.muted("Nothing found."));
        list.setOnMouseClicked(e -> { if (e.getTarget() instanceof Node node && inACell(node)) take(); });
        list.setOnKeyPressed(e -> { if (e.getCode() == KeyCode.ENTER) take(); });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(new HBox(8, source, part), search, list, pages());
    }

    /** Focuses the first input. */
    public void focus() { search.requestFocus(); }

    private boolean inACell(Node node) {
        for (Node at = node; at != null && at != list; at = at.getParent()) {
            if (at instanceof Cell cell) return !cell.isEmpty();
        }
        return false;
    }

    private void take() {
        ExampleHit one = list.getSelectionModel().getSelectedItem();
        if (one == null) return;
        model.choose(one);
        onChoice.accept(one);
    }

    private HBox pages() {
        Label words = Texts.muted("");
        words.setId("example-count");
        words.textProperty().bind(Bindings.createStringBinding(() ->
                model.totalProperty().get() == 0 ? "" : String.format(Locale.ROOT, "%,d to %,d of %,d", model.offsetProperty().get() + 1,
                        Math.min(model.offsetProperty().get() + ExamplesViewModel.PORTION, model.totalProperty().get()),
                        model.totalProperty().get()), model.totalProperty(), model.offsetProperty(), model.found()));
        Button before = Buttons.icon("examples-before", "Previous", Feather.CHEVRON_LEFT,
                () -> model.go(model.offsetProperty().get() - ExamplesViewModel.PORTION));
        before.disableProperty().bind(model.offsetProperty().lessThanOrEqualTo(0));
        Button after = Buttons.icon("examples-after", "Next", Feather.CHEVRON_RIGHT,
                () -> model.go(model.offsetProperty().get() + ExamplesViewModel.PORTION));
        after.disableProperty().bind(model.offsetProperty().add(ExamplesViewModel.PORTION).greaterThanOrEqualTo(model.totalProperty()));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(6, words, space, before, after);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static final class Cell extends ListCell<ExampleHit> {
        private final Label head = Texts.muted("");
        private final Label last = Texts.body("");
        private final Label reference = Texts.muted("");
        private final VBox levels = new VBox();
        private final VBox box = new VBox(3, head, last, reference, levels);

        Cell() {
            head.getStyleClass().add("text-small");
            head.setWrapText(false);
            reference.setMinHeight(USE_PREF_SIZE);
            box.setPrefWidth(0);
            box.getStyleClass().add("example-cell");
        }

        @Override
        protected void updateItem(ExampleHit found, boolean empty) {
            super.updateItem(found, empty);
            setGraphic(empty || found == null ? null : box);
            if (empty || found == null) return;
            int turns = found.context().size();
            head.setText((found.emotion().isEmpty() ? "" : found.emotion() + "  ·  ")
                    + (turns == 1 ? "1 turn" : turns + " turns") + "  ·  " + found.id());
            last.setText(found.context().get(turns - 1));
            String answer = found.response().isEmpty() ? found.reference() : found.response();
            reference.setText(answer.isEmpty() ? "" : "→ " + answer);
            levels.getChildren().clear();
            if (!found.levels().isEmpty()) levels.getChildren().add(LevelChip.row(found.levels(), true));
        }
    }
}
