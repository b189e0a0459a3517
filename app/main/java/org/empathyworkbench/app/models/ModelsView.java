package org.empathyworkbench.app.models;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.models.ModelDetail.Row;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.kordamp.ikonli.feather.Feather;

/** Builds the models page. */
public final class ModelsView implements PageView {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    /** Width for the longest file name, so that details and files align. */
    private static final double NAMES = 148;

    private final ModelsViewModel model;
    private final Supplier<ModelImportViewModel> imports;
    private final Supplier<HubDownloadViewModel> downloads;
    private final Consumer<Path> openFolder;
    private final Navigation navigation;
    private final FileChoice files;
    private final Overlay overlay = new Overlay();
    private final StackPane content = new StackPane();
    private final CopyTable<ModelInfo> table = new CopyTable<>();
    private final Node main;
    private final Node empty;
    private final StackPane root;

    /** @param openFolder shows a folder in the platform's file manager */
    public ModelsView(ModelsViewModel model, Supplier<ModelImportViewModel> imports,
            Supplier<HubDownloadViewModel> downloads, DemoViewModel demo,
            Navigation navigation, Consumer<Path> openFolder, FileChoice files) {
        this.files = files;
        this.model = model;
        this.imports = imports;
        this.downloads = downloads;
        this.navigation = navigation;
        this.openFolder = openFolder;
        main = main();
        empty = new EmptyState(Feather.BOX, "No models yet",
                "Train a generator and a set of identifiers on your conversations, or import "
                + "a T5 from a folder or from the Hugging Face hub.",
                Buttons.primary("loop-for-models", "Run the demo", Feather.PLAY, () -> {
                    demo.start();
                    navigation.go(Section.HOME);
                }), Buttons.plain("train-first", "Train a generator", Feather.EDIT_3, () -> navigation.go(Section.RUNS, "new:generator")),
                Buttons.plain("import-model-first", "Import a folder", Feather.FOLDER, this::openImport),
                Buttons.plain("download-model-first", "Download a T5", Feather.DOWNLOAD, this::openDownload));
        root = overlay.above(content);
        model.modelsProperty().subscribe(this::show);
        model.lookedProperty().subscribe(looked -> show(model.modelsProperty().get()));
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        if (subject.equals("import")) openImport();
        else if (subject.equals("download")) openDownload();
        else if (!subject.isEmpty()) model.select(subject);
    }

    /** Closes the dialog after success. */
    public void closeImport() { overlay.close(); }

    private void openImport() { overlay.show("Import a model", new ModelImportPane(imports.get(), overlay::close, files), 560, () -> { }); }

    private void openDownload() {
        overlay.show("Download from the hub", new HubDownloadPane(downloads.get(), overlay::close), 620, () -> { });
    }

    private void show(List<ModelInfo> models) {
        if (!models.equals(table.getItems())) table.getItems().setAll(models);
        follow(model.selectedProperty().get());
        content.getChildren().setAll(!models.isEmpty() ? main : model.lookedProperty().get() ? empty : new ProgressIndicator());
    }

    private void follow(ModelInfo chosen) {
        if (chosen != null && !chosen.equals(table.getSelectionModel().getSelectedItem()))
            table.getSelectionModel().clearAndSelect(table.getItems().indexOf(chosen));
    }

    private Node main() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox header = new HBox(8, Texts.title("Models"), space, Buttons.plain("import-model", "Import a folder…", Feather.FOLDER,
                this::openImport), Buttons.primary("download-model", "Download from the hub…", Feather.DOWNLOAD, this::openDownload));
        header.setAlignment(Pos.CENTER_LEFT);
        table.setId("models");
        table.text("Name", 180, ModelInfo::name);
        table.text("Kind", 96, info -> kind(info.kind()));
        table.number("Parameters", 98, ModelInfo::parameters, ModelsView::millions);
        table.text("Vocabulary", 98, ModelsView::vocabulary);
        TableColumn<ModelInfo, String> made = table.text("Created", 140, info -> DAY.format(info.createdAt()));
        made.setComparator(null);
        table.getSelectionModel().selectedItemProperty().subscribe(chosen -> { if (chosen != null) model.selectedProperty().set(chosen); });
        model.selectedProperty().subscribe(this::follow);
        SplitPane body = new SplitPane(table, detail());
        body.setDividerPositions(0.62);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox page = new VBox(header, body);
        page.getStyleClass().add("page");
        return page;
    }

    private Node detail() {
        VBox column = new VBox(14);
        ErrorBanner fault = new ErrorBanner();
        Card card = new Card("", fault, scroll(column));
        card.grow(card.getChildren().get(1));
        card.setMinWidth(320);
        Runnable fill = () -> {
            ModelInfo info = model.selectedProperty().get();
            ModelDetail detail = model.detailProperty().get();
            fault.problemProperty().set(detail == null || detail.fault().isEmpty() ? null : UserMessage.warning(detail.fault()));
            if (info != null)
                column.getChildren().setAll(head(info), origin(info),
                        detail == null ? new ProgressIndicator() : rows("Details", "model-facts", detail.rows()));
            if (info != null && detail != null)
                column.getChildren().add(rows("Files, " + ModelDetail.size(detail.bytes()), "model-files", detail.files()));
        };
        model.selectedProperty().subscribe(fill);
        model.detailProperty().subscribe(fill);
        return card;
    }

    private Node head(ModelInfo info) {
        Label name = Texts.heading(info.name());
        name.getStyleClass().add("detail-title");
        name.setId("model-title");
        name.setWrapText(true);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(6, name, Texts.chip(kind(info.kind()), "accent"),
                Buttons.icon("open-model-folder", "Open the model's folder", Feather.FOLDER, () -> openFolder.accept(model.folder(info))),
                Buttons.icon("delete-model", "Delete this model", Feather.TRASH_2, () -> overlay.ask("Delete " + info.name() + "?",
                        "Its folder with the weights is deleted. Runs and datasets are kept. This cannot be undone.",
                        "Delete", () -> model.delete(info))));
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node origin(ModelInfo info) {
        VBox box = new VBox(4, Texts.body(info.source().isEmpty() ? "No origin was recorded." : sentence(info.source())),
                Texts.muted(String.format(Locale.ROOT, "%,d parameters, made %s", info.parameters(), DAY.format(info.createdAt()))));
        if (!info.run().isEmpty())
            box.getChildren().add(Buttons.link("origin-run", "Show the run that "
                    + "trained it", () -> navigation.go(Section.RUNS, info.run())));
        return box;
    }

    private static Node rows(String title, String id, List<Row> rows) {
        GridPane grid = new GridPane(16, 4);
        grid.setId(id);
        int line = 0;
        for (Row row : rows) {
            Label name = Texts.muted(row.name());
            name.setMinWidth(NAMES);
            Label value = Texts.body(row.value());
            GridPane.setValignment(name, VPos.TOP);
            grid.addRow(line++, name, value);
        }
        return new VBox(6, Texts.heading(title), grid);
    }

    private static ScrollPane scroll(Node node) {
        ScrollPane scroll = new ScrollPane(node);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        return scroll;
    }

    private static String sentence(String source) { return Character.toUpperCase(source.charAt(0)) + source.substring(1); }

    static String kind(ModelKind kind) { return kind == ModelKind.GENERATOR ? "generator" : "identifiers"; }

    private static String vocabulary(ModelInfo info) {
        String pieces = info.facts().getOrDefault("vocabulary", "");
        return pieces.matches("\\d{1,9}") ? String.format(Locale.ROOT, "%,d", Integer.parseInt(pieces)) : pieces;
    }

    static String millions(long parameters) {
        if (parameters < 100_000) return String.format(Locale.ROOT, "%,d", parameters);
        return String.format(Locale.ROOT, parameters < 10_000_000 ? "%.2f M" : "%,.1f M", parameters / 1e6);
    }
}
