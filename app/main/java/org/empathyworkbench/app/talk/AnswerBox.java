package org.empathyworkbench.app.talk;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.conversation.Answer;
import org.empathyworkbench.conversation.Step;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.kordamp.ikonli.feather.Feather;

/** One model's response in a step: text, levels and actions. */
final class AnswerBox extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private static final String SHOW_REASONING = "Show its reasoning";
    private static final int MOST_SHOWN = 1_500;
    private static final int MOST_ROWS = 8;
    private static final int CHARACTERS_A_ROW = 70;

    /** @param edit called when the user wants to replace it with their own response */
    AnswerBox(TalkViewModel model, Step step, int side, boolean two, Consumer<Answer> edit) {
        String id = step.id() + "-" + side;
        getStyleClass().add("talk-answer");
        setSpacing(5);
        setMinWidth(0);
        setAlignment(two ? Pos.TOP_LEFT : Pos.TOP_RIGHT);
        setFillWidth(two);
        Answer answer = step.answer(side);
        boolean awaited = model.awaitedProperty().get().contains(new TalkViewModel.Slot(step.id(), side));
        String who = answer != null && answer.byHand() ? "written by hand" : answer != null
                ? answer.system() : model.talk().participants().get(side).name();
        Label name = new Label(who);
        name.getStyleClass().add("bubble-role");
        getChildren().add(name);
        if (awaited || answer == null) {
            getChildren().add(awaited ? waiting(who) : missing(model, step, side, who));
            if (awaited) return;
        }
        if (answer == null) return;
        Label text = Texts.body(answer.text());
        text.setId("answer-" + id);
        text.getStyleClass().add("talk-text");
        VBox bubble = new VBox(text);
        bubble.getStyleClass().addAll("bubble", "bubble-listener");
        if (two) bubble.setMaxWidth(Double.MAX_VALUE);
        else bubble.setMaxWidth(USE_PREF_SIZE);
        getChildren().add(bubble);
        List<Node> beside = beside(answer, id);
        getChildren().addAll(beside);
        if (answer.profile() != null) getChildren().add(levels(answer, two));
        getChildren().add(tools(model, step, side, answer, id, two, edit));
        if (!two) text.setMaxWidth(680);
    }

    /** Additional data of an outside model's response: request adaptations, stripped text, and on demand its reasoning. */
    private static List<Node> beside(Answer answer, String id) {
        List<Node> nodes = new ArrayList<>();
        if (answer.facts().containsKey(ParticipantClient.ADAPTED))
            nodes.add(note("adapted-" + id, "Request adapted: " + answer.facts().get(ParticipantClient.ADAPTED)));
        if (answer.facts().containsKey(ParticipantClient.TAKEN_OFF)) {
            Label off = note("taken-off-" + id, "Stripped from the response: " + answer.facts().get(ParticipantClient.TAKEN_OFF));
            off.setTooltip(Texts.tooltip("Raw text:\n"
                    + shorter(answer.facts().getOrDefault(ParticipantClient.AS_IT_CAME, answer.text()))));
            nodes.add(off);
        }
        String reasoning = answer.facts().get(ParticipantClient.REASONING);
        if (reasoning == null) return nodes;
        TextArea words = new TextArea(reasoning);
        words.setId("reasoning-" + id);
        words.setEditable(false);
        words.setWrapText(true);
        words.setPrefRowCount((int) Math.min(MOST_ROWS, reasoning.lines().mapToLong(line -> 1 + line.length() / CHARACTERS_A_ROW).sum()));
        words.setMaxWidth(680);
        words.setAccessibleText("The model's reasoning");
        words.setVisible(false);
        words.managedProperty().bind(words.visibleProperty());
        Button show = Buttons.link("show-reasoning-" + id, SHOW_REASONING, null);
        show.setOnAction(e -> {
            words.setVisible(!words.isVisible());
            show.setText(words.isVisible() ? "Hide its reasoning" : SHOW_REASONING);
        });
        show.setTooltip(
                Texts.tooltip("The model's reasoning before its response. It is not part of the response or of any metric."));
        nodes.add(show);
        nodes.add(words);
        return nodes;
    }

    private static Label note(String id, String text) {
        Label note = Texts.muted(text);
        note.setId(id);
        note.getStyleClass().add("text-small");
        note.setMaxWidth(680);
        return note;
    }

    private static String shorter(String text) { return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "\u2026" : text; }

    private static Node waiting(String who) {
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(18, 18);
        busy.setMinSize(18, 18);
        HBox row = new HBox(8, busy, Texts.muted(who + " is responding"));
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMaxWidth(Region.USE_PREF_SIZE);
        row.setPadding(new Insets(7, 4, 7, 4));
        return row;
    }

    private static Node missing(TalkViewModel model, Step step, int side, String who) {
        Button ask = Buttons.plain("ask-" + step.id() + "-" + side, "Generate with " + who,
                Feather.MESSAGE_CIRCLE, () -> model.regenerate(step.id(), side));
        ask.getStyleClass().add("small");
        return ask;
    }

    private static Node levels(Answer answer, boolean narrow) {
        EmpathyProfile profile = answer.profile();
        FlowPane row = new FlowPane(4, 4);
        row.setAlignment(narrow ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
        for (Mechanism mechanism : Mechanism.values()) {
            LevelChip chip = new LevelChip(mechanism, profile.level(mechanism), false);
            chip.explain(String.format(Locale.ROOT, "%s, by %s: none %.1f %%, weak %.1f %%, strong %.1f %%. %s",
                    mechanism.title(), answer.identifiers(),
                    100 * profile.probability(mechanism, Level.NONE), 100 * profile.probability(mechanism, Level.WEAK),
                    100 * profile.probability(mechanism, Level.STRONG), mechanism.meaning()));
            row.getChildren().add(chip);
        }
        return row;
    }

    private static Node tools(TalkViewModel model, Step step, int side, Answer answer, String id, boolean left, Consumer<Answer> edit) {
        HBox tools = new HBox(2);
        tools.getStyleClass().add("talk-tools");
        tools.setAlignment(left ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
        int all = step.answers().get(side).size();
        if (all > 1) {
            int now = step.chosen().get(side);
            Button before = Buttons.icon("answer-before-" + id, "Previous response (Alt+Left)",
                    Feather.CHEVRON_LEFT, () -> model.turn(step.id(), side, -1));
            before.setDisable(now == 0);
            Button after = Buttons.icon("answer-after-" + id, "Next response (Alt+Right)",
                    Feather.CHEVRON_RIGHT, () -> model.turn(step.id(), side, 1));
            after.setDisable(now == all - 1);
            Label where = Texts.muted(now + 1 + " of " + all);
            where.setId("answer-number-" + id);
            where.getStyleClass().add("text-small");
            where.setMinWidth(Region.USE_PREF_SIZE);
            tools.getChildren().addAll(before, where, after);
        }
        Button again = Buttons.icon("again-" + id, "Regenerate with the next seed (Ctrl+R for the latest responses); this one is kept",
                Feather.REFRESH_CW, () -> model.regenerate(step.id(), side));
        Button own = Buttons.icon("own-" + id, "Replace it with your own response; this one is kept",
                Feather.EDIT_2, () -> edit.accept(answer));
        Button copy = Buttons.icon("copy-" + id, "Copy the response", Feather.COPY,
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, answer.text())));
        Label how = Texts.muted(answer.byHand() ? "" : answer.facts().containsKey("tokens")
                ? answer.facts().get("tokens") : "seed " + answer.facts().getOrDefault("seed", "?"));
        how.getStyleClass().add("text-small");
        how.setMinWidth(Region.USE_PREF_SIZE);
        how.setWrapText(false);
        how.setTooltip(Texts.tooltip(how(answer)));
        HBox.setHgrow(how, Priority.NEVER);
        tools.getChildren().addAll(again, own, copy, how);
        return tools;
    }

    private static String how(Answer answer) {
        StringBuilder words = new StringBuilder("Answered " + TIME.format(answer.at()));
        Map<String, String> facts = new TreeMap<>(answer.facts());
        facts.keySet().removeAll(Set.of(ParticipantClient.REASONING, ParticipantClient.AS_IT_CAME));
        facts.forEach((name, value) -> words.append("\n").append(name).append(": ").append(value));
        return words.toString();
    }
}
