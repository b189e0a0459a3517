package org.empathyworkbench.app.datasets;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.datasets.ImportViewModel.Stage;
import org.empathyworkbench.data.CorpusReader;
import org.empathyworkbench.data.CorpusSummary;
import org.empathyworkbench.data.SameSpeaker;
import org.empathyworkbench.data.TextEncoding;
import org.empathyworkbench.data.UnknownEncoding;
import org.kordamp.ikonli.feather.Feather;

/** Content of the import dialog: source on top, result of reading below, Store at the bottom. */
final class ImportPane extends VBox {
    private final ImportViewModel model;
    private final FileChoice choice;
    private final VBox found = new VBox(10);

    ImportPane(ImportViewModel model, Runnable close, FileChoice choice) {
        this.model = model;
        this.choice = choice;
        setSpacing(12);
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(problem -> banner.problemProperty().set(problem));
        banner.setId("import-problem");
        getChildren().addAll(format(), files(), choices(), banner, previews(), progress(), found, foot(close));
        model.summaryProperty().subscribe(this::show);
        setOnDragOver(e -> { if (e.getDragboard().hasFiles()) e.acceptTransferModes(TransferMode.COPY); });
        setOnDragDropped(e -> {
            model.choose(e.getDragboard().getFiles().stream().map(File::toPath).toList());
            e.setDropCompleted(true);
        });
    }

    private Node format() {
        ComboBox<CorpusReader> format = Choices.of("import-format", model.readerProperty(), model.readers(), CorpusReader::title);
        format.setMaxWidth(Double.MAX_VALUE);
        Label expects = Texts.muted("");
        expects.setMinHeight(USE_PREF_SIZE);
        model.readerProperty().subscribe(reader -> expects.setText(reader.expects()));
        return new VBox(4, Texts.fieldLabel("Format"), format, expects);
    }

    private Node files() {
        TextField paths = new TextField();
        paths.setId("import-paths");
        paths.setPromptText("Type a path, choose, or drop files here");
        paths.textProperty().bindBidirectional(model.pathsProperty());
        paths.setOnAction(e -> model.read());
        HBox.setHgrow(paths, Priority.ALWAYS);
        Button files = Buttons.plain("import-files", "Files…", Feather.FILE, () -> {
            List<Path> chosen = choice.openSeveral(this, "Files of the corpus");
            if (!chosen.isEmpty()) model.choose(chosen);
        });
        Button folder = Buttons.plain("import-folder", "Folder…", Feather.FOLDER,
                () -> choice.folder(this, "Folder of the corpus", null).ifPresent(chosen -> model.choose(List.of(chosen))));
        return new VBox(4, Texts.fieldLabel("Files"), new HBox(8, paths, files, folder));
    }

    private Node choices() {
        ComboBox<TextEncoding> encoding = Choices.of("import-encoding",
                model.encodingProperty(), TextEncoding.offered(), TextEncoding::title);
        ComboBox<SameSpeaker> sameSpeaker = Choices.of("import-same-speaker",
                model.sameSpeakerProperty(), List.of(SameSpeaker.values()), SameSpeaker::title);
        return new HBox(12, new VBox(4, Texts.fieldLabel("Encoding"), encoding),
                new VBox(4, Texts.fieldLabel("Consecutive turns of one speaker"), sameSpeaker));
    }

    /** If the encoding is uncertain: a preview of each candidate with a button to choose it. */
    private Node previews() {
        VBox box = new VBox(6);
        box.setId("import-previews");
        model.previewsProperty().subscribe(previews -> {
            box.getChildren().clear();
            for (UnknownEncoding.Preview preview : previews) {
                Label text = Texts.body(preview.text());
                HBox.setHgrow(text, Priority.ALWAYS);
                Button take = Buttons.plain("import-as-" + preview.encoding().key(),
                        "Read as " + preview.encoding().title(), null, () -> model.readAs(preview.encoding()));
                take.setMinWidth(USE_PREF_SIZE);
                HBox row = new HBox(8, take, text);
                row.setAlignment(Pos.CENTER_LEFT);
                box.getChildren().add(row);
            }
            box.setVisible(!previews.isEmpty());
            box.setManaged(!previews.isEmpty());
        });
        return box;
    }

    private Node progress() {
        ProgressBar bar = new ProgressBar(-1);
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        Label words = Texts.muted("");
        VBox box = new VBox(6, words, bar);
        model.stageProperty().subscribe(stage -> {
            boolean busy = stage == Stage.READING || stage == Stage.STORING;
            box.setVisible(busy);
            box.setManaged(busy);
            words.setText(stage == Stage.READING ? "Reading and counting. Nothing is stored yet." : "Storing in one transaction.");
        });
        return box;
    }

    private Node foot(Runnable close) {
        TextField name = new TextField();
        name.setId("import-name");
        name.setPromptText("Name of the dataset");
        name.textProperty().bindBidirectional(model.nameProperty());
        name.setPrefWidth(240);
        Label as = Texts.fieldLabel("Name");
        HBox.setHgrow(name, Priority.ALWAYS);
        Button cancel = Buttons.plain("import-cancel", "Cancel", null, () -> {
            if (model.stageProperty().get() == Stage.READING) model.cancel();
            else close.run();
        });
        Button read = Buttons.primary("import-read", "Read and count", Feather.EYE, model::read);
        Button store = Buttons.primary("import-store", "Store", Feather.CHECK, model::store);
        BooleanBinding isRead = Bindings.createBooleanBinding(() -> model.summaryProperty().get() != null, model.summaryProperty());
        BooleanBinding busy = Bindings.createBooleanBinding(
                () -> model.stageProperty().get() == Stage.READING || model.stageProperty().get() == Stage.STORING, model.stageProperty());
        for (Node node : List.of(as, name, store)) {
            node.visibleProperty().bind(isRead);
            node.managedProperty().bind(isRead);
        }
        read.visibleProperty().bind(isRead.not());
        read.managedProperty().bind(isRead.not());
        read.disableProperty().bind(busy.or(model.pathsProperty().isEmpty()));
        store.disableProperty().bind(busy.or(model.nameProperty().isEmpty()));
        cancel.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> model.stageProperty().get() == Stage.STORING, model.stageProperty()));
        HBox foot = new HBox(8, as, name, cancel, read, store);
        foot.setAlignment(Pos.CENTER_RIGHT);
        return foot;
    }

    private void show(CorpusSummary summary) {
        found.getChildren().clear();
        found.setManaged(summary != null);
        if (summary == null) return;
        Label words = Texts.body(sentence(summary));
        words.setId("import-found");
        words.getStyleClass().add("row-title");
        found.getChildren().add(words);
        CountsPane counts = CountsPane.of(summary, model.samplesProperty().get());
        counts.setPrefHeight(420);
        counts.setMinHeight(140);
        found.getChildren().add(counts);
    }

    private static String sentence(CorpusSummary summary) {
        CorpusSummary.Amounts total = summary.total();
        if (total.dialogues() == 0)
            return String.format(Locale.ROOT, "Found %,d labelled pairs; %.1f words per response. Nothing is stored yet.",
                    total.pairs(), summary.meanResponseWords());
        return String.format(Locale.ROOT,
                "Found %,d conversations with %,d utterances, %.1f turns each; %,d responses of %.1f words. Nothing is stored yet.",
                total.dialogues(), total.utterances(), summary.meanTurns(), total.responses(), summary.meanResponseWords());
    }
}
