package org.empathyworkbench.app.control;

import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** Pager: "21 to 40 of 1,234", with a button for each direction. */
public final class Pager extends HBox {
    private final int size;
    private final Label words = Texts.muted("");
    private final Button before;
    private final Button after;
    private int offset;

    /** @param go receives the offset of the page to show */
    public Pager(int size, IntConsumer go) {
        this.size = size;
        before = Buttons.icon("page-before", "Previous page", Feather.CHEVRON_LEFT, () -> go.accept(Math.max(0, offset - size)));
        after = Buttons.icon("page-after", "Next page", Feather.CHEVRON_RIGHT, () -> go.accept(offset + size));
        words.setId("page-words");
        words.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(words, before, after);
        setSpacing(4);
        setAlignment(Pos.CENTER_RIGHT);
    }

    public void show(int offset, int total) {
        this.offset = offset;
        words.setText(total == 0 ? "nothing"
                : String.format(Locale.ROOT, "%,d to %,d of %,d", offset + 1, Math.min(total, offset + size), total));
        before.setDisable(offset == 0);
        after.setDisable(offset + size >= total);
    }
}
