package org.empathyworkbench.app.datasets;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.datasets.DatasetsViewModel.Kind;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.workspace.DatasetInfo;
import org.kordamp.ikonli.feather.Feather;

/** Builds the datasets page. */
public final class DatasetsView implements PageView {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final DatasetsViewModel model;
    private final Supplier<ImportViewModel> imports;
    private final Supplier<ResponseImportViewModel> responses;
    private final Overlay overlay = new Overlay();
    private final FileChoice files;
    private final StackPane content = new StackPane();
    private final ListView<DatasetInfo> list = new ListView<>();
    private final Node main;
    private final Node empty;
    private final StackPane root;

    /**
     * @param imports   creates a view model each time the import dialog opens
     * @param responses likewise for the import of responses
     */
    public DatasetsView(DatasetsViewModel model, Supplier<ImportViewModel> imports,
            Supplier<ResponseImportViewModel> responses, FileChoice files) {
        this.model = model;
        this.files = files;
        this.imports = imports;
        this.responses = responses;
        main = main();
        empty = new EmptyState(Feather.DATABASE, "No conversations yet",
                "Import EmpatheticDialogues, Mental Health Subreddits, or any corpus in one of their formats. You review its "
                + "contents before anything is "
                + "stored.", Buttons.primary("import-first", "Import a corpus", Feather.DOWNLOAD, this::openImport),
                Buttons.plain("import-demo", "Use the bundled corpus", Feather.GIFT, model::addDemo),
                Buttons.plain("import-responses-first", "Import responses", Feather.MESSAGE_SQUARE, this::openResponses));
        root = overlay.above(content);
        model.datasetsProperty().subscribe(this::show);
        model.lookedProperty().subscribe(looked -> show(model.datasetsProperty().get()));
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        if (subject.equals("import")) openImport();
        else if (!subject.isEmpty()) model.select(subject);
    }

    private void show(List<DatasetInfo> datasets) {
        if (!datasets.equals(list.getItems())) list.getItems().setAll(datasets);
        list.getSelectionModel().select(model.selectedProperty().get());
        content.getChildren().setAll(!datasets.isEmpty() ? main : model.lookedProperty().get() ? empty : new ProgressIndicator());
    }

    private void openImport() {
        ImportViewModel job = imports.get();
        overlay.show("Import a corpus", new ImportPane(job, overlay::close, files), 780, job::cancel);
    }

    private void openResponses() {
        overlay.show("Import responses of another system", new ResponseImportPane(responses.get(), overlay::close, files), 860, () -> { });
    }

    /** Closes the dialog after success. */
    public void closeImport() { overlay.close(); }

    private Node main() {
        HBox header = new HBox(8, Texts.title("Datasets"), space(), Buttons.plain("import-responses", "Responses…",
                Feather.MESSAGE_SQUARE, this::openResponses), Buttons.primary("import", "Import…", Feather.DOWNLOAD, this::openImport));
        header.setAlignment(Pos.CENTER_LEFT);
        list.setId("datasets");
        list.getStyleClass().add("plain-list");
        list.setCellFactory(view -> new DatasetCell());
        list.getSelectionModel().selectedItemProperty().subscribe(chosen -> { if (chosen != null) model.selectedProperty().set(chosen); });
        model.selectedProperty().subscribe(chosen -> list.getSelectionModel().select(chosen));
        Card left = new Card("", list);
        left.grow(list);
        left.getStyleClass().add("list-card");
        left.setMinWidth(216);
        left.setPrefWidth(216);
        Node right = detail();
        HBox.setHgrow(right, Priority.ALWAYS);
        HBox body = new HBox(12, left, right);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox page = new VBox(header, body);
        page.getStyleClass().add("page");
        return page;
    }

    private Node detail() {
        Label name = Texts.heading("");
        name.setId("dataset-name");
        name.getStyleClass().add("detail-title");
        Label about = Texts.muted("");
        about.setWrapText(false);
        StackPane below = new StackPane();
        VBox.setVgrow(below, Priority.ALWAYS);
        BrowsePane browse = new BrowsePane(model);
        ToggleGroup group = new ToggleGroup();
        ToggleButton dialogues = Segments.button("show-dialogues", "Conversations", group);
        ToggleButton pairs = Segments.button("show-pairs", "Labelled pairs", group);
        ToggleButton counts = Segments.button("show-counts", "Counts", group);
        Runnable view = () -> {
            if (counts.isSelected())
                below.getChildren().setAll(model.countsProperty().get() == null ? new ProgressIndicator()
                        : CountsPane.of(model.countsProperty().get(), model.selectedProperty().get().notices()));
            else below.getChildren().setAll(browse);
        };
        dialogues.setOnAction(e -> model.kindProperty().set(Kind.DIALOGUES));
        pairs.setOnAction(e -> model.kindProperty().set(Kind.PAIRS));
        group.selectedToggleProperty().subscribe(view);
        model.countsProperty().subscribe(view);
        model.selectedProperty().subscribe(dataset -> {
            if (dataset == null) return;
            name.setText(dataset.name());
            about.setText("imported " + DAY.format(dataset.importedAt()) + (dataset.source().isEmpty() ? "" : " from " + dataset.source()));
            about.setTooltip(Texts.tooltip(notices(dataset)));
            List<ToggleButton> shown = new ArrayList<>();
            if (dataset.dialogues() > 0) shown.add(dialogues);
            if (dataset.pairs() > 0) shown.add(pairs);
            for (ToggleButton button : List.of(dialogues, pairs)) {
                button.setVisible(shown.contains(button));
                button.setManaged(shown.contains(button));
            }
            if (!counts.isSelected()) (dataset.dialogues() > 0 ? dialogues : pairs).setSelected(true);
        });
        HBox segments = Segments.row(dialogues, pairs, counts);
        VBox words = new VBox(1, name, about);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox header = new HBox(10, words, segments,
                Buttons.icon("delete-dataset", "Delete this dataset", Feather.TRASH_2, this::askDelete));
        header.setAlignment(Pos.CENTER_LEFT);
        return new VBox(10, header, below);
    }

    private static String notices(DatasetInfo dataset) {
        String source = dataset.source().isEmpty() ? "" : "From " + dataset.source();
        return dataset.notices().isEmpty() ? source : source + "\n\n•  " + String.join("\n•  ", dataset.notices());
    }

    private void askDelete() {
        DatasetInfo dataset = model.selectedProperty().get();
        overlay.ask("Delete " + dataset.name() + "?", "Its conversations and pairs are deleted from this workspace. The source files, "
                + "and models and runs trained on them, are kept. This cannot be undone.", "Delete", () -> model.delete(dataset));
    }

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    private static final class DatasetCell extends ListCell<DatasetInfo> {
        @Override
        protected void updateItem(DatasetInfo dataset, boolean empty) {
            super.updateItem(dataset, empty);
            if (empty || dataset == null) {
                setGraphic(null);
                return;
            }
            Label name = new Label(dataset.name());
            name.getStyleClass().add("row-title");
            VBox box = new VBox(1, name);
            if (dataset.dialogues() > 0) box.getChildren().add(amount(dataset.dialogues(), "conversations"));
            if (dataset.pairs() > 0) box.getChildren().add(amount(dataset.pairs(), "labelled pairs"));
            box.setPrefWidth(1);
            setGraphic(box);
            setTooltip(Texts.tooltip(dataset.name() + ", read as " + dataset.format()));
        }

        private static Label amount(int n, String what) {
            Label label = Texts.muted(String.format(Locale.ROOT, "%,d %s", n, what));
            label.setWrapText(false);
            return label;
        }
    }
}
