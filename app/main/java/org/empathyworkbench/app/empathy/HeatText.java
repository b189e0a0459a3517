package org.empathyworkbench.app.empathy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Text with a lane per mechanism below each word: a bar in the mechanism's colour whose height and opacity show the score, hollow for
 * negative scores. The value is in the word's tooltip. Words may be clickable; {@link #chosenBy} makes the text focusable.
 */
public final class HeatText extends FlowPane {
    private static final double LANE = 6;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");

    /**
     * One word.
     *
     * @param heats   one per lane, in order
     * @param meaning tooltip text
     * @param read    false for a word beyond the model's maximum length: drawn pale
     */
    public record Word(String text, List<Heat> heats, String meaning, boolean read) {
        public Word { heats = List.copyOf(heats); }
    }

    /** @param intensity in [-1, 1] */
    public record Heat(Mechanism mechanism, double intensity) { }

    private final List<VBox> boxes = new ArrayList<>();
    private List<Word> words = List.of();
    private IntConsumer onWord = word -> { };

    public HeatText() {
        getStyleClass().add("heat-text");
        setHgap(5);
        setVgap(7);
        setMinWidth(0);
    }

    /** Receives the index of a clicked word. */
    public void setOnWord(IntConsumer onWord) { this.onWord = onWord; }

    public void show(List<Word> words) {
        this.words = List.copyOf(words);
        boxes.clear();
        for (int i = 0; i < words.size(); i++) boxes.add(box(words.get(i), i));
        getChildren().setAll(boxes);
    }

    /** Outlines the words from one index (inclusive) to another (exclusive); none if equal. */
    public void choose(int from, int to) {
        for (int i = 0; i < boxes.size(); i++) boxes.get(i).pseudoClassStateChanged(CHOSEN, i >= from && i < to);
    }

    /**
     * Makes the text one focus stop with its own key handling.
     *
     * @param help accessible help on the keys; {@link #setAccessibleText} describes the selection
     */
    public void chosenBy(EventHandler<KeyEvent> keys, String help) {
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleHelp(help);
        getStyleClass().add("heat-keys");
        addEventHandler(KeyEvent.KEY_PRESSED, keys);
    }

    /** The nearest word above or below; the word itself in the first and the last line. @param by -1 or 1 */
    public int inLine(int word, int by) {
        Bounds here = boxes.get(word).getBoundsInParent();
        int best = word;
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i < boxes.size(); i++) {
            Bounds there = boxes.get(i).getBoundsInParent();
            if (by * (there.getMinY() - here.getMinY()) < here.getHeight() / 2) continue;
            double far = 4 * Math.abs(there.getMinY() - here.getMinY()) + Math.abs(there.getCenterX() - here.getCenterX());
            if (far >= nearest) continue;
            nearest = far;
            best = i;
        }
        return best;
    }

    /** A word's tooltip; empty for none. */
    public String meaning(int word) { return words.get(word).meaning(); }

    /** Bounds of a word in this text. */
    public Bounds place(int word) { return boxes.get(word).getBoundsInParent(); }

    private VBox box(Word word, int number) {
        Label text = new Label(word.text());
        text.getStyleClass().add("heat-word");
        VBox box = new VBox(1, text);
        box.getStyleClass().add("heat-box");
        box.setAlignment(Pos.BOTTOM_LEFT);
        box.setFillWidth(true);
        box.pseudoClassStateChanged(UNREAD, !word.read());
        for (Heat heat : word.heats()) box.getChildren().add(lane(heat));
        if (!word.meaning().isEmpty()) {
            // created on first hover: there may be hundreds of words
            box.setOnMouseEntered(e -> {
                Tooltip.install(box, Texts.tooltip(word.meaning()));
                box.setOnMouseEntered(null);
            });
            box.setAccessibleText(word.meaning());
        }
        box.setOnMouseClicked(e -> {
            if (isFocusTraversable()) requestFocus();
            onWord.accept(number);
        });
        return box;
    }

    /** A bar at the top of its lane, at least a hairline for a non-zero score. */
    private static Region lane(Heat heat) {
        double strength = Math.min(1, Math.abs(heat.intensity()));
        Region bar = new Region();
        bar.getStyleClass().addAll("heat-bar", LevelChip.styleClass(heat.mechanism()));
        if (heat.intensity() < 0) bar.getStyleClass().add("heat-against");
        double height = strength < 0.04 ? 1 : 1.5 + strength * (LANE - 1.5);
        bar.setMinHeight(height);
        bar.setMaxHeight(height);
        bar.setOpacity(strength < 0.04 ? 0.18 : 0.35 + 0.65 * strength);
        VBox lane = new VBox(bar);
        lane.setMinHeight(LANE);
        lane.setPrefHeight(LANE);
        lane.setMaxHeight(LANE);
        lane.setFillWidth(true);
        return new LaneHolder(lane);
    }

    /** Follows the width of the word above it. */
    private static final class LaneHolder extends Region {
        private final VBox lane;

        LaneHolder(VBox lane) {
            this.lane = lane;
            getChildren().add(lane);
            setMinHeight(LANE);
            setPrefHeight(LANE);
            setMaxHeight(LANE);
        }

        @Override
        protected void layoutChildren() { lane.resizeRelocate(0, 0, getWidth(), getHeight()); }
    }
}
