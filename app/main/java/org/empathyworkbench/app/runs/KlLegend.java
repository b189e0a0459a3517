package org.empathyworkbench.app.runs;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Texts;

/** Legend of the KL colours. */
final class KlLegend extends HBox {
    /** @param most KL of full colour */
    KlLegend(double most) {
        super(6);
        getStyleClass().add("kl-legend");
        setAlignment(Pos.CENTER_LEFT);
        Region bar = new Region();
        bar.getStyleClass().add("kl-bar");
        getChildren().addAll(label("KL by token"), label(String.format(Locale.ROOT, "\u2212%.2f", most)),
                bar, label(String.format(Locale.ROOT, "+%.2f nats", most)));
        Label first = (Label) getChildren().get(0);
        first.setTooltip(Texts.tooltip("log pi(y_t) - log rho(y_t): above 0 where the "
                + "policy gives the token a higher probability than the reference does, below 0 where a lower one. "
                + "Beta times it is subtracted from the token's reward (eqs. 6 and 8). Hover over a token for its value."));
    }

    private static Label label(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("text-muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
