package org.empathyworkbench.app.runs;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.workspace.RunEvent;
import org.kordamp.ikonli.feather.Feather;

/** The run's log, newest at the bottom; scrolls automatically unless the user scrolled or selected a line. */
final class RunLog extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private final ListView<RunEvent> lines;

    RunLog(RunViewModel model) {
        lines = new ListView<>(model.events());
        lines.setId("run-log");
        lines.getStyleClass().addAll("log", "plain-list");
        lines.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        lines.setPlaceholder(Texts.muted("The log is empty."));
        lines.setCellFactory(view -> new Line());
        lines.setOnKeyPressed(e -> { if (COPY.match(e)) copy(); });
        model.events().addListener((ListChangeListener<RunEvent>) change -> {
            if (lines.getSelectionModel().isEmpty() && !model.events().isEmpty()) lines.scrollTo(model.events().size() - 1);
        });
        Card card = new Card("Log", lines).grow(lines).action(Buttons.icon("copy-log", "Copy the log", Feather.COPY, this::copy));
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
    }

    private void copy() {
        List<RunEvent> chosen = lines.getSelectionModel().isEmpty() ? lines.getItems() : lines.getSelectionModel().getSelectedItems();
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT,
                chosen.stream().map(event -> TIME.format(event.at()) + "  " + event.text()).collect(Collectors.joining("\n"))));
    }

    private static final class Line extends ListCell<RunEvent> {
        private final Label at = Texts.muted("");
        private final Label text = Texts.body("");
        private final HBox box = new HBox(12, at, text);

        Line() {
            at.setMinWidth(USE_PREF_SIZE);
            HBox.setHgrow(text, Priority.ALWAYS);
            box.setPrefWidth(0);
        }

        @Override
        protected void updateItem(RunEvent event, boolean empty) {
            super.updateItem(event, empty);
            setGraphic(empty || event == null ? null : box);
            if (empty || event == null) return;
            at.setText(TIME.format(event.at()));
            text.setText(event.text());
        }
    }
}
