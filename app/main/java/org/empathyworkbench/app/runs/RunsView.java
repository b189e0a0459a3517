package org.empathyworkbench.app.runs;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.workspace.RunKind;
import org.kordamp.ikonli.feather.Feather;

/** The page of runs: the list beside the run that is looked at; the form of a new run takes the whole page while it is filled in. */
public final class RunsView implements PageView {
    /** Three looks a second at the run; the list comes with the shell's own look each second. */
    private static final Duration LOOK = Duration.millis(333);
    /** What another page puts before a kind's key to ask for a new run. */
    private static final String NEW = "new:";

    private final RunsViewModel model;
    private final StackPane root = new StackPane();
    private final ListView<RunRow> list = new ListView<>();
    private final RunPane pane;
    private final Timeline looking = new Timeline(new KeyFrame(LOOK, e -> look()));

    public RunsView(RunsViewModel model, Navigation navigation) {
        this.model = model;
        looking.setCycleCount(Animation.INDEFINITE);
        pane = new RunPane(model.current(), new RunPane.Actions(run -> { }, run -> { }, run -> model.selectedProperty().get(),
                run -> navigation.go(Section.MODELS, run.model())), new Label());
        HBox.setHgrow(pane, Priority.ALWAYS);
        HBox page = new HBox(14, left(), pane);
        page.getStyleClass().add("page");
        EmptyState none = new EmptyState(Feather.ACTIVITY, "No run yet", "A run is a training in a process of its own: it reports here, can be stopped, and goes on when this "
                + "window is closed. The first one takes a few minutes.", newRun("first-run"));
        none.visibleProperty().bind(model.selectedProperty().isNull());
        page.visibleProperty().bind(none.visibleProperty().not());
        root.getChildren().addAll(page, none);
        root.setId("runs-page");
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        if (subject.startsWith(NEW)) openForm(RunKind.ofKey(subject.substring(NEW.length())));
        else if (!subject.isEmpty()) model.select(subject);
        looking.playFromStart();
        look();
    }

    @Override
    public void hidden() { looking.stop(); }

    @Override
    public void closed() { looking.stop(); }

    RunPane pane() { return pane; }

    private void look() { model.current().look(); }

    private void openForm(RunKind kind) { }

    private Button newRun(String id) { return Buttons.primary(id, "New run", Feather.PLUS, () -> openForm(RunKind.GENERATOR)); }

    private Node left() {
        Label title = Texts.title("Runs");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, title, space, newRun("new-run"));
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
