package org.empathyworkbench.app.settings;

import atlantafx.base.controls.ToggleSwitch;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.settings.ThirdParty.Part;
import org.empathyworkbench.app.shell.PageView;
import org.kordamp.ikonli.feather.Feather;

/** Builds the settings page. */
public final class SettingsView implements PageView {
    /** Navigation subject of the card of outside models. */
    private static final String ENDPOINTS = "endpoints";
    private static final double GAP = 14;
    /** Height of a table's header with its border. */
    private static final double HEADER = 46;

    private final SettingsViewModel model;
    private final Overlay overlay = new Overlay();
    private final EndpointsViewModel endpoints;
    private final FileChoice files;
    private final EndpointsCard card;
    private final ScrollPane scroll;
    private final StackPane root;

    public SettingsView(SettingsViewModel model, EndpointsViewModel endpoints, FileChoice files) {
        this.model = model;
        this.files = files;
        this.endpoints = endpoints;
        card = new EndpointsCard(endpoints, overlay);
        VBox page = new VBox(Texts.title("Settings"), appearance(), workspace(),
                computation(), card, new DevicesCard(model), new HubCard(model), about());
        page.getStyleClass().add("page");
        page.setMaxWidth(900);
        scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        root = overlay.above(scroll);
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        endpoints.look();
        if (subject.equals(ENDPOINTS)) Platform.runLater(() -> {
            root.layout();
            double beyond = scroll.getContent().getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
            if (beyond > 0) scroll.setVvalue(Math.min(1, (card.getBoundsInParent().getMinY() - GAP) / beyond));
        });
    }

    private Node appearance() {
        ToggleSwitch dark = new ToggleSwitch();
        dark.setId("dark");
        dark.selectedProperty().bindBidirectional(model.darkProperty());
        return new Card("Appearance", row("Dark theme", "Also the button at the bottom of the navigation rail, and Ctrl+Shift+L.", dark));
    }

    private Node workspace() {
        Label path = new Label(model.workspace().toString());
        path.getStyleClass().add("mono");
        path.setId("workspace-path");
        path.setWrapText(true);
        ComboBox<String> recent = new ComboBox<>(model.recentWorkspaces());
        recent.setId("recent-workspaces");
        recent.setPrefWidth(360);
        recent.setValue(model.workspace().toString());
        recent.setOnAction(e -> { if (recent.getValue() != null) model.switchTo(Path.of(recent.getValue())); });
        return new Card("Workspace",
                below("Folder", "Holds all datasets, models, runs and exports; it can be copied to another machine.", path),
                row("Recent", "Opens a recent workspace. Runs of the current one continue.", recent),
                row("Other", "Opens a workspace, or creates one in an empty folder.",
                        Buttons.plain("open-workspace", "Open folder…", Feather.FOLDER, this::choose)));
    }

    private void choose() { files.folder(root, "Open or create a workspace", model.workspace().getParent()).ifPresent(model::switchTo); }

    private Node computation() {
        int cores = Runtime.getRuntime().availableProcessors();
        Spinner<Integer> threads = new Spinner<>(1, Math.max(cores, 1) * 2, model.threadsProperty().get());
        threads.setId("threads");
        threads.setPrefWidth(110);
        threads.valueProperty().subscribe(n -> { if (n != null) model.threadsProperty().set(n); });
        return new Card("Computation", row("Inference device",
                "Device for Inspector, Compare, Talk, Timeline and the demo. "
                + "Automatic is the CUDA device with the most free memory, else the CPU. The device of a run is set in its form.",
                new DeviceBox(model)), row("Threads", "Intra-op threads, here and in new runs. This machine has " + cores
                + (cores == 1 ? " core" : " cores") + ". Applies at the next start of the program or of a run.", threads));
    }

    private Node about() {
        CopyTable<Part> parts = new CopyTable<>();
        parts.setId("parts");
        parts.text("Library", 220, Part::name);
        parts.text("Version", 110, Part::version);
        parts.text("Licence", 220, Part::licence);
        parts.text("Address", 240, Part::address);
        parts.getItems().setAll(model.parts());
        parts.setFixedCellSize(30);
        parts.setPrefHeight(30 * parts.getItems().size() + HEADER);
        parts.setMinHeight(Region.USE_PREF_SIZE);
        parts.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Label log = new Label(model.log().toString());
        log.getStyleClass().add("mono");
        log.setWrapText(true);
        return new Card("About", row("Empathy Workbench", "Version 0.1.0, Apache License 2.0. Based on Ma et al., Empathy "
                + "Level Alignment via Reinforcement Learning for Empathetic Response Generation (2025).", new Region()),
                below("Log", "Warnings and errors of the program, for bug reports.", log), parts);
    }

    /** Wide layout, for long content. */
    private static Node below(String name, String meaning, Label text) {
        text.setMinHeight(Region.USE_PREF_SIZE);
        return new VBox(3, row(name, meaning, new Region()), text);
    }

    private static Node row(String name, String meaning, Node control) {
        Label title = new Label(name);
        title.getStyleClass().add("field-label");
        Label text = Texts.muted(meaning);
        text.setMinHeight(Region.USE_PREF_SIZE);
        VBox words = new VBox(1, title, text);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(20, words, control);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
