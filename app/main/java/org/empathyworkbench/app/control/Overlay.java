package org.empathyworkbench.app.control;

import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * Layer above a page's content for one dialog at a time, centred or as a sheet at the right edge. Escape closes it. A page adds it last
 * to a stack pane.
 */
public final class Overlay extends StackPane {
    private Runnable onClose = () -> { };
    /** The focus owner before, restored on close. */
    private Node before;

    public Overlay() {
        getStyleClass().add("overlay");
        setVisible(false);
        setManaged(false);
        addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() != KeyCode.ESCAPE) return;
            close();
            e.consume();
        });
    }

    /** Stacks the page's content and this layer. */
    public StackPane above(Node content) {
        StackPane stack = new StackPane(content, this);
        setManaged(true);
        // Tab stays within the dialog
        content.focusWithinProperty().subscribe(within -> { if (within && isVisible()) focusFirst(); });
        return stack;
    }

    /** Shows a centred dialog. @param onClose runs however it is closed */
    public void show(String title, Region content, double width, Runnable onClose) {
        VBox box = box(title, content, onClose);
        box.setMaxSize(width, Region.USE_PREF_SIZE);
        box.setMinWidth(Math.min(width, 400));
        open(box, Pos.CENTER);
        StackPane.setMargin(box, new Insets(24));
    }

    /** Shows a sheet at the right edge, as high as the page. */
    public void showSheet(String title, Region content, double width, Runnable onClose) {
        VBox box = box(title, content, onClose);
        box.getStyleClass().add("sheet");
        box.setMaxSize(width, Double.MAX_VALUE);
        box.setPrefWidth(width);
        VBox.setVgrow(content, Priority.ALWAYS);
        open(box, Pos.CENTER_RIGHT);
    }

    /** Confirmation dialog before an action that cannot be undone. */
    public void ask(String title, String sentence, String yes, Runnable action) {
        Button cancel = Buttons.plain("confirm-no", "Cancel", null, this::close);
        Button go = Buttons.danger("confirm-yes", yes, Feather.TRASH_2, () -> {
            close();
            action.run();
        });
        HBox buttons = new HBox(8, cancel, go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        show(title, new VBox(16, Texts.body(sentence), buttons), 440, () -> { });
        cancel.requestFocus();
    }

    public void close() {
        if (!isVisible()) return;
        setVisible(false);
        getChildren().clear();
        if (before != null && before.getScene() != null) before.requestFocus();
        before = null;
        onClose.run();
    }

    private VBox box(String title, Region content, Runnable onClose) {
        close();
        this.onClose = onClose;
        Label name = new Label(title);
        name.getStyleClass().add("overlay-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox header = new HBox(8, name, space, Buttons.icon("overlay-close", "Close (Esc)", Feather.X, this::close));
        header.setAlignment(Pos.CENTER_LEFT);
        VBox box = new VBox(12, header, content);
        box.getStyleClass().add("overlay-box");
        return box;
    }

    private void open(VBox box, Pos where) {
        before = getScene() == null ? null : getScene().getFocusOwner();
        getChildren().setAll(box);
        StackPane.setAlignment(box, where);
        setVisible(true);
        focusFirst();
    }

    /** Focuses the first input; without one the dialog itself, so that Esc works. */
    private void focusFirst() { field(this).orElse(getChildren().get(0)).requestFocus(); }

    private static Optional<Node> field(Parent within) {
        for (Node child : within.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled()) continue;
            if (child instanceof TextInputControl) return Optional.of(child);
            Optional<Node> found = child instanceof ScrollPane scroll && scroll.getContent() instanceof Parent content ? field(content)
                    : child instanceof Parent parent ? field(parent) : Optional.empty();
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }
}
