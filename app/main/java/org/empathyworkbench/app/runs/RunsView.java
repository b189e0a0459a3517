package org.empathyworkbench.app.runs;

import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.kordamp.ikonli.feather.Feather;

/** The page of runs: the list beside the run that is looked at; the form of a new run takes the whole page while it is filled in. */
public final class RunsView implements PageView {
    /** Three looks a second at the run; the list comes with the shell's own look each second. */
    private static final Duration LOOK = Duration.millis(333);
    /** What another page puts before a kind's key to ask for a new run. */
    private static final String NEW = "new:";

    private final RunsViewModel model;
    private final NewRunViewModel newRun;
    private final Overlay overlay = new Overlay();
    private final StackPane root;
    private final ListView<RunRow> list = new ListView<>();
    private final RunPane pane;
    private final ObjectProperty<NewRunView> form = new SimpleObjectProperty<>();
    private final StackPane formPlace = new StackPane();
    private final Timeline looking = new Timeline(new KeyFrame(LOOK, e -> look()));

    public RunsView(RunsViewModel model, NewRunViewModel newRun, DemoViewModel demo, Navigation navigation) {
        this.model = model;
        this.newRun = newRun;
        looking.setCycleCount(Animation.INDEFINITE);
        RunRecipe recipe = new RunRecipe();
        model.recipeProperty().subscribe(lines -> { if (lines != null) recipe.show(lines); });
        recipe.visibleProperty().bind(model.recipeProperty().isNotNull());
        pane = new RunPane(model, new RunPane.Actions(this::again, this::askDelete, run -> navigation.go(Section.MODELS, run.model()), this::askStopNow, this::branch),
                recipe);
        HBox.setHgrow(pane, Priority.ALWAYS);
        HBox page = new HBox(14, left(), pane);
        page.getStyleClass().add("page");
        EmptyState none = new EmptyState(Feather.ACTIVITY, "No run yet", "A run is a training in a process of its own: it reports here, can be stopped, and goes on when this "
                + "window is closed. The first one takes a few minutes.", newButton("first-run"),
                Buttons.plain("loop-of-runs", "Do the whole loop", Feather.PLAY, () -> {
                    demo.start();
                    navigation.go(Section.HOME);
                }));
        ProgressIndicator waiting = new ProgressIndicator();
        waiting.setMaxSize(48, 48);
        waiting.visibleProperty().bind(model.lookedProperty().map(looked -> !looked));
        none.visibleProperty().bind(model.selectedProperty().isNull().and(form.isNull()).and(waiting.visibleProperty().not()));
        page.visibleProperty().bind(model.selectedProperty().isNotNull().and(form.isNull()));
        formPlace.visibleProperty().bind(form.isNotNull());
        root = overlay.above(new StackPane(page, none, waiting, formPlace));
        root.setId("runs-page");
    }

    /** The same page with a tab beside each run's own; {@code onRun} is told the run that is looked at. */
    public RunsView with(String tab, Node content, Consumer<RunInfo> onRun) {
        pane.add(tab, content, onRun);
        return this;
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        if (subject.startsWith(NEW)) openForm(RunKind.ofKey(subject.substring(NEW.length())));
        else if (!subject.isEmpty()) {
            closeForm();
            model.select(subject);
        }
        looking.playFromStart();
        look();
    }

    @Override
    public void hidden() { looking.stop(); }

    @Override
    public void closed() { looking.stop(); }

    /** The run that is looked at. */
    public RunPane pane() { return pane; }

    /** The runs that are drawn together. */
    RunSelection selection() { return model.selection(); }

    private void look() { model.current().look(); }

    private void openForm(RunKind kind) {
        newRun.begin(kind);
        showForm();
    }

    private void again(RunInfo run) {
        if (model.recipeProperty().get() == null) newRun.begin(run.kind());
        else newRun.begin(model.recipeProperty().get().recipe());
        showForm();
    }

    private void branch(RunInfo run, CheckpointInfo from) {
        RecipeLines recipe = model.recipeProperty().get();
        if (recipe == null) return;             // still being read, or of another version: then the page says so
        newRun.branch(recipe.recipe(), new RunStart.Origin(run.id(), run.name(), from.step()));
        showForm();
    }

    private void askStopNow(RunInfo run) {
        overlay.ask("Stop " + run.name() + " at once?", (model.current().checkpoints().isEmpty() ? "It has saved no checkpoint yet, so everything it did is lost."
                : "What it did after its checkpoint of step " + RunWords.count(model.current().checkpoints().get(0).step()) + " is lost; it can be resumed from there.")
                + " No model is stored.", "Stop at once", model.current()::stopNow);
    }

    private void showForm() {
        if (form.get() == null) {
            form.set(new NewRunView(newRun, this::closeForm, id -> {
                model.select(id);
                closeForm();
            }));
            formPlace.getChildren().setAll(form.get());
        }
    }

    private void closeForm() {
        form.set(null);
        formPlace.getChildren().clear();
    }

    private void askDelete(RunInfo run) {
        overlay.ask("Delete " + run.name() + "?", "Its curves, samples, log and recipe leave this workspace. The model it made stays. This cannot be taken back.",
                "Delete", () -> model.delete(run.id()));
    }

    private Button newButton(String id) { return Buttons.primary(id, "New run", Feather.PLUS, () -> openForm(null)); }

    private Node left() {
        Label title = Texts.title("Runs");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, title, space, newButton("new-run"));
        head.setAlignment(Pos.CENTER_LEFT);
        list.setId("runs");
        list.getStyleClass().addAll("plain-list", "card-list");
        list.setCellFactory(view -> new RunCell());
        list.setItems(model.rows());
        list.getSelectionModel().selectedItemProperty().subscribe(row -> { if (row != null) model.select(row.id()); });
        model.selectedProperty().subscribe(this::mark);
        model.rows().addListener((ListChangeListener<RunRow>) change -> mark(model.selectedProperty().get()));
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox left = new VBox(12, head, list);
        left.setMinWidth(276);
        left.setPrefWidth(276);
        left.setMaxWidth(276);
        return left;
    }

    private void mark(RunRow row) {
        if (row != null && list.getSelectionModel().getSelectedItem() != row) list.getSelectionModel().select(row);
    }
}
