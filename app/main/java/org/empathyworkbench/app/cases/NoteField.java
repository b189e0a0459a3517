package org.empathyworkbench.app.cases;

import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.TextArea;
import javafx.util.Duration;

/** Text field or area that is stored a moment after the last key press, and at once when it loses the focus. */
final class NoteField extends TextArea {
    private static final Duration PAUSE = Duration.millis(700);
    private final PauseTransition pause = new PauseTransition(PAUSE);
    private final Consumer<String> onWords;
    private String stored = "";

    NoteField(String id, String prompt, int rows, Consumer<String> onWords) {
        this.onWords = onWords;
        setId(id);
        setPromptText(prompt);
        setAccessibleText(prompt);
        setWrapText(true);
        setPrefRowCount(rows);
        getStyleClass().add("note-field");
        pause.setOnFinished(e -> commit());
        textProperty().subscribe(() -> { if (!getText().equals(stored)) pause.playFromStart(); });
        focusedProperty().subscribe(on -> { if (!on) commit(); });
    }

    /** Sets the stored text; text that is being edited is not overwritten. */
    void show(String words) {
        boolean typing = isFocused() && !getText().equals(stored);
        stored = words;
        if (!typing && !getText().equals(words)) setText(words);
    }

    void commit() {
        pause.stop();
        if (getText().equals(stored)) return;
        stored = getText();
        onWords.accept(stored);
    }
}
