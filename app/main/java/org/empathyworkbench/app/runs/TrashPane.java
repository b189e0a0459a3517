package org.empathyworkbench.app.runs;

import atlantafx.base.theme.Styles;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.RunChip;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.workspace.RunTrash.Trashed;
import org.kordamp.ikonli.feather.Feather;

/** The trash, with restore and permanent deletion. */
final class TrashPane extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());

    /** @param forget receives the ids to delete permanently, after confirmation */
    TrashPane(List<Trashed> trash, Consumer<String> restore, Consumer<List<String>> forget) {
        setSpacing(12);
        CopyTable<Trashed> table = new CopyTable<>();
        table.setId("trash");
        table.text("Name", 220, one -> one.run().name());
        table.nodes("State", 96, one -> one.run().state().key(), one -> RunChip.of(one.run().state()));
        table.text("Moved to trash", 110, one -> TIME.format(one.at()));
        table.nodes("", 190, one -> "", one -> {
            Button back = Buttons.plain("restore-" + one.run().id(), "Restore",
                    Feather.CORNER_UP_LEFT, () -> restore.accept(one.run().id()));
            back.getStyleClass().add(Styles.SMALL);
            HBox row = new HBox(6, back,
                    Buttons.icon("forget-" + one.run().id(), "Delete permanently", Feather.X,
                            () -> forget.accept(List.of(one.run().id()))));
            row.setAlignment(Pos.CENTER_RIGHT);
            return row;
        });
        table.setItems(FXCollections.observableArrayList(trash));
        table.setPlaceholder(Texts.muted("The trash is empty. Runs moved to the trash stay here until you empty it."));
        table.setPrefHeight(320);
        VBox.setVgrow(table, Priority.ALWAYS);
        Button empty = Buttons.danger("empty-trash", "Empty the trash", Feather.TRASH_2,
                () -> forget.accept(trash.stream().map(one -> one.run().id()).toList()));
        empty.setDisable(trash.isEmpty());
        getChildren().addAll(Texts.muted("Runs in the trash appear nowhere else. The models they trained are kept."),
                table, RunsHead.row(RunsHead.space(), empty));
    }
}
