package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.NamedControl;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.RunAnnotations;
import org.empathyworkbench.workspace.RunInfo;

/** Editor of tags and note of one run, or of tags of several. */
final class MarksPane extends VBox {
    /**
     * @param known tags of other runs
     * @param save receives each run's new tags and note
     */
    MarksPane(List<RunInfo> runs, List<String> known, Consumer<UnaryOperator<RunAnnotations>> save, Runnable cancel) {
        setSpacing(12);
        boolean one = runs.size() == 1;
        TextField tags = new TextField(one ? String.join(", ", runs.get(0).marks().tags()) : "");
        tags.setId("marks-tags");
        tags.setPromptText(one ? "such as baseline, good" : "tags added to all " + runs.size() + " runs, beside their own");
        Label wrong = new Label();
        wrong.getStyleClass().add("field-error");
        wrong.setWrapText(true);
        wrong.managedProperty().bind(wrong.textProperty().isNotEmpty());
        TextArea note = new TextArea(one ? runs.get(0).marks().note() : "");
        note.setId("marks-note");
        note.setPrefRowCount(4);
        note.setWrapText(true);
        getChildren().add(new NamedControl("Tags, separated by commas", tags));
        FlowPane offered = new FlowPane(6, 6);
        for (String tag : known) {
            Button chip = Buttons.plain("known-tag", tag, null,
                    () -> tags.setText(tags.getText().isBlank() ? tag : tags.getText().strip() + ", " + tag));
            chip.getStyleClass().add("tag-button");
            offered.getChildren().add(chip);
        }
        if (!known.isEmpty()) getChildren().add(offered);
        getChildren().add(wrong);
        if (one) getChildren().add(new NamedControl("Note", note));
        Button store = Buttons.primary("marks-save", "Save", null, () -> {
            try {
                List<String> words = RunAnnotations.NONE.withTags(List.of(tags.getText().split(","))).tags();
                save.accept(marks -> one ? marks.withTags(words).withNote(note.getText()) : marks.withTags(both(marks.tags(), words)));
            } catch (UserInputException e) {
                wrong.setText(e.getMessage());
            }
        });
        store.setDefaultButton(true);
        HBox buttons = new HBox(8, Buttons.plain("marks-cancel", "Cancel", null, cancel), store);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().add(buttons);
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Tags as chips. */
    static List<Label> chips(RunAnnotations marks) { return marks.tags().stream().map(tag -> Texts.chip(tag, "neutral")).toList(); }
}
