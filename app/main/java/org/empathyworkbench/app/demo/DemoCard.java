package org.empathyworkbench.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.demo.DemoCase;
import org.empathyworkbench.demo.DemoOutcome;
import org.empathyworkbench.demo.DemoRecord;
import org.kordamp.ikonli.feather.Feather;

/** The demo on the start page: start, progress, and results with links to its cases. */
public final class DemoCard extends VBox {
    private static final String OFFER = "Trains a small tokenizer, a generator and three identifiers from scratch on the "
            + "bundled corpus, aligns the generator by PPO, and evaluates before and after: a few minutes on two cores, offline.";

    private final DemoViewModel model;
    private final Navigation navigation;
    private final ObservableValue<Boolean> fresh;
    private final HBox actions = new HBox(8);
    private final VBox body = new VBox(8);
    private final ProgressBar bar = new ProgressBar();
    private final Label how = Texts.muted("");
    private String drawn = "";

    /** @param fresh whether the workspace has no model yet: the demo is then the suggested next step */
    public DemoCard(DemoViewModel model, ObservableValue<Boolean> fresh, Navigation navigation) {
        this.model = model;
        this.fresh = fresh;
        this.navigation = navigation;
        setId("demo-card");
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        how.setId("demo-progress");
        actions.setAlignment(Pos.CENTER_RIGHT);
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        getChildren().add(new Card("Demo", banner, body).action(actions));
        InvalidationListener changed = o -> draw();
        model.recordProperty().addListener(changed);
        model.startingProperty().addListener(changed);
        model.stoppingProperty().addListener(changed);
        fresh.addListener(changed);
        draw();
    }

    /** Rebuilt on a change of state only; while it runs, two nodes are updated. */
    private void draw() {
        DemoRecord record = model.recordProperty().get();
        boolean running = model.running();
        if (running) showProgress(record);
        String now = running ? "running " + model.stoppingProperty().get() : record == null
                ? "never " + fresh.getValue() : record.state() + " " + record.startedAt();
        if (now.equals(drawn)) return;
        drawn = now;
        if (running) {
            Button stop = Buttons.danger("demo-stop", model.stoppingProperty().get() ? "Stopping" : "Stop", Feather.SQUARE, model::stop);
            stop.setDisable(model.stoppingProperty().get());
            actions.getChildren().setAll(Buttons.link("demo-runs", "Show its runs", () -> navigation.go(Section.RUNS)), stop);
            body.getChildren().setAll(bar, how);
        } else if (record != null && record.outcome() != null) {
            actions.getChildren().setAll(Texts.chip("finished", "success"), again());
            body.getChildren().setAll(found(record), cases(record.outcome().cases()));
        } else {
            String name = record == null ? "Run the demo" : "Try again";
            actions.getChildren().setAll(fresh.getValue() ? Buttons.primary("demo-start", name, Feather.PLAY, model::start)
                    : Buttons.plain("demo-start", name, Feather.PLAY, model::start));
            Label words = record == null ? Texts.muted(OFFER) : Texts.body(record.message());
            words.setMinHeight(USE_PREF_SIZE);
            words.setId("demo-words");
            body.getChildren().setAll(words);
        }
    }

    private Button again() {
        Button again = Buttons.plain("demo-again", "Again", Feather.REPEAT, model::start);
        again.setTooltip(Texts.tooltip("Runs the demo again with seed " + model.nextSeed() + ". Existing results are kept."));
        again.getStyleClass().add("small");
        return again;
    }

    private void showProgress(DemoRecord record) {
        if (record == null || !record.running()) {
            bar.setProgress(-1);
            how.setText("Starting its process");
            return;
        }
        bar.setProgress(record.fraction() > 0 ? record.fraction() : -1);
        double left = record.remainingSeconds(Instant.now());
        String what = model.stoppingProperty().get() ? "ends after the step" : record.what();
        how.setText(Character.toUpperCase(what.charAt(0)) + what.substring(1)
                + String.format(Locale.ROOT, "  ·  %.0f %%", 100 * record.fraction())
                + (left < 0 ? "" : "  ·  about " + words(left) + " left"));
    }

    private static String words(double seconds) {
        return seconds < 90 ? Math.max(1, Math.round(seconds)) + " s" : Math.round(seconds / 60) + " min";
    }

    private Node found(DemoRecord record) {
        HBox row = new HBox(14);
        row.setAlignment(Pos.CENTER_LEFT);
        for (String key : List.of("reward", "emp-f1", "ppl", "dist-2"))
            record.outcome().figure(key).ifPresent(change -> row.getChildren().add(figure(change)));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        long seconds = Duration.between(record.startedAt(), record.seenAt()).toSeconds();
        Label took = Texts.muted(seconds < 90 ? seconds + " s" : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60));
        took.getStyleClass().add("text-small");
        took.setMinWidth(USE_PREF_SIZE);
        took.setTooltip(Texts.tooltip("Duration of the demo with seed " + record.seed() + "."));
        row.getChildren().addAll(space, took);
        return row;
    }

    private static Node figure(DemoOutcome.Change change) {
        Label name = Texts.muted(change.label());
        name.getStyleClass().add("text-small");
        Label value = new Label(change.beforeText() + " → " + change.afterText());
        value.getStyleClass().add("demo-figure");
        value.setId("demo-figure-" + change.key());
        VBox box = new VBox(0, name, value);
        box.getChildren().forEach(node -> ((Label) node).setMinWidth(USE_PREF_SIZE));
        Tooltip.install(box, Texts.tooltip(change.meaning() + "\nBefore and after alignment, on contexts of the test split."));
        return box;
    }

    private Node cases(List<DemoCase> cases) {
        Label name = Texts.muted("Cases");
        name.getStyleClass().add("text-small");
        name.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(6, name);
        row.setAlignment(Pos.CENTER_LEFT);
        for (int i = 0; i < cases.size(); i++) {
            DemoCase one = cases.get(i);
            String subject = DemoViewModel.subject(i);
            Button compare = Buttons.plain("demo-case-" + i, one.emotion(), null, () -> navigation.go(Section.COMPARE, subject));
            compare.setMinWidth(60);
            compare.setMaxWidth(Double.MAX_VALUE);
            compare.setTooltip(Texts.tooltip(String.join("\n", one.context())
                    + String.format(Locale.ROOT, "%n%nBefore: %s (reward %.3f)%nAfter: %s (reward %.3f)%n%nOpens this case in Compare.",
                            one.before(), one.beforeProfile().reward(one.targets()),
                            one.after(), one.afterProfile().reward(one.targets()))));
            Button inspect = Buttons.icon("demo-inspect-" + i, "The aligned response to \"" + one.emotion() + "\" in the Inspector",
                    Feather.SEARCH, () -> navigation.go(Section.INSPECTOR, subject));
            HBox pair = new HBox(0, compare, inspect);
            HBox.setHgrow(compare, Priority.ALWAYS);
            HBox.setHgrow(pair, Priority.ALWAYS);
            pair.setAlignment(Pos.CENTER_LEFT);
            row.getChildren().add(pair);
        }
        return row;
    }
}
