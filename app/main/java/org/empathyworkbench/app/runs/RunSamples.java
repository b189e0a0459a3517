package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.ConversationView;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.LevelChip;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.workspace.RunSample;
import org.empathyworkbench.workspace.StoredSample;
import org.kordamp.ikonli.feather.Feather;

/** What the model of a run wrote while it learned, newest first, or what it wrote at one step. */
final class RunSamples extends StackPane {
    private static final int MORE = 20;
    private final RunViewModel model;
    private final VBox list = new VBox(12);
    private final EmptyState none;
    private final ObjectProperty<Integer> step = new SimpleObjectProperty<>();
    private final List<StoredSample> shown = new ArrayList<>();
    private final Map<Long, Node> cards = new HashMap<>();
    private int limit = MORE;
    private boolean active;

    RunSamples(RunViewModel model) {
        this.model = model;
        list.setId("samples");
        list.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        none = new EmptyState(Feather.MESSAGE_SQUARE, "No samples yet", "Now and then the run writes down what its model answers, with the levels the identifiers see in it.");
        getChildren().addAll(scroll, none);
        InvalidationListener changed = o -> show();
        model.samples().addListener(changed);
        step.addListener(changed);
        model.runProperty().map(run -> run == null ? "" : run.id()).subscribe(id -> {
            limit = MORE;
            step.set(null);
        });
        show();
    }

    /** The responses behind a point of a curve: those of the step nearest to it. Null for all. */
    void showStep(Integer wanted) {
        step.set(wanted == null ? null : model.samples().stream().map(one -> one.sample().step())
                .min(Comparator.comparingInt(at -> Math.abs(at - wanted))).orElse(null));
    }

    /** Cards are made only while a person looks at them. */
    void setActive(boolean now) {
        active = now;
        show();
    }

    private void show() {
        none.setVisible(model.samples().isEmpty());
        if (!active) return;
        List<StoredSample> all = step.get() == null ? model.samples() : model.samples().filtered(one -> one.sample().step() == step.get());
        List<StoredSample> now = all.subList(0, Math.min(limit, all.size()));
        if (step.get() == null && now.equals(shown) && !list.getChildren().isEmpty()) return;
        shown.clear();
        shown.addAll(now);
        List<Node> nodes = new ArrayList<>();
        if (step.get() != null) {
            Button everything = Buttons.link("all-samples", "Show all steps", () -> step.set(null));
            HBox note = new HBox(8, Texts.chip("step " + RunWords.count(step.get()), "accent"), Texts.muted("The responses behind that point of the curve."), everything);
            note.setAlignment(Pos.CENTER_LEFT);
            nodes.add(note);
        }
        cards.keySet().retainAll(now.stream().map(StoredSample::row).toList());
        now.forEach(one -> nodes.add(cards.computeIfAbsent(one.row(), row -> card(one.sample()))));
        if (all.size() > limit) {
            nodes.add(Buttons.plain("more-samples", "Show " + Math.min(MORE, all.size() - limit) + " older ones", Feather.CHEVRON_DOWN, () -> {
                limit += MORE;
                show();
            }));
        }
        list.getChildren().setAll(nodes);
    }

    private static Node card(RunSample sample) {
        Label at = Texts.muted("Step " + RunWords.count(sample.step()));
        at.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, at, space);
        head.setAlignment(Pos.CENTER_LEFT);
        if (sample.reward() != null) {
            Label reward = new Label(String.format(Locale.ROOT, "reward %.3f", sample.reward()));
            reward.getStyleClass().add("sample-reward");
            reward.setTooltip(Texts.tooltip("R_emp, the product of the three probabilities that the identifiers give to the levels of the reference."));
            head.getChildren().add(reward);
        }
        ConversationView context = new ConversationView();
        context.showContext(sample.context());
        Label response = Texts.body(sample.response().isBlank() ? "(an empty response)" : sample.response());
        response.getStyleClass().add("bubble-text");
        context.getChildren().add(ConversationView.line(Role.LISTENER, response, LevelChip.row(sample.profile(), false)));
        VBox box = new VBox(8, head, context);
        if (!sample.reference().isBlank()) {
            Label label = Texts.muted("Reference");
            label.setMinWidth(70);
            Label text = Texts.body(sample.reference());
            VBox words = new VBox(4, text);
            if (!sample.targets().isEmpty()) words.getChildren().add(LevelChip.row(sample.targets(), false));
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox reference = new HBox(8, label, words);
            reference.getStyleClass().add("sample-reference");
            box.getChildren().add(reference);
        }
        return new Card("", box);
    }
}
