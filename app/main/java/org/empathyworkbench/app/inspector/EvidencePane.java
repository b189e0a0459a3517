package org.empathyworkbench.app.inspector;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.SettingsRow;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.inspector.EvidenceViewModel.Found;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceUnit;
import org.empathyworkbench.identifier.EvidenceWord;
import org.kordamp.ikonli.feather.Feather;

/** Evidence settings: attribution method and mechanism, and the strongest words as focusable lists. */
final class EvidencePane extends VBox {
    private static final int TOP = 12;
    private final EvidenceViewModel model;
    private final Map<Mechanism, ListView<EvidenceWord>> lists = new EnumMap<>(Mechanism.class);
    private final Map<Mechanism, VBox> columns = new EnumMap<>(Mechanism.class);
    private final Label meaning = Texts.muted("");
    private final Label sum = Texts.muted("");

    private final Consumer<EvidenceWord> onWord;

    /**
     * @param why    opens the help page on the default
     * @param onWord receives the word selected in a list
     */
    EvidencePane(EvidenceViewModel model, Runnable why, Consumer<EvidenceWord> onWord) {
        this.model = model;
        this.onWord = onWord;
        setSpacing(10);
        setId("evidence-pane");
        ComboBox<EvidenceMethod> method = new ComboBox<>(model.methods());
        method.setId("evidence-method");
        method.setPrefWidth(212);
        method.setConverter(Choices.converter(one -> one == null ? "" : one.title()));
        method.valueProperty().bindBidirectional(model.methodProperty());
        method.disableProperty().bind(Bindings.isEmpty(model.methods()));
        method.setAccessibleText("Attribution method");
        method.setCellFactory(list -> new MethodCell());
        model.methodProperty().subscribe(one -> method.setTooltip(one == null ? null : told(one)));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(6, method, Buttons.icon("evidence-why",
                "How well each method agrees with human rationales", Feather.HELP_CIRCLE, why), space, mechanisms());
        head.setAlignment(Pos.CENTER_LEFT);
        SettingsRow<EvidenceSettings> settings = new SettingsRow<>(EvidenceSettings.standard(), model.settingsProperty());
        settings.setId("evidence-settings");
        settings.visibleProperty().bind(model.methodProperty().isEqualTo(EvidenceMethod.INTEGRATED_GRADIENTS));
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox how = new HBox(8, units(), between, settings);
        how.setAlignment(Pos.CENTER_LEFT);
        meaning.getStyleClass().add("text-small");
        meaning.setId("evidence-meaning");
        sum.getStyleClass().add("text-small");
        sum.setId("evidence-sum");
        sum.managedProperty().bind(sum.textProperty().isNotEmpty());
        HBox words = new HBox(12);
        VBox.setVgrow(words, Priority.ALWAYS);
        for (Mechanism mechanism : Mechanism.values()) {
            VBox column = column(mechanism);
            columns.put(mechanism, column);
            HBox.setHgrow(column, Priority.ALWAYS);
            words.getChildren().add(column);
        }
        getChildren().addAll(head, how, meaning, words, sum);
        model.foundProperty().subscribe(found -> show());
        model.shownProperty().subscribe(shown -> show());
        model.drawnProperty().subscribe(unit -> show());
    }

    /** Description of a method with its measured quality. */
    private static Tooltip told(EvidenceMethod method) { return Texts.tooltip(method.meaning() + "\n\n" + method.measured()); }

    private Node units() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton words = Segments.button("evidence-by-word", "Words", group);
        ToggleButton sentences = Segments.button("evidence-by-sentence", "Sentences", group);
        words.setTooltip(Texts.tooltip("One score per word"));
        sentences.setTooltip(Texts.tooltip("The mean score over each sentence: coarser, and closer to human rationales"));
        words.setOnAction(e -> model.unitProperty().set(EvidenceUnit.WORD));
        sentences.setOnAction(e -> model.unitProperty().set(EvidenceUnit.SENTENCE));
        model.drawnProperty().subscribe(unit -> group.selectToggle(unit == EvidenceUnit.WORD ? words : sentences));
        HBox row = Segments.row(words, sentences);
        row.disableProperty().bind(model.methodProperty().isEqualTo(EvidenceMethod.CONTEXT_ATTENTION));
        return row;
    }

    private Node mechanisms() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton all = Segments.button("evidence-all", "All", group);
        all.setOnAction(e -> model.shownProperty().set(null));
        ToggleButton[] buttons = new ToggleButton[Mechanism.values().length + 1];
        buttons[0] = all;
        for (Mechanism mechanism : Mechanism.values()) {
            ToggleButton button = Segments.button("evidence-" + mechanism.key(), mechanism.key().toUpperCase(Locale.ROOT), group);
            button.setTooltip(Texts.tooltip("Show " + mechanism.title().toLowerCase(Locale.ROOT) + " alone"));
            button.setAccessibleText("Show " + mechanism.title().toLowerCase(Locale.ROOT) + " alone");
            button.setOnAction(e -> model.shownProperty().set(mechanism));
            buttons[mechanism.ordinal() + 1] = button;
        }
        model.shownProperty().subscribe(shown -> group.selectToggle(shown == null ? all : buttons[shown.ordinal() + 1]));
        return Segments.row(buttons);
    }

    private VBox column(Mechanism mechanism) {
        Label name = new Label(mechanism.title());
        name.getStyleClass().add("mechanism-name");
        ListView<EvidenceWord> list = new ListView<>();
        list.setId("evidence-words-" + mechanism.key());
        list.getStyleClass().addAll("plain-list", "evidence-list");
        list.setAccessibleText("Strongest words of " + mechanism.title().toLowerCase(Locale.ROOT));
        list.setCellFactory(view -> new Cell(mechanism));
        list.setMinHeight(60);
        list.getSelectionModel().selectedItemProperty().subscribe(word -> { if (word != null && word.turn() < 0) onWord.accept(word); });
        VBox.setVgrow(list, Priority.ALWAYS);
        lists.put(mechanism, list);
        VBox column = new VBox(4, name, list);
        column.setPrefWidth(150);
        column.setMinWidth(0);
        column.getStyleClass().add(LevelChip.styleClass(mechanism));
        column.managedProperty().bind(column.visibleProperty());
        return column;
    }

    private void show() {
        Found found = model.foundProperty().get();
        Mechanism shown = model.shownProperty().get();
        for (Mechanism mechanism : Mechanism.values()) {
            columns.get(mechanism).setVisible(shown == null || shown == mechanism);
            Label nothing = Texts.muted(found == null ? "" : "No evidence for it.");
            StackPane.setAlignment(nothing, Pos.TOP_LEFT);
            lists.get(mechanism).setPlaceholder(nothing);
            if (found == null) lists.get(mechanism).getItems().clear();
            else
                lists.get(mechanism).getItems()
                        .setAll(found.evidence().get(mechanism).top(model.drawnProperty().get(), found.answer().response(), TOP));
        }
        meaning.setText(found == null ? "Which words support each level. Computed when there is a context and a response."
                : found.method().meaning());
        StringBuilder sums = new StringBuilder();
        if (found != null && found.method() == EvidenceMethod.INTEGRATED_GRADIENTS) {
            for (Mechanism mechanism : Mechanism.values()) {
                Evidence one = found.evidence().get(mechanism);
                sums.append(sums.isEmpty() ? "Log-odds, unknown response to this one: " : ", ")
                        .append(String.format(Locale.ROOT, "%s %+.2f to %+.2f (residual %+.2f)",
                                mechanism.key().toUpperCase(Locale.ROOT), one.baseline(), one.logOdds(), one.gap()));
            }
            sums.append('.');
        }
        sum.setText(sums.toString());
    }

    /** List cell of a method, with its description as a tooltip. */
    private static final class MethodCell extends ListCell<EvidenceMethod> {
        @Override
        protected void updateItem(EvidenceMethod item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? "" : item.title());
            setTooltip(empty || item == null ? null : told(item));
        }
    }

    private final class Cell extends ListCell<EvidenceWord> {
        private final Label word = new Label();
        private final Label number = new Label();
        private final Region bar = new Region();
        private final StackPane track = new StackPane(bar);
        private final VBox box;
        private final Mechanism mechanism;

        Cell(Mechanism mechanism) {
            this.mechanism = mechanism;
            number.getStyleClass().add("evidence-number");
            number.setMinWidth(Region.USE_PREF_SIZE);
            word.setMinWidth(0);
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            bar.getStyleClass().addAll("heat-bar", LevelChip.styleClass(mechanism));
            bar.setMinHeight(4);
            bar.setMaxHeight(4);
            track.setAlignment(Pos.CENTER_LEFT);
            track.setMinHeight(4);
            HBox line = new HBox(6, word, space, number);
            box = new VBox(2, line, track);
            box.setPrefWidth(0);
        }

        @Override
        protected void updateItem(EvidenceWord item, boolean empty) {
            super.updateItem(item, empty);
            Found found = model.foundProperty().get();
            boolean nothing = empty || item == null || found == null;
            setGraphic(nothing ? null : box);
            setTooltip(nothing ? null
                    : Texts.tooltip("\u201c" + item.text() + "\u201d: " + EvidenceWords.number(found.method(), item.score())));
            if (nothing) return;
            word.setText(item.text());
            number.setText(EvidenceWords.shortNumber(found.method(), item.score()));
            double strength = Math.abs(found.evidence().get(mechanism)
                    .by(model.drawnProperty().get(), found.answer().response()).intensity(item));
            bar.maxWidthProperty().bind(track.widthProperty().multiply(Math.max(0.02, Math.min(1, strength))));
        }
    }
}
