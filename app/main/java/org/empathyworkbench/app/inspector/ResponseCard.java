package org.empathyworkbench.app.inspector;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.HeatText;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.app.inspector.EvidenceViewModel.Found;
import org.empathyworkbench.text.TextSpan;
import org.kordamp.ikonli.feather.Feather;

/** The response: to be typed, written by a generator, and with the evidence drawn under its words. */
final class ResponseCard extends Card {
    private final InspectorViewModel model;
    private final HeatText heat = new HeatText();
    private final Label legend = Texts.muted("");
    private List<TextSpan> words = List.of();

    /** @param sampling opens how a response is drawn */
    ResponseCard(InspectorViewModel model, Runnable sampling) {
        super("Response");
        this.model = model;
        TextArea area = new TextArea();
        area.setId("inspector-response");
        area.setWrapText(true);
        area.setPrefRowCount(3);
        area.setMinHeight(64);
        area.setPromptText("What does the listener say?");
        area.setAccessibleText("Response");
        area.textProperty().bindBidirectional(model.responseProperty());
        heat.setId("evidence-text");
        heat.getStyleClass().add("heat-large");
        heat.setOnWord(this::choose);
        ScrollPane scroll = new ScrollPane(heat);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        scroll.setMinHeight(70);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        legend.getStyleClass().add("text-small");
        legend.setId("evidence-legend");
        getChildren().addAll(area, writer(sampling), scroll, legend);
        model.evidence().foundProperty().subscribe(found -> show());
        model.evidence().shownProperty().subscribe(shown -> show());
        model.answeredProperty().subscribe(answer -> show());
        model.whatIf().partProperty().subscribe(part -> frame(part));
    }

    private Node writer(Runnable openSampling) {
        ComboBox<String> generator = new ComboBox<>(model.generators());
        generator.setId("inspector-generator");
        generator.valueProperty().bindBidirectional(model.generatorProperty());
        generator.setMaxWidth(Double.MAX_VALUE);
        generator.setMinWidth(90);
        generator.setPrefWidth(130);
        generator.setAccessibleText("Generator");
        HBox.setHgrow(generator, Priority.ALWAYS);
        Button write = Buttons.plain("write-response", "Write a response", Feather.EDIT_3, model::write);
        write.disableProperty().bind(model.writingProperty().or(model.contextProperty().isEmpty()));
        Button another = Buttons.icon("write-another", "Write another, with the next seed", Feather.REFRESH_CW, model::writeAnother);
        another.disableProperty().bind(write.disableProperty());
        Button sampling = Buttons.icon("inspector-sampling", "How it is drawn", Feather.SLIDERS, openSampling);
        sampling.tooltipProperty().bind(Bindings.createObjectBinding(() -> Texts.tooltip("How it is drawn: seed " + model.seedProperty().get() + ", "
                + SamplingForm.words(model.samplingProperty().get())), model.seedProperty(), model.samplingProperty()));
        HBox row = new HBox(6, generator, write, another, sampling);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(Region.USE_PREF_SIZE);
        row.visibleProperty().bind(Bindings.isNotEmpty(model.generators()));
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private void show() {
        Answer answer = model.answeredProperty().get();
        Found found = model.evidence().foundProperty().get();
        boolean present = answer != null && found != null && found.answer().response().equals(answer.response());
        boolean lanes = present && found.method().overResponse();
        words = answer == null ? List.of() : TextSpan.words(answer.response());
        heat.show(answer == null ? List.of() : lanes ? EvidenceWords.of(found.evidence(), -1, model.evidence().shownProperty().get()) : EvidenceWords.plain(answer.response()));
        frame(model.whatIf().partProperty().get());
        legend.setText(answer == null ? "What carries the levels is drawn under the words here." : !present ? "Looking for the words that carry the levels …"
                : !lanes ? "Attention to the context stands under the conversation." : "Higher and fuller: stronger. "
                + (model.evidence().shownProperty().get() == null ? "From above: emotional reaction, interpretation, exploration." : model.evidence().shownProperty().get().title() + " alone."));
    }

    /** A word first, its sentence when it is clicked again, nothing the third time. */
    private void choose(int word) {
        if (word >= words.size()) return;
        TextSpan span = words.get(word);
        TextSpan before = model.whatIf().partProperty().get();
        TextSpan sentence = TextSpan.sentences(model.answeredProperty().get().response()).stream().filter(one -> one.shared(span) > 0).findFirst().orElse(span);
        model.whatIf().partProperty().set(span.equals(before) && !sentence.equals(span) ? sentence : span.equals(before) || sentence.equals(before) ? null : span);
        model.pieces().goTo(span.from());
    }

    private void frame(TextSpan part) {
        int from = 0;
        int to = 0;
        for (int w = 0; part != null && w < words.size(); w++) {
            if (words.get(w).shared(part) == 0) continue;
            if (to == 0) from = w;
            to = w + 1;
        }
        heat.choose(from, to);
    }
}
