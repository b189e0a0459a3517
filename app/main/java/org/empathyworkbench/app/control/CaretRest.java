package org.empathyworkbench.app.control;

import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextInputControlSkin;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Window;
import org.empathyworkbench.app.task.RepeatingTimer;

/**
 * Lets the caret of a text field stand still, visible, some seconds after the last key or click, as GTK does. A caret that blinks has the
 * toolkit produce sixty frames a second for as long as a text field has the keyboard.
 */
final class CaretRest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Scene scene;
    private final RepeatingTimer rest = new RepeatingTimer(PATIENCE, this::rest);

    private CaretRest(Scene scene) { this.scene = scene; }

    static void install(Scene scene) {
        CaretRest caret = new CaretRest(scene);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, e -> caret.touched());
        scene.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> caret.touched());
        scene.focusOwnerProperty().subscribe(owner -> caret.touched());
        scene.windowProperty().flatMap(Window::focusedProperty).orElse(false).subscribe(focused -> caret.touched());
    }

    private void touched() {
        rest.stop();
        TextInputControl text = text();
        if (text == null) return;
        if (text.getSkin() instanceof TextInputControlSkin<?> skin && text.isEditable()
                && scene.getWindow() != null && scene.getWindow().isFocused())
            skin.setCaretAnimating(true);
        rest.start();
    }

    private void rest() {
        rest.stop();
        if (text() != null && text().getSkin() instanceof TextInputControlSkin<?> skin) skin.setCaretAnimating(false);
    }

    /** The text that has the keyboard; null when nothing of that kind has it. */
    private TextInputControl text() {
        Node owner = scene.getFocusOwner();
        if (owner instanceof TextInputControl text) return text;
        if (owner instanceof Spinner<?> spinner && spinner.isEditable()) return spinner.getEditor();
        if (owner instanceof ComboBox<?> box && box.isEditable()) return box.getEditor();
        return null;
    }
}
