package org.empathyworkbench.app.control;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** A name, a bar relative to the largest count, and the count with its share. */
public final class CountBar extends HBox {
    /** @param styleClass extra class of the bar, such as {@code level-weak}; empty for the accent colour */
    public CountBar(String name, double nameWidth, long count, long largest, long total, String styleClass) {
        Label label = new Label(name);
        label.setMinWidth(nameWidth);
        label.setPrefWidth(nameWidth);
        Region bar = new Region();
        bar.getStyleClass().add("count-bar");
        if (!styleClass.isEmpty()) bar.getStyleClass().add(styleClass);
        StackPane track = new StackPane(bar);
        track.getStyleClass().add("count-track");
        track.setAlignment(Pos.CENTER_LEFT);
        track.setMinHeight(12);
        track.setMaxHeight(12);
        track.setMinWidth(40);
        track.setPrefWidth(120);
        double part = largest == 0 ? 0 : (double) count / largest;
        bar.maxWidthProperty().bind(track.widthProperty().multiply(part));
        HBox.setHgrow(track, Priority.ALWAYS);
        Label number = new Label(String.format(Locale.ROOT, "%,d", count));
        number.getStyleClass().add("count-number");
        number.setMinWidth(52);
        number.setAlignment(Pos.CENTER_RIGHT);
        Label share = Texts.muted(total == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * count / total));
        share.setMinWidth(50);
        share.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(label, track, number, share);
        setSpacing(8);
        setAlignment(Pos.CENTER_LEFT);
    }
}
