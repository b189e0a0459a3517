package org.empathyworkbench.app.chart;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.chart.ChartNote;
import org.kordamp.ikonli.feather.Feather;

/** The small box in which a note is written or changed, above the chart it belongs to. Enter keeps it, Escape leaves it. */
final class NoteBox extends VBox {
    private static final double WIDTH = 270;
    private final LiveChart chart;
    private final Label head = new Label();
    private final TextField text = new TextField();
    private final Button remove;
    private Runnable keep = () -> { };
    private Runnable drop = () -> { };

    NoteBox(LiveChart chart) {
        super(6);
        this.chart = chart;
        getStyleClass().add("chart-reader");
        setManaged(false);
        setVisible(false);
        head.getStyleClass().add("reader-head");
        text.setId("note-text");
        text.setPromptText("What happened here?");
        text.setAccessibleText("Note");
        remove = Buttons.icon("note-remove", "Remove this note", Feather.TRASH_2, () -> {
            drop.run();
            close();
        });
        Button save = Buttons.plain("note-save", "Keep", null, this::save);
        text.setOnAction(e -> save());
        HBox foot = new HBox(6, remove, Buttons.plain("note-cancel", "Cancel", null, this::close), save);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(head, text, foot);
        addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                close();
                e.consume();
            }
        });
    }

    /** For a new note at a place of the axis. */
    void add(double x) {
        ChartReader.Place place = chart.reader().place(x);
        if (place == null || chart.notebook() == null) return;
        open("New note at step " + String.format(Locale.ROOT, "%,d", place.step()), "", chart.view().at(x));
        remove.setVisible(false);
        keep = () -> chart.notebook().add(place.run(), place.step(), text.getText());
    }

    void edit(ChartNote note) {
        open("Note at step " + String.format(Locale.ROOT, "%,d", note.step()), note.text(),
                chart.view().at(chart.view().curves().xOfStep(note.run(), note.step())));
        remove.setVisible(true);
        keep = () -> chart.notebook().change(note.id(), text.getText());
        drop = () -> chart.notebook().remove(note.id());
    }

    private void open(String title, String words, double px) {
        head.setText(title);
        text.setText(words);
        applyCss();
        double height = prefHeight(WIDTH);
        double at = chart.sceneToLocal(chart.place().localToScene(px, 0)).getX();
        resizeRelocate(Math.max(2, Math.min(at - WIDTH / 2, chart.getWidth() - WIDTH - 2)),
                14, Math.min(WIDTH, chart.getWidth() - 4), height);
        setVisible(true);
        layout();
        text.requestFocus();
        text.end();
    }

    private void save() {
        if (!text.getText().isBlank()) keep.run();
        close();
    }

    private void close() {
        setVisible(false);
        chart.requestFocus();
    }
}
