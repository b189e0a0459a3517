package org.empathyworkbench.app.compare;

import java.util.Locale;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.comparison.ColumnMetrics;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** Level distribution of one mechanism over a column's responses: a bar of three parts, each a button that filters by it. */
final class ShareBar extends Region {
    private static final double HEIGHT = 17;
    private static final double NAME = 20;
    private final Mechanism mechanism;
    private final Label name = new Label();
    private final Label[] parts = new Label[Level.values().length];
    private final double[] shares = new double[Level.values().length];
    private final double[] drawn = new double[Level.values().length];

    /** @param onClick receives the level of the clicked part */
    ShareBar(String id, Mechanism mechanism, Consumer<Level> onClick) {
        this.mechanism = mechanism;
        getStyleClass().addAll("share-bar", LevelChip.styleClass(mechanism));
        name.setText(mechanism.key().toUpperCase(Locale.ROOT));
        name.getStyleClass().add("mechanism-name");
        name.setTooltip(Texts.tooltip(mechanism.title() + ": share of responses at each level. Click a part to filter by it."));
        getChildren().add(name);
        for (Level level : Level.values()) {
            Label part = new Label();
            part.setId(id + "-" + mechanism.key() + "-" + level.word());
            part.getStyleClass().addAll("probability-part", "level-" + level.word(), "share-part");
            part.setMinWidth(0);
            part.setFocusTraversable(true);
            part.setOnMouseClicked(e -> onClick.accept(level));
            part.setOnKeyPressed(e -> {
                if (e.getCode() != KeyCode.ENTER && e.getCode() != KeyCode.SPACE) return;
                e.consume();
                onClick.accept(level);
            });
            parts[level.ordinal()] = part;
            getChildren().add(part);
        }
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
    }

    /** Sets the distribution; the bar is empty for null or no scores. @param picked the level filtered by; null for none */
    void show(ColumnMetrics figures, Level picked) {
        boolean some = figures != null && figures.judged() > 0;
        for (Level level : Level.values()) {
            int i = level.ordinal();
            shares[i] = some ? figures.share(mechanism, level) : 0;
            parts[i].setVisible(some);
            parts[i].pseudoClassStateChanged(PseudoClass.getPseudoClass("picked"), level == picked);
            if (!some) continue;
            String words = String.format(Locale.ROOT, "%s %s: %.1f %% (%,d of %,d responses)", mechanism.title(),
                    level.word(), 100 * shares[i], figures.levels().get(mechanism)[i], figures.judged());
            parts[i].setAccessibleText(words);
            parts[i].setTooltip(Texts.tooltip(words + ". Click to filter by it" + (level == picked ? " no longer." : ".")));
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        name.resizeRelocate(0, 0, NAME, getHeight());
        double width = Math.max(0, getWidth() - NAME);
        // minimum width, so that rare levels are visible and clickable
        double spare = width;
        double wide = 0;
        for (int i = 0; i < shares.length; i++) {
            drawn[i] = shares[i] > 0 && shares[i] * width < 5 ? 5 : 0;
            spare -= drawn[i];
            if (drawn[i] == 0) wide += shares[i];
        }
        double x = NAME;
        for (int i = 0; i < parts.length; i++) {
            double part = drawn[i] > 0 ? drawn[i] : wide == 0 ? 0 : spare * shares[i] / wide;
            String percent = Math.round(100 * shares[i]) + " %";
            String word = Level.of(i).word();
            parts[i].setText(part > 78 ? word + " " + percent : part > 40 ? word : "");
            double end = Math.round(x + part);
            parts[i].resizeRelocate(Math.round(x), 0, Math.max(0, end - Math.round(x)), getHeight());
            x += part;
        }
    }
}
