package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.workspace.StoredSample;
import org.kordamp.ikonli.feather.Feather;

/** Responses to the run's fixed prompts over the steps: changed words and levels. */
final class PromptPane extends StackPane {
    private final RunViewModel model;
    private final VBox list = new VBox(10);
    private final HBox choice = new HBox(8);
    private final EmptyState none = new EmptyState(Feather.CLOCK, "No responses to fixed prompts yet",
            "A run generates responses to the same few validation contexts at intervals, "
            + "to show how they change. Runs of earlier versions stored none.");
    private int chosen;
    private boolean active;

    PromptPane(RunViewModel model) {
        this.model = model;
        list.getStyleClass().add("scroll-body");
        list.setId("prompt-timeline");
        choice.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox both = new VBox(10, choice, scroll);
        both.visibleProperty().bind(none.visibleProperty().not());
        getChildren().addAll(both, none);
        model.answers().addListener((InvalidationListener) changed -> show());
        model.runProperty().map(run -> run == null ? "" : run.id()).subscribe(id -> {
            chosen = 0;
            show();
        });
    }

    /** Nodes are created only while visible. */
    void setActive(boolean now) {
        active = now;
        show();
    }

    private void show() {
        none.setVisible(model.answers().isEmpty());
        if (!active || model.answers().isEmpty()) return;
        List<PromptTimeline> timelines = PromptTimeline.of(model.answers().stream().map(StoredSample::sample).toList());
        chosen = Math.min(chosen, timelines.size() - 1);
        showChoice(timelines);
        PromptTimeline timeline = timelines.get(chosen);
        List<Node> nodes = new ArrayList<>(List.of(head(timeline)));
        for (int i = timeline.entries().size() - 1; i >= 0; i--) nodes.add(entry(timeline.entries().get(i)));
        list.getChildren().setAll(nodes);
    }

    private void showChoice(List<PromptTimeline> timelines) {
        if (choice.getChildren().size() == 1 && choice.getUserData() instanceof Integer count && count == timelines.size()) return;
        choice.setUserData(timelines.size());
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (int i = 0; i < timelines.size(); i++) {
            int place = i;
            ToggleButton button = Segments.button("prompt-" + i, "Prompt " + (i + 1), group);
            button.setSelected(i == chosen);
            button.setOnAction(e -> {
                chosen = place;
                show();
            });
            buttons.add(button);
        }
        choice.getChildren().setAll(Segments.row(buttons.toArray(ToggleButton[]::new)));
    }

    private static Node head(PromptTimeline timeline) {
        ConversationView context = new ConversationView();
        context.showContext(timeline.context());
        VBox box = new VBox(8, context);
        if (!timeline.reference().isBlank()) {
            Label label = Texts.muted("Reference");
            label.setMinWidth(70);
            VBox words = new VBox(4, Texts.body(timeline.reference()));
            RunSample last = timeline.entries().get(timeline.entries().size() - 1).sample();
            if (!last.targets().isEmpty()) words.getChildren().add(LevelChip.row(last.targets(), false));
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox reference = new HBox(8, label, words);
            reference.getStyleClass().add("sample-reference");
            box.getChildren().add(reference);
        }
        return new Card("", box);
    }

    private static Node entry(PromptTimeline.Entry entry) {
        Label steps = new Label(entry.from() == entry.to() ? "Step " + RunFormats.count(entry.from())
                : RunFormats.count(entry.from()) + " \u2013 " + RunFormats.count(entry.to()));
        steps.getStyleClass().add("row-title");
        steps.setTooltip(Texts.tooltip(entry.from() == entry.to() ? "The response of this step's model."
                : "The response was the same from the first of these steps to the last."));
        VBox when = new VBox(2, steps);
        if (entry.sample().reward() != null)
            when.getChildren().add(Texts.muted(String.format(Locale.ROOT, "reward %.3f", entry.sample().reward())));
        when.setMinWidth(104);
        when.setPrefWidth(104);
        TextFlow text = new TextFlow();
        if (entry.sample().response().isBlank()) text.getChildren().add(run("(an empty response) ", "text-run", "word-gone-empty"));
        WordChanges changes = WordChanges.between(entry.before() == null ? entry.sample().response() : entry.before(),
                entry.sample().response());
        for (WordChanges.Part part : changes.parts()) {
            text.getChildren().add(run(part.words() + " ", "text-run", switch (part.kind()) {
                case SAME -> "word-same";
                case NEW -> "word-new";
                case GONE -> "word-gone";
            }));
        }
        text.setAccessibleText(entry.sample().response());
        VBox words = new VBox(6, text);
        if (entry.sample().profile() != null) words.getChildren().add(LevelChip.row(entry.sample().profile(), false));
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        HBox row = new HBox(12, when, words);
        row.getStyleClass().add("prompt-entry");
        row.setMinHeight(Region.USE_PREF_SIZE);
        return row;
    }

    private static Text run(String words, String... classes) {
        Text run = new Text(words);
        run.getStyleClass().addAll(classes);
        return run;
    }
}
