package org.empathyworkbench.app.sweep;

import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.kordamp.ikonli.feather.Feather;

/** Bar above the metrics of the models: evaluation settings and start button, or progress with Cancel; below, the last outcome. */
final class EvaluationBar extends VBox {
    private static final Duration LOOK = Duration.ofMillis(700);
    private final EvaluationViewModel model;
    private final HBox form;
    private final HBox progress;
    private final ProgressBar bar = new ProgressBar();
    private final Label words = Texts.muted("");
    private final Button cancel;
    private final RepeatingTimer looking;

    EvaluationBar(EvaluationViewModel model) {
        this.model = model;
        setSpacing(6);
        managedProperty().bind(visibleProperty());
        ComboBox<String> identifiers = new ComboBox<>(model.sets());
        identifiers.setId("evaluation-identifiers");
        identifiers.setPrefWidth(170);
        identifiers.setPromptText("none");
        identifiers.valueProperty().bindBidirectional(model.identifiersProperty());
        identifiers.setTooltip(Texts.tooltip("Used for the metrics Emp-F1 and reward. If "
                + "they gave the reward in training, these metrics are not independent."));
        TextField contexts = new TextField();
        contexts.setId("evaluation-contexts");
        contexts.setPrefColumnCount(5);
        contexts.textProperty().bindBidirectional(model.contextsProperty());
        contexts.setTooltip(Texts.tooltip("Number of contexts of the test split, the same for "
                + "all models; 0 for all. Perplexity and Dist depend on the number."));
        Button evaluate = Buttons.plain("evaluate-models", "Evaluate on the test split", Feather.CHECK_SQUARE, model::start);
        evaluate.setTooltip(
                Texts.tooltip("The model of every finished run responds to the same contexts. Earlier evaluations are reused."));
        Label missing = Texts.muted("");
        missing.setId("evaluation-missing");
        missing.textProperty().bind(model.missingProperty());
        evaluate.disableProperty().bind(model.missingProperty().isNotEmpty());
        form = new HBox(8, Texts.muted("Identifiers"), identifiers, Texts.muted("Contexts"), contexts, evaluate, missing);
        form.setAlignment(Pos.CENTER_LEFT);
        for (Node node : form.getChildren()) if (node instanceof Region region && node != missing) region.setMinWidth(Region.USE_PREF_SIZE);
        bar.getStyleClass().add("thin");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Progress of the evaluation");
        HBox.setHgrow(bar, Priority.ALWAYS);
        words.setId("evaluation-words");
        cancel = Buttons.plain("stop-evaluation", "Cancel", Feather.X, model::stop);
        cancel.setTooltip(Texts.tooltip("Finished evaluations are kept."));
        progress = new HBox(10, bar, cancel);
        progress.setAlignment(Pos.CENTER_LEFT);
        ErrorBanner banner = new ErrorBanner();
        model.problemProperty().subscribe(banner.problemProperty()::set);
        getChildren().addAll(form, progress, words, banner);
        for (Region part : new Region[] {form, progress, words}) part.managedProperty().bind(part.visibleProperty());
        looking = new RepeatingTimer(LOOK, model::look);
        model.stateProperty().subscribe(this::refresh);
        model.startingProperty().subscribe(this::refresh);
        sceneProperty().subscribe(this::refresh);
    }

    private void refresh() {
        boolean running = model.running();
        form.setVisible(!running);
        progress.setVisible(running);
        words.setText(model.words());
        words.setVisible(!model.words().isEmpty());
        bar.setProgress(model.stateProperty().get() == null || !model.stateProperty().get().running()
                ? -1 : model.stateProperty().get().fraction());
        cancel.setDisable(model.startingProperty().get()
                || model.stateProperty().get() != null && model.stateProperty().get().stopRequested());
        if (running && getScene() != null) looking.start();
        else looking.stop();
    }
}
