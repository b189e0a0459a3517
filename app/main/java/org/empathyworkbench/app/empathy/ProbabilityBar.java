package org.empathyworkbench.app.empathy;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * The probabilities of none, weak and strong of one mechanism as a stacked bar. Parts that are wide enough show level and percentage; the
 * tooltip has all three.
 */
public final class ProbabilityBar extends Region {
    private static final double HEIGHT = 22;
    private final Label[] parts = new Label[Level.values().length];
    private final double[] probabilities = new double[Level.values().length];

    public ProbabilityBar(Mechanism mechanism) {
        getStyleClass().addAll("probability-bar", LevelChip.styleClass(mechanism));
        for (Level level : Level.values()) {
            Label part = new Label();
            part.getStyleClass().addAll("probability-part", "level-" + level.word());
            part.setMinWidth(0);
            parts[level.ordinal()] = part;
            getChildren().add(part);
        }
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setMinWidth(120);
    }

    public ProbabilityBar(Mechanism mechanism, EmpathyProfile profile) {
        this(mechanism);
        show(mechanism, profile);
    }

    public void show(Mechanism mechanism, EmpathyProfile profile) {
        StringBuilder sentence = new StringBuilder(mechanism.title()).append(": ");
        for (Level level : Level.values()) {
            probabilities[level.ordinal()] = profile.probability(mechanism, level);
            sentence.append(level == Level.NONE ? "" : ", ").append(level.word())
                    .append(String.format(Locale.ROOT, " %.1f %%", 100 * probabilities[level.ordinal()]));
        }
        setAccessibleText(sentence.toString());
        Tooltip.install(this, Texts.tooltip(sentence.append(". Softmax of the identifier's logits.").toString()));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double x = 0;
        for (int i = 0; i < parts.length; i++) {
            double end = i == parts.length - 1 ? getWidth() : snapPositionX(x + getWidth() * probabilities[i]);
            double width = Math.max(0, end - x);
            String percent = Math.round(100 * probabilities[i]) + " %";
            parts[i].setText(width > 92 ? Level.of(i).word() + " " + percent : width > 40 ? percent : "");
            parts[i].resizeRelocate(x, 0, width, getHeight());
            x = end;
        }
    }
}
