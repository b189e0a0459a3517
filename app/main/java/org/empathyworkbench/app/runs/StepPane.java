package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.app.runs.StepViewModel.Opened;
import org.empathyworkbench.journal.RunSample;
import org.kordamp.ikonli.feather.Feather;

/** Pane beside the charts with the responses of a clicked step. */
final class StepPane extends Card {
    private final StepViewModel model;
    private final Function<String, String> nameOf;
    private final Label title = Texts.heading("");
    private final Label place = Texts.muted("");
    private final Label note = Texts.muted("");
    private final VBox list = new VBox(12);
    private final VBox legend = new VBox();
    private final ScrollPane scroll = new ScrollPane(list);
    private final EmptyState none = new EmptyState(Feather.MESSAGE_SQUARE, "No responses stored",
            "This run has stored no responses: it has just started, or its kind or its settings store none.");
    private final Button previous;
    private final Button next;

    /** @param nameOf a run's name where needed, otherwise empty */
    StepPane(StepViewModel model, Function<String, String> nameOf) {
        super("");
        this.model = model;
        this.nameOf = nameOf;
        setId("step-pane");
        setSpacing(8);
        title.setId("step-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        place.setWrapText(false);
        note.setId("step-note");
        note.managedProperty().bind(note.visibleProperty());
        previous = Buttons.icon("step-previous", "Previous recorded step (left arrow)", Feather.CHEVRON_LEFT, model::previous);
        next = Buttons.icon("step-next", "Next recorded step (right arrow)", Feather.CHEVRON_RIGHT, model::next);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(6, previous, next, title, place, space, Buttons.icon("step-close", "Close (Esc)", Feather.X, model::close));
        head.setAlignment(Pos.CENTER_LEFT);
        list.getStyleClass().add("step-list");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox.setVgrow(none, Priority.ALWAYS);
        for (Node node : List.of(scroll, none, legend)) node.managedProperty().bind(node.visibleProperty());
        getChildren().addAll(head, note, legend, scroll, none);
        managedProperty().bind(visibleProperty());
        model.openedProperty().subscribe(this::show);
    }

    private void show(Opened now) {
        setVisible(now != null);
        if (now == null) return;
        boolean any = !now.samples().isEmpty();
        String name = nameOf.apply(now.run());
        title.setText("Step " + RunFormats.count(any ? now.step() : now.asked()));
        place.setText(any ? RunFormats.count(now.place() + 1) + " of " + RunFormats.count(now.count()) + " kept" : "");
        String far = any && !now.exact()
                ? "Step " + RunFormats.count(now.asked()) + " stored no responses; this is the nearest step that did." : "";
        note.setText(name.isEmpty() ? far : far.isEmpty() ? name : name + ". " + far);
        note.setVisible(!note.getText().isEmpty());
        previous.setDisable(!now.hasPrevious());
        next.setDisable(!now.hasNext());
        double most = SampleCard.most(now.samples());
        boolean tokens = now.samples().stream().anyMatch(sample -> !sample.tokens().isEmpty());
        legend.setVisible(any);
        if (any) legend.getChildren().setAll(tokens ? new KlLegend(most) : Texts.muted("KL by token was not recorded for this response."));
        scroll.setVisible(any);
        none.setVisible(!any);
        List<Node> cards = new ArrayList<>();
        for (RunSample sample : now.samples()) cards.add(new SampleCard(sample, most, false, true));
        list.getChildren().setAll(cards);
        scroll.setVvalue(0);
    }
}
