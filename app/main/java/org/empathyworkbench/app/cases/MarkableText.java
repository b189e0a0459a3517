package org.empathyworkbench.app.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.casestudy.Marks;
import org.empathyworkbench.dialogue.Mechanism;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Text whose words can be marked: press on a word, drag to another, choose a mechanism. Keyboard: arrows move by word, Shift extends the
 * selection, E, I and X mark, Delete removes marks, Enter opens the menu. A mark has its mechanism's colour and is followed by the
 * mechanism's short name.
 */
final class MarkableText extends StackPane {
    /** A run of the text flow: text, or the name after a mark, which has no characters of its own. */
    private record Part(Text node, int from, int length) { }

    private final TextFlow flow = new TextFlow();
    private final Path chosen = new Path();
    private final List<Part> parts = new ArrayList<>();
    private final Consumer<List<Mark>> onMarks;
    private String text = "";
    private List<Mark> marks = List.of();
    private List<WordSpan> words = List.of();
    /** First and last selected word, inclusive; -1 for none. */
    private int anchor = -1;
    private int head = -1;
    private ContextMenu menu;

    /** @param onMarks receives all marks of the text after a change by the user; null for read-only text */
    MarkableText(Consumer<List<Mark>> onMarks) {
        this.onMarks = onMarks;
        getStyleClass().add("markable");
        chosen.setManaged(false);
        chosen.setMouseTransparent(true);
        chosen.getStyleClass().add("markable-chosen");
        flow.setMinHeight(Region.USE_PREF_SIZE);
        setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(chosen, flow);
        if (onMarks == null) return;
        setCursor(Cursor.TEXT);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        setOnMousePressed(this::pressed);
        setOnMouseDragged(e -> take(wordAt(e)));
        setOnMouseReleased(e -> { if (e.getButton() == MouseButton.PRIMARY && anchor >= 0) open(e.getScreenX(), e.getScreenY()); });
        setOnKeyPressed(this::key);
        focusedProperty().subscribe(on -> { if (!on && (menu == null || !menu.isShowing())) choose(-1, -1); });
    }

    void show(String text, List<Mark> marks) {
        if (this.text.equals(text) && this.marks.equals(marks) && !parts.isEmpty()) return;
        if (!this.text.equals(text)) {
            words = WordSpan.of(text);
            choose(-1, -1);
        }
        this.text = text;
        this.marks = marks;
        parts.clear();
        for (Marks.Piece piece : Marks.pieces(text, marks)) {
            Text run = run(piece.text(), piece.mark());
            parts.add(new Part(run, piece.from(), piece.text().length()));
            if (piece.mark() == null) continue;
            Text name = new Text("\u2009" + piece.mark().mechanism().key().toUpperCase(Locale.ROOT));
            name.getStyleClass().addAll("mark-name", LevelChip.styleClass(piece.mark().mechanism()));
            parts.add(new Part(name, piece.from() + piece.text().length(), 0));
        }
        flow.getChildren().setAll(parts.stream().map(Part::node).toList());
        setAccessibleText(text + (marks.isEmpty() ? "" : ". Marked: " + String.join(", ", marks.stream()
                .map(mark -> text.substring(mark.from(), mark.to()) + " as " + mark.mechanism().title().toLowerCase(Locale.ROOT))
                .toList())));
    }

    private static Text run(String text, Mark mark) {
        Text run = new Text(text);
        run.getStyleClass().add("text-run");
        if (mark != null) run.getStyleClass().addAll("rationale", LevelChip.styleClass(mark.mechanism()));
        return run;
    }

    private void pressed(MouseEvent e) {
        if (e.getButton() != MouseButton.PRIMARY) return;
        requestFocus();
        int word = wordAt(e);
        choose(word, word);
        e.consume();
    }

    private int wordAt(MouseEvent e) {
        Point2D point = flow.sceneToLocal(e.getSceneX(), e.getSceneY());
        if (words.isEmpty()) return -1;
        int character = textIndex(flow.hitTest(point).getCharIndex());
        for (int i = 0; i < words.size(); i++) if (character < words.get(i).to()) return i;
        return words.size() - 1;
    }

    private void take(int word) { if (anchor >= 0 && word >= 0) choose(anchor, word); }

    private void key(KeyEvent e) {
        int step = e.getCode() == KeyCode.RIGHT ? 1 : e.getCode() == KeyCode.LEFT ? -1 : 0;
        if (step != 0 && !words.isEmpty() && !e.isShortcutDown() && !e.isAltDown()) {
            int to = head < 0 ? (step > 0 ? 0 : words.size() - 1) : Math.max(0, Math.min(words.size() - 1, head + step));
            choose(e.isShiftDown() && anchor >= 0 ? anchor : to, to);
            e.consume();
            return;
        }
        if (anchor < 0) return;
        switch (e.getCode()) {
            case E -> mark(Mechanism.EMOTIONAL_REACTION);
            case I -> mark(Mechanism.INTERPRETATION);
            case X -> mark(Mechanism.EXPLORATION);
            case DELETE, BACK_SPACE -> erase();
            case ENTER, SPACE -> {
                Bounds at = localToScreen(getBoundsInLocal());
                open(at.getMinX() + chosen.getBoundsInParent().getMinX(), at.getMinY() + chosen.getBoundsInParent().getMaxY());
            }
            case ESCAPE -> choose(-1, -1);
            default -> { return; }
        }
        e.consume();
    }

    private void open(double x, double y) {
        menu = new ContextMenu();
        for (Mechanism mechanism : Mechanism.values()) {
            Region dot = new Region();
            dot.getStyleClass().addAll("mechanism-dot", LevelChip.styleClass(mechanism));
            MenuItem item = new MenuItem(mechanism.title(), dot);
            item.setId("mark-" + mechanism.key());
            item.setOnAction(e -> mark(mechanism));
            menu.getItems().add(item);
        }
        if (marks.stream().anyMatch(mark -> mark.from() < to() && mark.to() > from())) {
            MenuItem none = new MenuItem("No mark", new FontIcon(Feather.X));
            none.setId("mark-none");
            none.setOnAction(e -> erase());
            menu.getItems().addAll(new SeparatorMenuItem(), none);
        }
        menu.show(this, x + 2, y + 4);
    }

    private void mark(Mechanism mechanism) { changed(Marks.with(marks, new Mark(from(), to(), mechanism))); }

    private void erase() { changed(Marks.without(marks, from(), to())); }

    private void changed(List<Mark> now) {
        choose(-1, -1);
        show(text, now);
        onMarks.accept(now);
    }

    private int from() { return words.get(Math.min(anchor, head)).from(); }

    private int to() { return words.get(Math.max(anchor, head)).to(); }

    private void choose(int anchor, int head) {
        this.anchor = anchor;
        this.head = anchor < 0 ? -1 : head;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        chosen.getElements().clear();
        if (anchor < 0 || words.isEmpty()) return;
        flow.layout();
        chosen.getElements().setAll(flow.rangeShape(flowIndex(from()), flowIndex(to() - 1) + 1));
        chosen.setLayoutX(flow.getLayoutX());       // the shape is in the flow's coordinates
        chosen.setLayoutY(flow.getLayoutY());
    }

    private int flowIndex(int character) {
        int at = 0;
        for (Part part : parts) {
            if (part.length() > 0 && character >= part.from() && character < part.from() + part.length())
                return at + character - part.from();
            at += part.node().getText().length();
        }
        return at;
    }

    private int textIndex(int index) {
        int at = 0;
        for (Part part : parts) {
            int length = part.node().getText().length();
            if (index < at + length) return part.from() + Math.min(part.length(), index - at);
            at += length;
        }
        return text.length();
    }
}
