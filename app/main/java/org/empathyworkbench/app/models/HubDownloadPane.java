package org.empathyworkbench.app.models;

import java.time.Duration;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.models.HubDownloadViewModel.Stage;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.empathyworkbench.hub.HubFile;
import org.empathyworkbench.modelimport.HubImport;
import org.kordamp.ikonli.feather.Feather;

/** Content of the download dialog: id on top, files of the hub below, Download at the bottom. */
final class HubDownloadPane extends VBox {
    private static final double ROW = 28;
    private static final double HEADER = 46;
    private static final int MOST_ROWS = 7;

    private final HubDownloadViewModel model;
    private final VBox found = new VBox(8);
    private final RepeatingTimer looking = new RepeatingTimer(Duration.ofMillis(200), this::follow);

    HubDownloadPane(HubDownloadViewModel model, Runnable close) {
        this.model = model;
        setSpacing(12);
        ErrorBanner banner = new ErrorBanner();
        banner.setId("hub-problem");
        model.problemProperty().subscribe(problem -> banner.problemProperty().set(problem));
        getChildren().addAll(Texts.body("A T5 by its id on the Hugging Face hub, such as google/flan-t5-small, "
                + "google-t5/t5-base or google/flan-t5-base. Files, sizes and licence are "
                + "shown before anything is downloaded."), ask(), banner, found, progress(), foot(close));
        model.planProperty().subscribe(this::show);
        model.stageProperty().subscribe(stage -> {
            if (stage == Stage.DOWNLOADING) looking.start();
            else looking.stop();
        });
    }

    /** Polls the progress while the dialog is open; the status bar continues to show it afterwards. */
    private void follow() {
        model.follow();
        if (getScene() == null) looking.stop();
    }

    private Node ask() {
        TextField id = field("hub-id", "owner/name, or owner/name@revision", "Id on the hub");
        id.textProperty().bindBidirectional(model.idProperty());
        id.setOnAction(e -> model.look());
        HBox.setHgrow(id, Priority.ALWAYS);
        Button look = Buttons.plain("hub-look", "Look up", Feather.SEARCH, model::look);
        look.disableProperty().bind(busy().or(model.idProperty().isEmpty()));
        TextField tokenizer = field("hub-tokenizer", "the model's own", "Tokenizer of another model");
        tokenizer.textProperty().bindBidirectional(model.tokenizerProperty());
        tokenizer.setTooltip(Texts.tooltip("Models without tokenizer.json and spiece.model need the tokenizer.json "
                + "of another: google-t5/t5-small has that of every English T5, T5 v1.1 and FLAN-T5."));
        BooleanBinding downloading = model.stageProperty().isEqualTo(Stage.DOWNLOADING);
        id.disableProperty().bind(downloading);
        tokenizer.disableProperty().bind(downloading);
        return new VBox(10, new VBox(4, label("Id on the hub", id), new HBox(8, id, look)),
                new VBox(4, label("Tokenizer of another model, where it has none", tokenizer), tokenizer));
    }

    private void show(HubImport.Plan plan) {
        found.getChildren().clear();
        found.setManaged(plan != null);
        if (plan == null) return;
        Label licence = Texts.body("Licence: " + plan.model().licence()
                + (plan.model().gated() ? ". Its owner requires terms to be accepted first." : ""));
        licence.setId("hub-licence");
        licence.getStyleClass().add("row-title");
        CopyTable<HubFile> files = new CopyTable<>();
        files.setId("hub-files");
        files.text("File", 270, HubFile::name);
        files.number("Size", 90, HubFile::bytes, ModelDetail::size);
        files.text("Checksum", 190, file -> file.checksum() == null ? "none" : file.checksum().toString());
        files.getItems().setAll(plan.files());
        files.setFixedCellSize(ROW);
        files.setPrefHeight(ROW * Math.min(MOST_ROWS, plan.files().size()) + HEADER);
        files.setMinHeight(90);
        String here = plan.present() > 0 ? ", " + ModelDetail.size(plan.present()) + " already downloaded" : "";
        Label together = Texts.muted("Total " + ModelDetail.size(plan.bytes()) + here + ". Commit " + plan.model().commit() + ".");
        together.setId("hub-together");
        Button discard = Buttons.link("hub-discard", "Discard that", model::discard);
        discard.setVisible(plan.present() > 0);
        discard.setManaged(plan.present() > 0);
        HBox sum = new HBox(8, together, discard);
        sum.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(together, Priority.ALWAYS);
        TextField name = field("hub-name", "", "Name in this workspace");
        name.textProperty().bindBidirectional(model.nameProperty());
        found.getChildren().addAll(licence, files, sum, new VBox(4, label("Name in this workspace", name), name));
    }

    private Node progress() {
        ProgressBar bar = new ProgressBar(-1);
        bar.setId("hub-progress");
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(model.progressProperty());
        Label words = Texts.muted("");
        words.setId("hub-message");
        words.textProperty().bind(model.messageProperty());
        VBox box = new VBox(6, words, bar);
        box.visibleProperty().bind(busy());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private Node foot(Runnable close) {
        Button cancel = Buttons.plain("hub-cancel", "Cancel", null, () -> {
            if (model.busy()) model.cancel();
            else close.run();
        });
        Button download = Buttons.primary("hub-download", "Download", Feather.DOWNLOAD, model::download);
        download.disableProperty().bind(Bindings.createBooleanBinding(() -> model.stageProperty().get() != Stage.SHOWN
                || model.nameProperty().get().isBlank(), model.stageProperty(), model.nameProperty()));
        HBox foot = new HBox(8, cancel, download);
        foot.setAlignment(Pos.CENTER_RIGHT);
        return foot;
    }

    private BooleanBinding busy() {
        return Bindings.createBooleanBinding(() -> List.of(Stage.LOOKING, Stage.DOWNLOADING).contains(model.stageProperty().get()),
                model.stageProperty());
    }

    private static TextField field(String id, String prompt, String meaning) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(meaning);
        return field;
    }

    private static Label label(String text, Node control) {
        Label label = Texts.fieldLabel(text);
        label.setLabelFor(control);
        return label;
    }
}
