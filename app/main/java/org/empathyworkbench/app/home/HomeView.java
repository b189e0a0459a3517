package org.empathyworkbench.app.home;

import atlantafx.base.theme.Styles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Clickable;
import org.empathyworkbench.app.control.MetricTile;
import org.empathyworkbench.app.control.RunChip;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.demo.DemoCard;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.empathy.ConversationView;
import org.empathyworkbench.app.home.HomeViewModel.Sample;
import org.empathyworkbench.app.home.Step.State;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Builds the start page. */
public final class HomeView implements PageView {
    /** Number of turns shown without and with runs, so that the page fits one screen. */
    private static final int TURNS = 4;
    private static final int TURNS_BESIDE_RUNS = 2;

    /** Polling interval of a running demo. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final HomeViewModel model;
    private final DemoViewModel demo;
    private final Navigation navigation;
    private final ScrollPane root = new ScrollPane();
    private final RepeatingTimer looking;

    public HomeView(HomeViewModel model, DemoViewModel demo, Navigation navigation, String workspaceName) {
        this.model = model;
        this.demo = demo;
        this.navigation = navigation;
        VBox page = new VBox(heading(workspaceName), tiles(), columns());
        page.getStyleClass().add("page");
        root.setContent(page);
        root.setFitToWidth(true);
        root.getStyleClass().add("page-scroll");
        looking = new RepeatingTimer(LOOK, demo::look);
    }

    @Override
    public Node node() { return root; }

    @Override
    public void shown(String subject) {
        demo.look();
        looking.start();
    }

    @Override
    public void hidden() { looking.stop(); }

    @Override
    public void closed() { looking.stop(); }

    private static Node heading(String workspaceName) {
        Label title = Texts.title(workspaceName);
        title.setId("home-title");
        return new VBox(2, title, Texts.subtitle("Train, align and compare models for empathetic response generation."));
    }

    private Node tiles() {
        MetricTile dialogues = tile("Conversations", Feather.MESSAGE_CIRCLE,
                "Dialogues of all datasets in this workspace.", Section.DATASETS);
        MetricTile pairs = tile("Labelled pairs", Feather.TAG,
                "Posts and responses with a level for each mechanism: the training data of the identifiers.", Section.DATASETS);
        MetricTile models = tile("Models", Feather.BOX,
                "Generators produce responses; a set of three identifiers predicts their empathy levels.", Section.MODELS);
        MetricTile runs = tile("Runs", Feather.ACTIVITY,
                "Training runs, each in its own process; they continue when this window is closed.", Section.RUNS);
        model.summaryProperty().subscribe(now -> {
            dialogues.value().setText(number(now.dialogues()));
            dialogues.note().setText("in " + count(now.datasets(), "dataset"));
            pairs.value().setText(number(now.pairs()));
            pairs.note().setText("with three levels each");
            models.value().setText(number(now.generators() + now.identifiers()));
            models.note().setText(count(now.generators(), "generator") + ", " + count(now.identifiers(), "identifier set"));
            runs.value().setText(number(now.runs()));
            runs.note().setText(now.running() == 0 ? "none running" : now.running() + " running");
        });
        HBox row = new HBox(12, dialogues, pairs, models, runs);
        row.getChildren().forEach(tile -> HBox.setHgrow(tile, Priority.ALWAYS));
        return row;
    }

    private MetricTile tile(String name, Feather icon, String definition, Section section) {
        return Clickable.make(new MetricTile(name, icon, definition), name + ": go to " + section.title(), () -> navigation.go(section));
    }

    private Node columns() {
        VBox steps = new VBox();
        model.stepsProperty().subscribe(now -> steps.getChildren().setAll(now.stream().map(step -> row(step, now)).toList()));
        Card loop = new Card("Workflow", steps);
        VBox runs = new VBox(2);
        Card recent = new Card("Latest runs", runs);
        recent.action(Buttons.link("all-runs", "All runs", () -> navigation.go(Section.RUNS)));
        model.recentProperty()
                .subscribe(now -> runs.getChildren().setAll(now.isEmpty() ? List.of(noRuns()) : now.stream().map(this::row).toList()));
        VBox right = new VBox(12, recent, sample());
        VBox.setVgrow(recent, Priority.SOMETIMES);
        GridPane grid = new GridPane(12, 12);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setPercentWidth(54);
        ColumnConstraints narrow = new ColumnConstraints();
        narrow.setPercentWidth(46);
        grid.getColumnConstraints().addAll(wide, narrow);
        ObservableValue<Boolean> fresh = model.summaryProperty().map(now -> now.generators() + now.identifiers() == 0);
        DemoCard card = new DemoCard(demo, fresh, navigation);
        VBox left = new VBox(12);
        // the demo card comes first in a new workspace or when it has news
        Runnable order = () -> left.getChildren().setAll(fresh.getValue() || demo.recordProperty().get() != null || demo.running()
                ? List.of(card, loop) : List.of(loop, card));
        fresh.subscribe(now -> order.run());
        demo.recordProperty().map(record -> true).subscribe(now -> order.run());
        left.setMaxHeight(Region.USE_PREF_SIZE);
        GridPane.setValignment(left, VPos.TOP);
        grid.addRow(0, left, right);
        right.setMaxHeight(Region.USE_PREF_SIZE);
        GridPane.setValignment(right, VPos.TOP);
        return grid;
    }

    private Node sample() {
        ConversationView conversation = new ConversationView();
        conversation.setCompact(true);
        Label emotion = Texts.chip("", "accent");
        Button more = Buttons.link("read-on", "Show all", () -> navigation.go(Section.DATASETS, model.sampleProperty().get().dataset()));
        Card card = new Card("A conversation", conversation, more);
        card.action(emotion, Buttons.icon("another", "Another conversation", Feather.REFRESH_CW, model::another));
        card.setId("home-sample");
        Runnable show = () -> {
            Sample sample = model.sampleProperty().get();
            card.setVisible(sample != null);
            card.setManaged(sample != null);
            if (sample == null) return;
            conversation.show(sample.dialogue().turns().stream()
                    .limit(model.recentProperty().get().isEmpty() ? TURNS : TURNS_BESIDE_RUNS).toList());
            emotion.setText(sample.dialogue().emotion());
            emotion.setVisible(!sample.dialogue().emotion().isEmpty());
        };
        model.sampleProperty().subscribe(now -> show.run());
        model.recentProperty().map(List::isEmpty).subscribe(now -> show.run());
        return card;
    }

    private Node row(Step step, List<Step> all) {
        FontIcon icon = new FontIcon(step.state() == State.DONE ? Feather.CHECK : icon(all.indexOf(step)));
        StackPane disc = new StackPane(icon);
        disc.getStyleClass().add("step-disc");
        Label title = Texts.heading(step.title());
        Label sentence = Texts.muted(step.sentence());
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        VBox text = new VBox(1, title, sentence);
        HBox.setHgrow(text, Priority.ALWAYS);
        String id = "step-" + all.indexOf(step);
        Runnable go = () -> navigation.go(step.section(), step.subject());
        Button button = step.state() == State.NEXT ? Buttons.primary(id, step.action(), null, go)
                : Buttons.plain(id, step.action(), null, go);
        if (step.state() == State.NEXT) button.getStyleClass().add(Styles.BUTTON_OUTLINED);
        button.setPrefWidth(140);
        HBox row = new HBox(12, disc, text, button);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().addAll("step-row", "step-" + step.state().name().toLowerCase(Locale.ROOT));
        if (all.indexOf(step) == all.size() - 1) row.getStyleClass().add("step-last");
        return row;
    }

    private static Feather icon(int step) {
        return List.of(Feather.MESSAGE_CIRCLE, Feather.EDIT_3, Feather.EYE, Feather.TARGET, Feather.COLUMNS).get(step);
    }

    private Node row(RunInfo run) {
        Label name = new Label(run.name());
        name.getStyleClass().add("row-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(8, name, space, RunChip.of(run.state()));
        top.setAlignment(Pos.CENTER_LEFT);
        Label below = Texts.muted(kind(run) + "  ·  " + ago(run.createdAt(), Instant.now()) + (run.totalSteps() > 0
                ? String.format(Locale.ROOT, "  ·  step %,d of %,d", run.step(), run.totalSteps()) : ""));
        VBox row = new VBox(2, top, below);
        if (run.state() == RunState.RUNNING) {
            ProgressBar bar = new ProgressBar(run.totalSteps() > 0 ? run.progress() : -1);
            bar.getStyleClass().add("thin");
            bar.setMaxWidth(Double.MAX_VALUE);
            row.getChildren().add(bar);
        }
        row.getStyleClass().add("clickable-row");
        return Clickable.make(row, "Run " + run.name(), () -> navigation.go(Section.RUNS, run.id()));
    }

    private static Node noRuns() {
        VBox none = new VBox(6, Texts.muted("No run yet. A run trains a model in its own process: "
                + "its progress shows here, it can be stopped, and it continues when this window is closed."));
        none.setId("no-runs");
        return none;
    }

    private static String kind(RunInfo run) {
        return switch (run.kind()) {
            case GENERATOR -> "Generator";
            case IDENTIFIERS -> "Identifiers";
            case PPO -> "PPO";
        };
    }

    static String ago(Instant then, Instant now) {
        long minutes = Math.max(0, Duration.between(then, now).toMinutes());
        if (minutes < 1) return "just now";
        if (minutes < 60) return minutes + " min ago";
        if (minutes < 48 * 60) return minutes / 60 + " h ago";
        return minutes / (24 * 60) + " days ago";
    }

    private static String number(long n) { return String.format(Locale.ROOT, "%,d", n); }

    private static String count(long n, String what) { return number(n) + " " + what + (n == 1 ? "" : "s"); }
}
