package org.empathyworkbench.app.talk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.SettingsForm;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.SamplingSettings;

/** Sheet with each model's sampling settings and next seed. */
final class DrawingSheet extends ScrollPane {
    DrawingSheet(TalkViewModel model) {
        setId("drawing-sheet");
        VBox parts = new VBox(22);
        parts.getStyleClass().add("scroll-body");
        for (int side = 0; side < model.talk().participants().size(); side++) parts.getChildren().add(part(model, side));
        setContent(parts);
        setFitToWidth(true);
        getStyleClass().add("page-scroll");
    }

    private static VBox part(TalkViewModel model, int side) {
        Participant participant = model.talk().participants().get(side);
        Label name = Texts.heading(participant.name());
        boolean own = participant.kind() == Participant.Kind.GENERATOR;
        Record defaults;
        try {
            defaults = own ? SamplingSettings.paper() : model.endpoints().get(participant.name()).settings();
        } catch (UserInputException gone) {
            return new VBox(8, name, Texts.muted(gone.getMessage()));
        }
        TextField seed = new TextField(String.valueOf(participant.seed()));
        seed.setId("talk-seed-" + side);
        seed.getStyleClass().add("number-field");
        seed.setMaxWidth(260);
        Label label = Texts.fieldLabel("Seed of the next response");
        SettingsForm form = new SettingsForm(defaults, Set.of());
        form.fill(participant.settings());
        Runnable take = () -> {
            if (!form.validProperty().get() || !seed.getText().strip().matches("\\d{1,17}")) return;
            Map<String, String> changes = form.changes().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                    entry -> String.valueOf(entry.getValue()), (a, b) -> b, LinkedHashMap::new));
            model.draw(side, changes, Long.parseLong(seed.getText().strip()));
        };
        seed.textProperty().addListener((o, before, now) -> take.run());
        form.changesProperty().addListener((o, before, now) -> take.run());
        Label note = Texts.muted(own ? "Each further response uses the next seed. Equal seeds give equal responses."
                : "The seed is sent with the request; most services do not guarantee reproducibility. The prompt is in the "
                        + "endpoint's settings.");
        note.getStyleClass().add("text-small");
        return new VBox(10, name, new VBox(4, label, seed, note), form);
    }
}
