package org.empathyworkbench.app.datasets;

import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.datasets.DatasetsViewModel.Kind;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.kordamp.ikonli.feather.Feather;

/** Filters of a dataset: text, split, emotion, and the level of a mechanism. */
final class FilterBar extends HBox {
    FilterBar(DatasetsViewModel model) {
        TextField text = new TextField();
        text.setId("filter-text");
        text.setPromptText("Text contains");
        text.setPrefWidth(170);
        HBox.setHgrow(text, Priority.SOMETIMES);
        PauseTransition typed = new PauseTransition(Duration.millis(250));
        typed.setOnFinished(e -> model.textProperty().set(text.getText()));
        text.textProperty().subscribe(now -> { if (!now.equals(model.textProperty().get())) typed.playFromStart(); });
        model.textProperty().subscribe(now -> { if (!now.equals(text.getText())) text.setText(now); });

        ComboBox<Optional<Split>> split = Choices.orAll("filter-split",
                model.splitProperty(), List.of(Split.values()), Split::key, "All splits");
        ObjectProperty<String> emotion = new SimpleObjectProperty<>();
        emotion.subscribe(now -> model.emotionProperty().set(now == null ? "" : now));
        model.emotionProperty().subscribe(now -> emotion.set(now.isEmpty() ? null : now));
        ComboBox<Optional<String>> emotions = Choices.orAll("filter-emotion", emotion, List.of(), word -> word, "All emotions");
        emotions.setVisibleRowCount(16);
        model.countsProperty()
                .subscribe(counts -> Choices.setValues(emotions, counts == null ? List.of() : List.copyOf(counts.emotions().keySet())));
        emotions.managedProperty().bind(emotions.visibleProperty());
        emotions.visibleProperty().bind(model.kindProperty().isEqualTo(Kind.DIALOGUES));

        ComboBox<Optional<Mechanism>> mechanism = Choices.orAll("filter-mechanism",
                model.mechanismProperty(), List.of(Mechanism.values()), Mechanism::title, "All mechanisms");
        ComboBox<Optional<Level>> level = Choices.orAll("filter-level",
                model.levelProperty(), List.of(Level.values()), Level::word, "any level");
        level.disableProperty().bind(model.mechanismProperty().isNull());
        Button clear = Buttons.icon("filter-clear", "Clear the filter", Feather.X_CIRCLE, model::clearFilter);
        split.setPrefWidth(110);
        emotions.setPrefWidth(132);
        mechanism.setPrefWidth(160);
        level.setPrefWidth(104);
        getChildren().addAll(text, split, emotions, mechanism, level, clear);
        setSpacing(6);
        setAlignment(Pos.CENTER_LEFT);
    }
}
