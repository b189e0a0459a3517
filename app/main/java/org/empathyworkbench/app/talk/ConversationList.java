package org.empathyworkbench.app.talk;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.workspace.ConversationInfo;
import org.kordamp.ikonli.feather.Feather;

/** The conversations of the workspace, most recently changed first. F2 renames, Delete deletes. */
final class ConversationList extends Card {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final TalkViewModel model;
    private final ListView<ConversationInfo> list;
    private boolean following;

    ConversationList(TalkViewModel model, Consumer<ConversationInfo> rename, Consumer<ConversationInfo> delete) {
        super("Conversations");
        this.model = model;
        getStyleClass().add("list-card");
        list = new ListView<>(model.conversations());
        list.setId("conversations");
        list.getStyleClass().add("plain-list");
        list.setPlaceholder(Texts.muted("Saved conversations appear here."));
        list.setCellFactory(view -> new Cell(rename, delete));
        list.setOnKeyPressed(e -> {
            ConversationInfo chosen = list.getSelectionModel().getSelectedItem();
            if (chosen == null) return;
            if (e.getCode() == KeyCode.F2) rename.accept(chosen);
            else if (e.getCode() == KeyCode.DELETE) delete.accept(chosen);
        });
        action(Buttons.icon("new-conversation", "A new conversation (Ctrl+N)", Feather.PLUS, model::startNew));
        getChildren().add(list);
        grow(list);
        list.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> {
            if (now != null && !following) model.open(now.id());
        });
        model.openProperty().subscribe(this::follow);
        // after the list's own handler, which would reset the selection
        model.conversations().addListener((ListChangeListener<ConversationInfo>) change -> follow());
        follow();
    }

    /** Selects the open conversation. */
    private void follow() {
        following = true;
        long open = model.openProperty().get();
        int at = -1;
        for (int i = 0; i < list.getItems().size(); i++) if (list.getItems().get(i).id() == open) at = i;
        if (at < 0) list.getSelectionModel().clearSelection();
        else list.getSelectionModel().clearAndSelect(at);
        following = false;
    }

    static String when(ZonedDateTime time, LocalDate today) {
        return time.toLocalDate().equals(today) ? HOUR.format(time) : DAY.format(time);
    }

    private static final class Cell extends ListCell<ConversationInfo> {
        private final Label title = new Label();
        private final Label facts = Texts.muted("");
        private final VBox box = new VBox(1, title, facts);
        private final ContextMenu menu;

        Cell(Consumer<ConversationInfo> rename, Consumer<ConversationInfo> delete) {
            title.getStyleClass().add("row-title");
            facts.getStyleClass().add("text-small");
            facts.setWrapText(false);
            box.setAlignment(Pos.CENTER_LEFT);
            box.setMinWidth(0);
            box.setPrefWidth(100);
            MenuItem name = new MenuItem("Rename…");
            name.setOnAction(e -> rename.accept(getItem()));
            MenuItem remove = new MenuItem("Delete…");
            remove.setOnAction(e -> delete.accept(getItem()));
            menu = new ContextMenu(name, remove);
        }

        @Override
        protected void updateItem(ConversationInfo info, boolean empty) {
            super.updateItem(info, empty);
            setGraphic(empty || info == null ? null : box);
            setContextMenu(empty || info == null ? null : menu);
            if (empty || info == null) {
                setTooltip(null);
                return;
            }
            title.setText(info.title());
            facts.setText(when(info.changedAt().atZone(ZoneId.systemDefault()), LocalDate.now())
                    + "  ·  " + String.join(", ", info.systems()));
            setTooltip(Texts.tooltip(info.title() + "\nWith " + String.join(" and ", info.systems()) + ", "
                    + info.steps() + (info.steps() == 1 ? " turn" : " turns") + " of yours in all branches."));
        }
    }
}
