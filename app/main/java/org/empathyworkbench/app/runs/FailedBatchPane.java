package org.empathyworkbench.app.runs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.journal.FailedBatch;

/** The batch at which the run stopped because of a non-finite value: every response with its context and per-token values. */
final class FailedBatchPane extends VBox {
    private final CopyTable<FailedBatch.Row> rows = new CopyTable<>();
    private final VBox detail = new VBox(10);

    FailedBatchPane(FailedBatchViewModel model) {
        Label reason = Texts.muted("");
        reason.setId("failed-reason");
        reason.setMinHeight(Region.USE_PREF_SIZE);
        rows.setId("failed-rows");
        rows.text("Example", 120, FailedBatch.Row::example);
        rows.text("Response", 240, FailedBatch.Row::response);
        rows.text("Non-finite values", 140, row -> String.join(", ", row.notFinite()));
        rows.setPlaceholder(Texts.muted("The batch has no responses."));
        detail.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(detail);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        SplitPane split = new SplitPane(rows, scroll);
        split.setOrientation(Orientation.HORIZONTAL);
        split.setDividerPositions(0.45);
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        VBox box = new VBox(8, banner, reason, split);
        VBox.setVgrow(split, Priority.ALWAYS);
        Card card = new Card("The batch that was skipped", box).grow(box);
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
        rows.getSelectionModel().selectedItemProperty().subscribe(this::show);
        model.batchProperty().subscribe(batch -> {
            if (batch == null) {
                rows.getItems().clear();
                return;
            }
            reason.setText("Step " + RunFormats.count(batch.step()) + ". " + batch.reason() + figures(batch));
            rows.setItems(FXCollections.observableArrayList(batch.rows()));
            rows.getSelectionModel().select(batch.rows().stream().filter(row -> !row.notFinite().isEmpty()).findFirst()
                    .orElse(batch.rows().isEmpty() ? null : batch.rows().get(0)));
        });
    }

    private static String figures(FailedBatch batch) {
        return new TreeMap<>(batch.figures()).entrySet().stream().map(one -> "  ·  " + one.getKey() + " " + one.getValue())
                .collect(Collectors.joining());
    }

    private void show(FailedBatch.Row row) {
        detail.getChildren().clear();
        if (row == null) return;
        ConversationView conversation = new ConversationView();
        conversation.showContext(row.context());
        conversation.getChildren().add(ConversationView.line(Role.LISTENER,
                Texts.body(row.response().isBlank() ? "(an empty response)" : row.response()), null));
        detail.getChildren().add(conversation);
        if (!row.label().isEmpty()) detail.getChildren().add(Texts.muted("Target: " + row.label()));
        row.numbers().forEach((name, values) -> { if (values.length == 1) detail.getChildren().add(Texts.muted(name + " " + values[0])); });
        if (row.numbers().values().stream().anyMatch(values -> values.length > 1)) detail.getChildren().add(tokens(row));
    }

    /** Values of the response's tokens, one per line. */
    private static CopyTable<Integer> tokens(FailedBatch.Row row) {
        Map<String, double[]> numbers = row.numbers();
        int length = numbers.getOrDefault("response ids", new double[0]).length;
        CopyTable<Integer> table = new CopyTable<>();
        table.setId("failed-tokens");
        table.number("Token", 60, at -> at + 1, RunFormats::count);
        List<String> names = numbers.keySet().stream()
                .filter(name -> !name.equals("context ids") && numbers.get(name).length >= length && length > 1).toList();
        for (String name : names) {
            table.text(name.equals("response ids") ? "Piece" : name, 90, at -> {
                double value = numbers.get(name)[at];
                return !Double.isFinite(value) ? String.valueOf(value) : name.equals("response ids")
                        ? RunFormats.count((int) value) : RunFormats.number(value);
            });
        }
        table.setItems(FXCollections.observableArrayList(IntStream.range(0, length).boxed().toList()));
        table.setPrefHeight(Math.min(360, 44 + 36 * length));
        table.setMinHeight(Math.min(360, 44 + 36 * length));
        return table;
    }
}
