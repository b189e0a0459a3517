package org.empathyworkbench.app.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.RowFilter.Bar;
import org.empathyworkbench.comparison.RowFilter.Show;
import org.empathyworkbench.dialogue.Mechanism;
import org.kordamp.ikonli.feather.Feather;

/** Filter bar of the contexts; inputs appear only for the active criterion. */
final class FilterBar extends HBox {
    private final CompareViewModel model;
    private final ComboBox<Optional<String>> emotion;
    private Comparison emotionsOf;

    FilterBar(CompareViewModel model) {
        super(8);
        this.model = model;
        FilterViewModel filter = model.rows().filter();
        setAlignment(Pos.CENTER_LEFT);
        TextField text = new TextField();
        text.setId("compare-text");
        text.setPromptText("Text in context or response");
        text.setMinWidth(120);
        text.setPrefWidth(210);
        HBox.setHgrow(text, Priority.SOMETIMES);
        text.textProperty().bindBidirectional(filter.textProperty());
        emotion = Choices.orAll("compare-emotion", filter.emotionProperty(), List.of(), word -> word, "All emotions");
        emotion.setMinWidth(118);
        ComboBox<Show> show = Choices.of("compare-show", filter.showProperty(), Arrays.asList(Show.values()), Show::words);
        show.setMinWidth(160);
        ComboBox<Optional<Mechanism>> mechanism = Choices.orAll("compare-mechanism", filter.mechanismProperty(),
                Arrays.asList(Mechanism.values()), Mechanism::title, "Any mechanism");
        ComboBox<Optional<CompareColumn>> missing = Choices.orAll("compare-missing",
                filter.columnProperty(), List.of(), CompareColumn::title, "Any system");
        ComboBox<CompareColumn> from = Choices.of("compare-from", filter.columnProperty(),
                List.of(), column -> column == null ? "from" : column.title());
        ComboBox<CompareColumn> to = Choices.of("compare-to", filter.otherProperty(),
                List.of(), column -> column == null ? "to" : column.title());
        Node arrow = Texts.muted("to");
        Button bar = Buttons.plain("compare-bar", "", Feather.X, () -> filter.barProperty().set(null));
        bar.getStyleClass().add("bar-chip");
        bar.setTooltip(Texts.tooltip("Show other contexts too"));
        Button clear = Buttons.link("compare-clear", "Clear", filter::clear);
        getChildren().addAll(text, emotion, show, mechanism, missing, from, arrow, to, bar, clear);
        Runnable fit = () -> {
            Show now = filter.showProperty().get();
            there(mechanism, now == Show.DISAGREE || now == Show.MISSED);
            there(missing, now == Show.MISSED);
            for (Node node : List.of(from, arrow, to)) there(node, now == Show.RISE);
            Bar picked = filter.barProperty().get();
            there(bar, picked != null);
            if (picked != null) bar.setText(words(picked));
            there(clear, !filter.asksNothing());
        };
        for (ObservableValue<?> part : List.of(filter.textProperty(), filter.emotionProperty(),
                filter.showProperty(), filter.mechanismProperty(), filter.barProperty())) {
            part.subscribe(any -> fit.run());
        }
        Runnable offer = () -> {
            List<CompareColumn> systems = model.columns().shown().stream().filter(column -> !column.isReference()).toList();
            CompareColumn first = filter.columnProperty().get();
            CompareColumn second = filter.otherProperty().get();
            Choices.setValues(missing, systems);
            if (!systems.equals(from.getItems())) {
                from.getItems().setAll(systems);
                to.getItems().setAll(systems);
            }
            filter.columnProperty().set(systems.contains(first) ? first : null);
            filter.otherProperty().set(systems.contains(second) ? second : null);
        };
        model.columns().all().addListener((InvalidationListener) o -> offer.run());
        offer.run();
        filter.showProperty().addListener((o, before, now) -> {
            List<CompareColumn> systems = from.getItems();
            if (now != Show.RISE || systems.size() < 2) return;
            if (filter.columnProperty().get() == null) filter.columnProperty().set(systems.get(0));
            if (filter.otherProperty().get() == null) filter.otherProperty().set(systems.get(systems.size() - 1));
        });
        model.rows().shownProperty().subscribe(now -> emotions());
        emotions();
    }

    private void emotions() {
        if (emotionsOf == model.comparison()) return;
        emotionsOf = model.comparison();
        TreeSet<String> words = new TreeSet<>(emotionsOf.contexts().stream().map(ComparedContext::emotion)
                .filter(word -> !word.isEmpty()).toList());
        String before = model.rows().filter().emotionProperty().get();
        Choices.setValues(emotion, List.copyOf(words));
        model.rows().filter().emotionProperty().set(before != null && words.contains(before) ? before : null);
        there(emotion, !words.isEmpty());
    }

    private String words(Bar bar) {
        String system = model.columns().find(bar.column()).map(CompareColumn::title).orElse("");
        return bar.mechanism() == null ? system + " wins"
                : system + ": " + bar.mechanism().title().toLowerCase(Locale.ROOT) + " " + bar.level().word();
    }

    private static void there(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }
}
