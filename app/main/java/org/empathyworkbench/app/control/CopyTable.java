package org.empathyworkbench.app.control;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.text.Text;
import org.empathyworkbench.markup.CsvText;

/** Table with copy: Ctrl+C copies the selected rows, or all if none is selected, as tab-separated text with a header. */
public final class CopyTable<T> extends TableView<T> {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    public CopyTable() {
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        MenuItem copy = new MenuItem("Copy rows");
        copy.setAccelerator(COPY);
        copy.setOnAction(e -> copy());
        setContextMenu(new ContextMenu(copy));
        setOnKeyPressed(e -> { if (COPY.match(e)) { copy(); e.consume(); } });
    }

    /** A text column, sorted as text. */
    public TableColumn<T, String> text(String title, double width, Function<T, String> value) {
        TableColumn<T, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
        column.setCellFactory(c -> new WholeTextCell<>());
        column.setPrefWidth(width);
        getColumns().add(column);
        return column;
    }

    /** A right-aligned number column, sorted as numbers. */
    public <N extends Comparable<N>> TableColumn<T, N> number(String title,
            double width, Function<T, N> value, Function<N, String> format) {
        TableColumn<T, N> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(N item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? "" : format.apply(item));
                setAlignment(Pos.CENTER_RIGHT);
            }
        });
        column.getStyleClass().add("number-column");
        column.setPrefWidth(width);
        getColumns().add(column);
        return column;
    }

    /** A column of nodes; {@code words} gives the text to copy. */
    public TableColumn<T, T> nodes(String title, double width, Function<T, String> words, Function<T, Node> node) {
        TableColumn<T, T> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(T item, boolean empty) {
                super.updateItem(item, empty);
                setGraphic(empty || item == null ? null : node.apply(item));
            }
        });
        column.setUserData(words);
        column.setComparator((a, b) -> words.apply(a).compareTo(words.apply(b)));
        column.setPrefWidth(width);
        getColumns().add(column);
        return column;
    }

    /** Truncated text is shown in full in a tooltip. */
    private static final class WholeTextCell<T> extends TableCell<T, String> {
        WholeTextCell() { setOnMouseEntered(e -> setTooltip(cut() ? Texts.tooltip(getText()) : null)); }

        @Override
        protected void updateItem(String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? null : item);
        }

        private boolean cut() {
            if (getText() == null) return false;
            Text probe = new Text(getText());
            probe.setFont(getFont());
            return probe.getLayoutBounds().getWidth() > getWidth() - snappedLeftInset() - snappedRightInset();
        }
    }

    private void copy() { Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, tabSeparated())); }

    String tabSeparated() {
        List<Integer> rows = getSelectionModel().getSelectedIndices().isEmpty()
                ? IntStream.range(0, getItems().size()).boxed().toList() : List.copyOf(getSelectionModel().getSelectedIndices());
        CsvText tabs = CsvText.tabs(CsvText.Cells.SAFE);
        String header = tabs.row(getColumns().stream().map(TableColumn::getText).toList());
        return header + rows.stream().map(row -> tabs.row(getColumns().stream().map(column -> word(column, row)).toList()))
                .collect(Collectors.joining());
    }

    @SuppressWarnings("unchecked")
    private String word(TableColumn<T, ?> column, int row) {
        if (column.getUserData() instanceof Function<?, ?> words) return ((Function<T, String>) words).apply(getItems().get(row));
        Object cell = column.getCellData(row);
        return cell == null ? "" : cell.toString();
    }
}
