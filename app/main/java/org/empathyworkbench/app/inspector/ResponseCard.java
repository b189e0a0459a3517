package org.empathyworkbench.app.inspector;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.HeatText;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.app.inspector.EvidenceViewModel.Found;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.EvidenceUnit;
import org.empathyworkbench.text.TextSpan;
import org.kordamp.ikonli.feather.Feather;

/** The response: typed or generated, with evidence under its words. */
final class ResponseCard extends Card {
    private static final String KEYS = "Left and Right select a word, with Control a sentence, with "
            + "Shift extend the selection; Delete scores the response without it, Enter with a replacement.";
    private final InspectorViewModel model;
    private final Runnable onReplace;
    private final Runnable onTrial;
    private final HeatText heat = new HeatText();
    private final ScrollPane scroll = new ScrollPane(heat);
    private final Label legend = Texts.muted("");
    private WordCursor cursor = WordCursor.NOTHING;

    /**
     * @param sampling  opens the sampling settings
     * @param onTrial   shows the result of an edit
     * @param onReplace opens the input of a replacement
     */
    ResponseCard(InspectorViewModel model, Runnable sampling, Runnable onTrial, Runnable onReplace) {
        super("Response");
        this.model = model;
        this.onTrial = onTrial;
        this.onReplace = onReplace;
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
        heat.setOnWord(word -> move(cursor.click(word)));
        heat.chosenBy(this::key, KEYS);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        scroll.setMinHeight(70);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        legend.getStyleClass().add("text-small");
        legend.setId("evidence-legend");
        getChildren().addAll(area, writer(sampling), scroll, legend);
        model.evidence().foundProperty().subscribe(found -> show());
        model.evidence().shownProperty().subscribe(shown -> show());
        model.evidence().drawnProperty().subscribe(unit -> show());
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
        Button write = Buttons.plain("write-response", "Generate a response", Feather.EDIT_3, model::write);
        write.disableProperty().bind(model.writingProperty().or(model.contextProperty().isEmpty()));
        Button another = Buttons.icon("write-another", "Generate another, with the next seed", Feather.REFRESH_CW, model::writeAnother);
        another.disableProperty().bind(write.disableProperty());
        Button sampling = Buttons.icon("inspector-sampling", "Sampling", Feather.SLIDERS, openSampling);
        sampling.tooltipProperty().bind(Bindings.createObjectBinding(() -> Texts.tooltip("Sampling: seed " + model.seedProperty()
                .get() + ", " + SamplingForm.words(model.samplingProperty().get())), model.seedProperty(), model.samplingProperty()));
        HBox row = new HBox(6, generator, write, another, sampling);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(Region.USE_PREF_SIZE);
        row.visibleProperty().bind(Bindings.isNotEmpty(model.generators()));
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private void show() {
        ScoredResponse answer = model.answeredProperty().get();
        Found found = model.evidence().foundProperty().get();
        boolean present = answer != null && found != null && found.answer().response().equals(answer.response());
        boolean lanes = present && found.method().overResponse();
        if (!cursor.text().equals(answer == null ? "" : answer.response()))
            cursor = answer == null ? WordCursor.NOTHING : WordCursor.of(answer.response());
        heat.show(answer == null ? List.of() : lanes
                ? EvidenceWords.of(found.by(model.evidence().drawnProperty().get()).evidence(), -1, model.evidence().shownProperty().get())
                : EvidenceWords.plain(answer.response()));
        frame(model.whatIf().partProperty().get());
        legend.setText(answer == null ? "The evidence for each level appears under the words here."
                : !present ? "Computing evidence …"
                : !lanes ? "Attention to the context appears under the conversation." : drawn(found));
    }

    /** Legend of the evidence. */
    private String drawn(Found found) {
        Mechanism alone = model.evidence().shownProperty().get();
        long unread = found.evidence().values().iterator().next().words().stream().filter(word -> !word.read()).count();
        return (model.evidence().drawnProperty().get() == EvidenceUnit.SENTENCE
                ? "Means over sentences; taller and darker bars: stronger. " : "Taller and darker bars: stronger. ")
                + (alone == null ? "From the top: emotional reaction, interpretation, exploration." : alone.title() + " alone.")
                + (unread == 0 ? ""
                        : " The last " + (unread == 1 ? "word was" : unread + " words were") + " ignored: beyond the "
                                + "identifiers' maximum length.");
    }

    /** The view model owns the selection; the cursor follows. */
    private void move(WordCursor to) {
        cursor = to;
        model.whatIf().partProperty().set(to.part());
        if (to.chooses()) model.pieces().goTo(to.words().get(to.moved()).from());
        frame(to.part());
    }

    private void key(KeyEvent e) {
        if (cursor.words().isEmpty() || e.isAltDown()) return;
        boolean extend = e.isShiftDown();
        WordCursor to = switch (e.getCode()) {
            case LEFT -> e.isShortcutDown() ? cursor.sentence(-1) : cursor.step(-1, extend);
            case RIGHT -> e.isShortcutDown() ? cursor.sentence(1) : cursor.step(1, extend);
            case UP -> cursor.chooses() ? cursor.goTo(heat.inLine(cursor.moved(), -1), extend) : cursor.step(-1, false);
            case DOWN -> cursor.chooses() ? cursor.goTo(heat.inLine(cursor.moved(), 1), extend) : cursor.step(1, false);
            case HOME -> cursor.goTo(0, extend);
            case END -> cursor.goTo(cursor.words().size() - 1, extend);
            case ESCAPE -> cursor.none();
            default -> null;
        };
        boolean trial = cursor.chooses() && (e.getCode() == KeyCode.DELETE || e.getCode() == KeyCode.BACK_SPACE);
        boolean replace = cursor.chooses() && e.getCode() == KeyCode.ENTER;
        if (to == null && !trial && !replace) return;
        e.consume();
        if (to != null) {
            move(to);
        } else if (trial) {
            model.whatIf().insteadProperty().set("");
            onTrial.run();
            model.whatIf().tryIt();
        } else {
            onReplace.run();
        }
    }

    private void frame(TextSpan part) {
        if (part == null ? cursor.chooses() : !part.equals(cursor.part())) cursor = cursor.choose(part);
        heat.choose(cursor.from(), cursor.to());
        heat.setAccessibleText(said());
        if (!cursor.chooses() || heat.getHeight() <= scroll.getViewportBounds().getHeight()) return;
        Bounds word = heat.place(cursor.moved());
        double room = heat.getHeight() - scroll.getViewportBounds().getHeight();
        double top = scroll.getVvalue() * room;
        if (word.getMinY() < top) scroll.setVvalue(word.getMinY() / room);
        else if (word.getMaxY() > top + scroll.getViewportBounds().getHeight())
            scroll.setVvalue((word.getMaxY() - scroll.getViewportBounds().getHeight()) / room);
    }

    /** Accessible text: the selection and its evidence. */
    private String said() {
        if (cursor.words().isEmpty()) return "Words of the response: none yet.";
        if (!cursor.chooses()) return "The response's " + cursor.words().size() + " words, none selected: " + cursor.text();
        String what = cursor.part().of(cursor.text());
        String where = cursor.to() - cursor.from() == 1 ? "word " + (cursor.from() + 1) + " of " + cursor.words().size()
                : cursor.to() - cursor.from() + " words from word " + (cursor.from() + 1) + " of " + cursor.words().size();
        String meaning = cursor.to() - cursor.from() == 1 ? heat.meaning(cursor.from()) : "";
        return (meaning.isEmpty() ? "\u201c" + what + "\u201d" : meaning.replace("\n", ". ")) + ", " + where + ".";
    }
}
