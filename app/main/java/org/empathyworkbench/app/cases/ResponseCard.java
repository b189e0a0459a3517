package org.empathyworkbench.app.cases;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseWords;
import org.empathyworkbench.casestudy.Ratings;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.kordamp.ikonli.feather.Feather;

/** A response of the open case: markable text, levels, origin, rating and note. */
final class ResponseCard extends VBox {
    private final CasesViewModel model;
    private final Label name = new Label();
    private final Label kind = Texts.chip("", "neutral");
    private final Label reward = new Label();
    private final MarkableText text;
    private final FlowPane levels = new FlowPane(6, 4);
    private final Label origin = Texts.muted("");
    private final Map<Ratings.Aspect, RatingRow> ratings = new EnumMap<>(Ratings.Aspect.class);
    private final NoteField note;
    private CaseResponse response;

    ResponseCard(CasesViewModel model, Overlay overlay, CaseResponse first) {
        this.model = model;
        this.response = first;
        getStyleClass().add("card");
        setId("case-response-" + first.id());
        setSpacing(8);
        name.getStyleClass().add("card-title");
        kind.setMinWidth(USE_PREF_SIZE);
        reward.getStyleClass().add("sample-reward");
        reward.setMinWidth(USE_PREF_SIZE);
        reward.setTooltip(Texts.tooltip("R_emp: the probability that all three identifiers assign the reference's levels to "
                + "this response."));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, name, kind, space, reward,
                Buttons.icon("response-call-" + first.id(), "Rename the system", Feather.EDIT_2, () -> call(overlay)),
                Buttons.icon("response-up-" + first.id(), "Move up", Feather.ARROW_UP, () -> model.moveResponse(response, -1)),
                Buttons.icon("response-down-" + first.id(), "Move down", Feather.ARROW_DOWN, () -> model.moveResponse(response, 1)),
                Buttons.icon("response-remove-" + first.id(), "Remove this response from the case", Feather.TRASH_2,
                        () -> overlay.ask("Remove the response?", "The response of \"" + response.system() + "\" with its ratings, note "
                                + "and marks is deleted. The other responses are kept.", "Delete", () -> model.removeResponse(response))));
        head.setAlignment(Pos.CENTER_LEFT);
        text = new MarkableText(marks -> model.mark(response, marks));
        text.getStyleClass().add("case-text");
        text.setId("response-text-" + first.id());
        origin.getStyleClass().add("text-small");
        FlowPane rated = new FlowPane(18, 6);
        for (Ratings.Aspect aspect : Ratings.Aspect.values()) {
            RatingRow row = new RatingRow("rate-" + first.id() + "-" + aspect.key(), aspect, value -> model.rate(response, aspect, value));
            ratings.put(aspect, row);
            rated.getChildren().add(row);
        }
        note = new NoteField("response-note-" + first.id(),
                "Note on this response", 1, words -> model.note(response, words));
        getChildren().addAll(head, text, levels, rated, note, origin);
        show(first);
    }

    /** Updates the card to a changed response. */
    void show(CaseResponse now) {
        boolean first = levels.getChildren().isEmpty();
        boolean reads = first || now.reading() != response.reading();
        response = now;
        name.setText(CaseWords.system(now));
        kind.setText(now.from().kind().word());
        reward.setText(now.reward() == null ? "" : String.format(Locale.ROOT, "reward %.3f", now.reward()));
        text.show(now.text(), now.marks());
        if (reads) {
            levels.getChildren().clear();
            if (now.reading() != null) {
                for (Mechanism mechanism : Mechanism.values()) {
                    LevelChip chip = new LevelChip(mechanism, now.reading().profile().level(mechanism));
                    chip.explain(probabilities(mechanism, now.reading().profile(), now.reading().identifiers()));
                    levels.getChildren().add(chip);
                }
            } else {
                levels.getChildren().add(small("This response has not been scored."));
            }
        }
        ratings.forEach((aspect, row) -> row.show(now.ratings().of(aspect)));
        note.show(now.note());
        origin.setText(CaseWords.origin(now));
        origin.setTooltip(Texts.tooltip(whole(now)));
    }

    void commit() { note.commit(); }

    private void call(Overlay overlay) {
        TextField field = new TextField(response.system());
        field.setId("response-system");
        Runnable done = () -> {
            model.call(response, field.getText());
            overlay.close();
        };
        field.setOnAction(e -> done.run());
        Button ok = Buttons.primary("response-system-ok", "Rename", Feather.CHECK, done);
        HBox buttons = new HBox(8, Buttons.plain("response-system-cancel", "Cancel", null, overlay::close), ok);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        overlay.show("Displayed name of the system", new VBox(14, field, buttons), 420, () -> { });
        field.selectAll();
    }

    static String probabilities(Mechanism mechanism, EmpathyProfile profile, String by) {
        return String.format(Locale.ROOT, "%s by %s: none %.1f %%, weak %.1f %%, strong %.1f %%. %s",
                mechanism.title(), by, 100 * profile.probability(mechanism, Level.NONE),
                100 * profile.probability(mechanism, Level.WEAK), 100 * profile.probability(mechanism, Level.STRONG), mechanism.meaning());
    }

    /** The response's provenance, one fact per line. */
    private static String whole(CaseResponse now) {
        StringBuilder words = new StringBuilder(CaseWords.origin(now));
        if (!now.from().weights().isEmpty()) words.append("\nSHA-256 of the weights: ").append(now.from().weights());
        now.from().settings().forEach((setting, value) -> words.append('\n').append(setting).append(" = ").append(value));
        if (now.reading() != null && !now.reading().weights().isEmpty())
            words.append("\nSHA-256 of the identifiers: ").append(now.reading().weights().replace("-", "\n"));
        return words.toString();
    }

    private static Label small(String words) {
        Label label = Texts.muted(words);
        label.getStyleClass().add("text-small");
        return label;
    }
}
