package org.empathyworkbench.app.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.datasets.ResponseImportViewModel.Found;
import org.empathyworkbench.app.datasets.ResponseImportViewModel.Stage;
import org.empathyworkbench.data.NamedResponses;
import org.empathyworkbench.data.ResponseFields.Part;
import org.empathyworkbench.data.ResponseReader;
import org.empathyworkbench.data.ResponseReaders;
import org.empathyworkbench.data.TextEncoding;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.io.VisibleText;
import org.kordamp.ikonli.feather.Feather;

/** Dialog for importing responses of other systems: file, format, field keys, the recognised first record, and Store. */
final class ResponseImportPane extends VBox {
    private static final int MOST_CHARACTERS = 400;

    private final ResponseImportViewModel model;
    private final VBox found = new VBox(6);

    ResponseImportPane(ResponseImportViewModel model, Runnable close, FileChoice choice) {
        super(12);
        this.model = model;
        ErrorBanner banner = new ErrorBanner();
        banner.setId("responses-problem");
        model.problemProperty().subscribe(problem -> banner.problemProperty().set(problem));
        ScrollPane scroll = new ScrollPane(found);
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(260);
        scroll.visibleProperty().bind(model.foundProperty().isNotNull());
        scroll.managedProperty().bind(model.foundProperty().isNotNull());
        getChildren().addAll(file(choice), format(), fields(), banner, scroll, foot(close));
        model.foundProperty().subscribe(this::show);
    }

    private Node file(FileChoice choice) {
        TextField path = field("responses-path", "Type a path or choose", model.pathProperty());
        path.setOnAction(e -> model.read());
        HBox.setHgrow(path, Priority.ALWAYS);
        Button open = Buttons.plain("responses-choose", "File…", Feather.FILE,
                () -> choice.open(this, "Responses of another system").ifPresent(chosen -> {
            model.pathProperty().set(chosen.toString());
            model.read();
        }));
        return new VBox(4, Texts.fieldLabel("File"), new HBox(8, path, open));
    }

    private Node format() {
        ComboBox<Optional<ResponseReader>> format = Choices.orAll("responses-format", model.readerProperty(), ResponseReaders.all(),
                ResponseReader::title, "Recognised from the file");
        format.setMaxWidth(Double.MAX_VALUE);
        ComboBox<TextEncoding> encoding = Choices.of("responses-encoding", model.encodingProperty(), TextEncoding.offered(),
                TextEncoding::title);
        VBox left = new VBox(4, Texts.fieldLabel("Format"), format);
        HBox.setHgrow(left, Priority.ALWAYS);
        return new HBox(8, left, new VBox(4, Texts.fieldLabel("Text encoding"), encoding));
    }

    private Node fields() {
        HBox row = new HBox(8);
        for (Part part : Part.values()) {
            TextField key = field("responses-key-" + part.key(), "recognised", model.keyProperty(part));
            HBox.setHgrow(key, Priority.ALWAYS);
            row.getChildren().add(new VBox(4, Texts.fieldLabel("Key of the " + part.key()), key));
        }
        TextField turns = field("responses-turns", "recognised", model.turnsProperty());
        turns.setTooltip(Texts.tooltip("Separator of turns where a context is one text, such as [SEP] or \\n"));
        row.getChildren().add(new VBox(4, Texts.fieldLabel("Turn separator"), turns));
        row.visibleProperty().bind(Bindings.createBooleanBinding(() -> model.readerProperty().get() == null
                || model.readerProperty().get().format().equals("jsonl"), model.readerProperty()));
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private void show(Found now) {
        found.getChildren().clear();
        if (now == null) return;
        List<String> sets = new ArrayList<>();
        for (NamedResponses set : now.read().sets()) sets.add(String.format(Locale.ROOT, "%s (%,d responses)", set.name(),
                set.responses().size()));
        Label words = Texts.body("Recognised as " + now.read().format() + ": " + String.join(", ", sets) + ". Nothing is stored yet.");
        words.setId("responses-found");
        words.getStyleClass().add("row-title");
        found.getChildren().add(words);
        List<String> notes = new ArrayList<>(now.read().notes());
        notes.addAll(now.joins());
        List<String> lines = notes.stream().map(note -> VisibleText.line(note, MOST_CHARACTERS)).toList();
        Label all = Texts.body("•  " + String.join("\n•  ", lines));
        all.setId("responses-notes");
        if (!notes.isEmpty()) found.getChildren().add(all);
        GivenResponse first = now.read().sets().get(0).responses().get(0);
        StringBuilder record = new StringBuilder("The first record\n");
        for (String turn : first.context()) record.append("Turn: ").append(VisibleText.line(turn, MOST_CHARACTERS)).append('\n');
        record.append("Response: ").append(VisibleText.line(first.text(), MOST_CHARACTERS)).append("\nReference: ")
                .append(VisibleText.line(first.reference(), MOST_CHARACTERS))
                .append("\nEmotion: ").append(VisibleText.line(first.emotion(), MOST_CHARACTERS));
        Label shown = Texts.muted(record.toString());
        shown.setId("responses-first");
        found.getChildren().add(shown);
    }

    private Node foot(Runnable close) {
        TextField prefix = field("responses-prefix", "Prefix of the names (optional)", model.prefixProperty());
        HBox.setHgrow(prefix, Priority.ALWAYS);
        Button read = Buttons.primary("responses-read", "Read", Feather.EYE, model::read);
        Button store = Buttons.primary("responses-store", "Store", Feather.CHECK, model::store);
        BooleanBinding isRead = Bindings.createBooleanBinding(() -> model.foundProperty().get() != null, model.foundProperty());
        BooleanBinding busy = Bindings.createBooleanBinding(() -> model.stageProperty().get() == Stage.READING
                || model.stageProperty().get() == Stage.STORING, model.stageProperty());
        for (Node node : List.of(prefix, store)) {
            node.visibleProperty().bind(isRead);
            node.managedProperty().bind(isRead);
        }
        read.visibleProperty().bind(isRead.not());
        read.managedProperty().bind(isRead.not());
        read.disableProperty().bind(busy.or(model.pathProperty().isEmpty()));
        store.disableProperty().bind(busy);
        HBox foot = new HBox(8, prefix, Buttons.plain("responses-close", "Close", null, close), read, store);
        foot.setAlignment(Pos.CENTER_RIGHT);
        return foot;
    }

    private static TextField field(String id, String prompt, StringProperty property) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(prompt);
        field.textProperty().bindBidirectional(property);
        return field;
    }
}
