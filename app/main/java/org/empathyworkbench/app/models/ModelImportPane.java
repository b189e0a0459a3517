package org.empathyworkbench.app.models;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Content of the model import dialog. */
final class ModelImportPane extends VBox {
    ModelImportPane(ModelImportViewModel model, Runnable close, FileChoice files) {
        setSpacing(12);
        TextField folder = new TextField();
        folder.setId("model-folder");
        folder.setPromptText("Type a path or choose");
        folder.textProperty().bindBidirectional(model.folderProperty());
        HBox.setHgrow(folder, Priority.ALWAYS);
        Button choose = Buttons.plain("model-choose", "Folder…", Feather.FOLDER,
                () -> files.folder(this, "Folder of the model", null).ifPresent(chosen -> model.folderProperty().set(chosen.toString())));
        TextField name = new TextField();
        name.setId("model-name");
        name.setPromptText("The folder's name");
        name.textProperty().bindBidirectional(model.nameProperty());
        ErrorBanner banner = new ErrorBanner();
        banner.setId("model-problem");
        model.problemProperty().subscribe(problem -> banner.problemProperty().set(problem));
        ProgressBar bar = new ProgressBar(-1);
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        VBox progress = new VBox(6, Texts.muted("Loading the model once to verify it, then copying it."), bar);
        progress.visibleProperty().bind(model.busyProperty());
        progress.managedProperty().bind(model.busyProperty());
        Button store = Buttons.primary("model-store", "Import", Feather.DOWNLOAD, model::store);
        store.disableProperty().bind(model.busyProperty().or(model.folderProperty().isEmpty()));
        HBox foot = new HBox(8, Buttons.plain("model-cancel", "Cancel", null, close), store);
        foot.setAlignment(Pos.CENTER_RIGHT);
        for (TextField field : List.of(folder, name)) field.setOnAction(e -> store.fire());
        getChildren().addAll(
                Texts.body("A T5 (t5-small, t5-base …) or T5 v1.1 / FLAN-T5 model, as Hugging "
                        + "Face stores it: a folder with config.json, tokenizer.json, and model.safetensors or its shards. Or "
                        + "identifiers from a folder of a training run. The files are copied; nothing is downloaded."),
                new VBox(4, Texts.fieldLabel("Folder"), new HBox(8, folder, choose)),
                new VBox(4, Texts.fieldLabel("Name in this workspace"), name), banner, progress, foot);
    }
}
