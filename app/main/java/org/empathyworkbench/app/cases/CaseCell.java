package org.empathyworkbench.app.cases;

import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.casestudy.CaseStudy;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** List cell of a case: its number, title and first words. Can be dragged to another position. */
final class CaseCell extends ListCell<CaseStudy> {
    private final Label number = new Label();
    private final Label name = new Label();
    private final Label begins = Texts.muted("");
    private final HBox box;

    /** @param onDrop receives the dragged case's index and the index it was dropped at */
    CaseCell(BiConsumer<Integer, Integer> onDrop) {
        number.getStyleClass().add("case-number");
        name.getStyleClass().add("row-title");
        begins.setWrapText(false);
        begins.getStyleClass().add("text-small");
        begins.setMinWidth(0);
        VBox words = new VBox(2, name, begins);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        FontIcon grip = new FontIcon(Feather.MENU);
        grip.getStyleClass().add("case-grip");
        box = new HBox(9, number, words, grip);
        box.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
        setOnDragDetected(e -> {
            if (isEmpty()) return;
            Dragboard board = startDragAndDrop(TransferMode.MOVE);
            ClipboardContent content = new ClipboardContent();
            content.put(DataFormat.PLAIN_TEXT, String.valueOf(getIndex()));
            board.setContent(content);
            board.setDragView(snapshot(null, null));
            e.consume();
        });
        setOnDragOver(e -> {
            if (e.getGestureSource() instanceof CaseCell from && from != this && from.getListView() == getListView()) {
                e.acceptTransferModes(TransferMode.MOVE);
                getStyleClass().removeAll("drop-here");
                if (!isEmpty()) getStyleClass().add("drop-here");
            }
            e.consume();
        });
        setOnDragExited(e -> getStyleClass().removeAll("drop-here"));
        setOnDragDropped(e -> {
            if (!(e.getGestureSource() instanceof CaseCell)) return;
            int from = Integer.parseInt(e.getDragboard().getString());
            onDrop.accept(from, isEmpty() ? getListView().getItems().size() - 1 : getIndex());
            e.setDropCompleted(true);
            e.consume();
        });
    }

    @Override
    protected void updateItem(CaseStudy study, boolean empty) {
        super.updateItem(study, empty);
        setGraphic(empty || study == null ? null : box);
        if (empty || study == null) return;
        number.setText(String.valueOf(getIndex() + 1));
        name.setText(study.name());
        begins.setText(study.context().get(study.context().size() - 1));
        setTooltip(Texts.tooltip(study.name() + ", " + study.responses().size()
                + (study.responses().size() == 1 ? " response" : " responses") + "\n" + begins.getText()));
    }
}
