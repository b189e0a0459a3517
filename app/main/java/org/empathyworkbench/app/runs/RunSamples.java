package org.empathyworkbench.app.runs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.StoredSample;
import org.kordamp.ikonli.feather.Feather;

/** Responses generated during training, newest first; or the responses to fixed prompts over time. */
final class RunSamples extends VBox {
    private static final int MORE = 20;
    private final RunViewModel model;
    private final VBox list = new VBox(12);
    private final EmptyState none;
    private final StackPane kept;
    private final PromptPane prompts;
    private final ToggleButton keptButton;
    private final ToggleButton promptButton;
    private final List<StoredSample> shown = new ArrayList<>();
    private final Map<Long, Node> cards = new HashMap<>();
    private int limit = MORE;
    private boolean active;
    private SaveCaseButton keep;

    RunSamples(RunViewModel model) {
        super(10);
        this.model = model;
        prompts = new PromptPane(model);
        list.setId("samples");
        list.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        none = new EmptyState(Feather.MESSAGE_SQUARE, "No responses stored yet",
                "At some steps the run stores a few of its responses, with their predicted levels.");
        kept = new StackPane(scroll, none);
        ToggleGroup group = new ToggleGroup();
        keptButton = Segments.button("samples-kept", "Training batches", group);
        promptButton = Segments.button("samples-prompts", "Fixed prompts", group);
        keptButton.setTooltip(Texts.tooltip("Responses from the training batches, newest first."));
        promptButton.setTooltip(Texts.tooltip("Responses to the same few contexts at several steps, with the same random numbers."));
        keptButton.setSelected(true);
        StackPane place = new StackPane(kept, prompts);
        VBox.setVgrow(place, Priority.ALWAYS);
        HBox line = new HBox(Segments.row(keptButton, promptButton));
        getChildren().addAll(line, place);
        group.selectedToggleProperty().subscribe(now -> turn());
        InvalidationListener changed = o -> show();
        model.samples().addListener(changed);
        model.answers().addListener((InvalidationListener) o -> {
            // a run without other samples opens on its prompts
            if (model.samples().isEmpty() && !model.answers().isEmpty()) promptButton.setSelected(true);
        });
        model.runProperty().map(run -> run == null ? "" : run.id()).subscribe(id -> {
            limit = MORE;
            keptButton.setSelected(true);
        });
        show();
    }

    /** Enables saving each response as a case. */
    void keepWith(SaveCaseButton keep) { this.keep = keep; }

    private SampleCard card(StoredSample one, double most) {
        SampleCard card = new SampleCard(one.sample(), most, true, false);
        RunInfo run = model.runProperty().get();
        return keep == null ? card
                : card.with(keep.icon("keep-sample-" + one.row(), () -> SampleCase.draft(run, one.sample(), Instant.now())));
    }

    /** Cards are created only while visible. */
    void setActive(boolean now) {
        active = now;
        turn();
    }

    private void turn() {
        boolean kept = keptButton.isSelected();
        this.kept.setVisible(kept);
        prompts.setVisible(!kept);
        prompts.setActive(active && !kept);
        show();
    }

    private void show() {
        none.setVisible(model.samples().isEmpty());
        if (!active || !keptButton.isSelected()) return;
        List<StoredSample> all = model.samples();
        List<StoredSample> now = all.subList(0, Math.min(limit, all.size()));
        if (now.equals(shown) && !list.getChildren().isEmpty()) return;
        shown.clear();
        shown.addAll(now);
        List<Node> nodes = new ArrayList<>();
        double most = SampleCard.most(now.stream().map(StoredSample::sample).toList());
        if (now.stream().anyMatch(one -> !one.sample().tokens().isEmpty())) nodes.add(new KlLegend(most));
        cards.keySet().retainAll(now.stream().map(StoredSample::row).toList());
        now.forEach(one -> nodes.add(cards.computeIfAbsent(one.row(), row -> card(one, most))));
        if (all.size() > limit) {
            nodes.add(Buttons.plain("more-samples",
                    "Show " + Math.min(MORE, all.size() - limit) + " older ones", Feather.CHEVRON_DOWN, () -> {
                        limit += MORE;
                        show();
                    }));
        }
        list.getChildren().setAll(nodes);
    }
}
