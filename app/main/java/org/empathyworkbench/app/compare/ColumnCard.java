package org.empathyworkbench.app.compare;

import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.compare.Contestant.Kind;
import org.empathyworkbench.app.control.LevelChip;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A response with who gave it, its levels beside those of the reference, its reward and its length. */
final class ColumnCard extends VBox {
    /** @param narrow true for short names of the mechanisms */
    ColumnCard(Column column, Map<Mechanism, Level> targets, boolean narrow) {
        getStyleClass().addAll("card", "column-card");
        if (column.isReference()) getStyleClass().add("reference-card");
        setSpacing(12);
        setMinWidth(0);
        getChildren().addAll(head(column), body(column));
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        getChildren().add(space);
        if (column.profile() != null) {
            VBox levels = new VBox(7);
            for (Mechanism mechanism : Mechanism.values()) levels.getChildren().add(level(mechanism, column, targets, narrow));
            getChildren().addAll(levels, foot(column));
        } else if (!column.awaited() && column.note().isEmpty()) {
            getChildren().add(foot(column));
        }
    }

    private static Node head(Column column) {
        Label name = Texts.body(column.title());
        name.getStyleClass().add("card-title");
        Label kind = column.isReference() ? Texts.chip("corpus", "success") : column.contestant().kind() == Kind.GENERATOR ? Texts.chip("generator", "accent")
                : Texts.chip("published", "neutral");
        VBox head = new VBox(5, name, kind);
        head.setAlignment(Pos.TOP_LEFT);
        return head;
    }

    private static Node body(Column column) {
        if (column.awaited()) {
            ProgressIndicator waiting = new ProgressIndicator();
            waiting.setMaxSize(28, 28);
            StackPane box = new StackPane(waiting);
            box.setMinHeight(90);
            return box;
        }
        Label text = column.note().isEmpty() ? Texts.body(column.text()) : Texts.muted(column.note());
        text.setMinHeight(USE_PREF_SIZE);
        text.getStyleClass().add("column-text");
        text.setId("response-" + column.title());
        return text;
    }

    private static Node level(Mechanism mechanism, Column column, Map<Mechanism, Level> targets, boolean narrow) {
        EmpathyProfile profile = column.profile();
        Level level = profile.level(mechanism);
        LevelChip chip = new LevelChip(mechanism, level, narrow);
        chip.explain(probabilities(mechanism, profile));
        VBox box = new VBox(2, chip);
        if (!column.isReference() && targets.containsKey(mechanism)) {
            boolean agrees = level == targets.get(mechanism);
            Label agreement = new Label(agrees ? "as the reference" : "reference: " + targets.get(mechanism).word(), new FontIcon(agrees ? Feather.CHECK : Feather.X));
            agreement.getStyleClass().addAll("text-small", agrees ? "agrees" : "differs-text");
            box.getChildren().add(agreement);
        } else if (column.isReference()) {
            Label target = Texts.muted("the target");
            target.getStyleClass().add("text-small");
            box.getChildren().add(target);
        }
        return box;
    }

    private static Node foot(Column column) {
        HBox foot = new HBox(8);
        foot.getStyleClass().add("column-foot");
        foot.setAlignment(Pos.BASELINE_LEFT);
        if (column.reward() != null) {
            Label value = new Label(String.format(Locale.ROOT, "%.3f", column.reward()));
            value.getStyleClass().add("column-reward");
            value.setMinWidth(USE_PREF_SIZE);
            value.setTooltip(Texts.tooltip(column.isReference() ? "What the reference gets against its own levels: as good as a response can expect."
                    : "R_emp: the probability that all three identifiers see the reference's levels in this response."));
            foot.getChildren().addAll(value, small("reward"));
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        foot.getChildren().addAll(space, small(column.words() + (column.words() == 1 ? " word" : " words")));
        return foot;
    }

    private static Label small(String text) {
        Label label = Texts.muted(text);
        label.setWrapText(false);
        label.getStyleClass().add("text-small");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    static String probabilities(Mechanism mechanism, EmpathyProfile profile) {
        return String.format(Locale.ROOT, "%s: none %.1f %%, weak %.1f %%, strong %.1f %%. %s", mechanism.title(), 100 * profile.probability(mechanism, Level.NONE),
                100 * profile.probability(mechanism, Level.WEAK), 100 * profile.probability(mechanism, Level.STRONG), mechanism.meaning());
    }
}
