package org.empathyworkbench.app.sweep;

import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.sweep.SweepState;
import org.empathyworkbench.workspace.RunInfo;
import org.kordamp.ikonli.feather.Feather;

/** The list of sweeps beside the selected one. */
public final class SweepsView {
    private static final double COLUMN = 280;
    private final SweepsViewModel model;
    private final ListView<SweepState> list = new ListView<>();
    private final StackPane root;
    private boolean marking;

    /**
     * @param head    node above the list
     * @param newForm opens the New sweep form, created by {@link #form}
     * @param open opens a run
     */
    public SweepsView(SweepsViewModel model, Node head, Runnable newForm, Consumer<RunInfo> open, FileChoice files) {
        this.model = model;
        SweepPane pane = new SweepPane(model, open, files);
        HBox.setHgrow(pane, Priority.ALWAYS);
        list.setId("sweeps");
        list.getStyleClass().addAll("plain-list", "card-list");
        list.setCellFactory(view -> new Cell());
        list.setItems(model.sweeps());
        list.getSelectionModel().selectedItemProperty().subscribe(sweep -> { if (sweep != null && !marking) model.select(sweep.name()); });
        model.selectedProperty().subscribe(this::mark);
        model.sweeps().addListener((ListChangeListener<SweepState>) change -> mark(model.selectedProperty().get()));
        VBox.setVgrow(list, Priority.ALWAYS);
        Runnable begin = () -> {
            model.newSweep().begin(null);
            newForm.run();
        };
        var make = Buttons.primary("new-sweep", "New sweep", Feather.PLUS, begin);
        make.setMaxWidth(Double.MAX_VALUE);
        VBox left = new VBox(10, head, make, list);
        left.setMinWidth(COLUMN);
        left.setPrefWidth(COLUMN);
        left.setMaxWidth(COLUMN);
        EmptyState none = new EmptyState(Feather.GRID, "No sweep yet", "A sweep runs a recipe with several "
                + "settings and seeds and tabulates the results: means with 95 % intervals over "
                + "the seeds, and a t-test against a row of your choice. Presets: the ablation study, and five seeds.",
                Buttons.primary("first-sweep", "New sweep", Feather.PLUS, begin));
        none.visibleProperty().bind(model.selectedProperty().isNull());
        pane.visibleProperty().bind(model.selectedProperty().isNotNull());
        make.visibleProperty().bind(model.selectedProperty().isNotNull());
        make.managedProperty().bind(make.visibleProperty());
        StackPane right = new StackPane(pane, none);
        HBox.setHgrow(right, Priority.ALWAYS);
        HBox page = new HBox(14, left, right);
        page.getStyleClass().add("page");
        root = new StackPane(page);
        root.setId("sweeps-page");
    }

    public Node node() { return root; }

    /** Resets the form to a run's recipe. */
    public void begin(Recipe recipe) { model.newSweep().begin(recipe); }

    /** The New sweep form. @param close closes it */
    public Node form(Runnable close) {
        return new NewSweepView(model.newSweep(), close, name -> {
            model.select(name);
            close.run();
        });
    }

    private void mark(SweepState sweep) {
        if (sweep == null || sweep.equals(list.getSelectionModel().getSelectedItem())) return;
        marking = true;
        list.getSelectionModel().select(sweep);
        marking = false;
    }

    /** List cell of a sweep in three lines: name and state, varied settings, progress. */
    private static final class Cell extends ListCell<SweepState> {
        private final Label name = new Label();
        private final StackPane chip = new StackPane();
        private final Label what = Texts.muted("");
        private final Label far = Texts.muted("");
        private final ProgressBar bar = new ProgressBar();
        private final VBox box;

        Cell() {
            name.getStyleClass().add("row-title");
            name.setMinWidth(0);
            chip.setMinWidth(Region.USE_PREF_SIZE);
            what.setWrapText(false);
            what.setMinWidth(0);
            far.setWrapText(false);
            far.setMinWidth(0);
            bar.getStyleClass().add("thin");
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.managedProperty().bind(bar.visibleProperty());
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            HBox first = new HBox(8, name, space, chip);
            first.setAlignment(Pos.CENTER_LEFT);
            box = new VBox(3, first, what, far, bar);
            box.getStyleClass().add("run-cell");
            box.setMinWidth(0);
            box.setPrefWidth(0);
        }

        @Override
        protected void updateItem(SweepState sweep, boolean empty) {
            super.updateItem(sweep, empty);
            setGraphic(empty || sweep == null ? null : box);
            setTooltip(null);
            if (empty || sweep == null) return;
            name.setText(sweep.name());
            chip.getChildren().setAll(Texts.chip(sweep.word(), SweepWords.chip(sweep.word())));
            what.setText(SweepPane.what(sweep));
            far.setText(sweep.words());
            bar.setVisible(sweep.going());
            bar.setProgress(sweep.progress());
            setTooltip(Texts.tooltip(sweep.name() + "\n" + sweep.words()));
            setAccessibleText(sweep.name() + ", " + sweep.words());
        }
    }
}
