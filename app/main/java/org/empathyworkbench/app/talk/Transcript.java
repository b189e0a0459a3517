package org.empathyworkbench.app.talk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.conversation.Conversation;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.conversation.Step;
import org.kordamp.ikonli.feather.Feather;

/** The displayed branch: the user's turns above the responses, one model's on the right, two models' side by side. */
final class Transcript extends ScrollPane {
    /** Maximum line width, for readability. */
    private static final double MOST = 1_000;

    /** Callbacks to the page. */
    interface Editing {
        /** The user wants to edit a turn. */
        void words(Step step);

        /** The user wants to write their own response. */
        void answer(Step step, int side, String text);

        /** The focused node was rebuilt. */
        void takeKeyboard();
    }

    /** Everything a step's appearance depends on. */
    private record Looks(Step step, List<String> who, Set<TalkViewModel.Slot> awaited, List<Integer> siblings, boolean last) { }

    private record Drawn(Looks looks, Node node) { }

    private final TalkViewModel model;
    private final Editing editing;
    private final VBox steps = new VBox(18);
    private final VBox middle = new VBox(steps);
    private Map<Integer, Drawn> drawn = Map.of();
    private List<Object> ending = List.of();

    Transcript(TalkViewModel model, Editing editing) {
        this.model = model;
        this.editing = editing;
        setId("transcript");
        setFitToWidth(true);
        getStyleClass().add("page-scroll");
        steps.getStyleClass().add("talk-steps");
        steps.setMaxWidth(MOST);
        middle.setAlignment(Pos.TOP_CENTER);
        middle.getStyleClass().add("scroll-body");
        setContent(middle);
        model.conversationProperty().subscribe(talk -> draw());
        model.awaitedProperty().subscribe(slots -> draw());
    }

    /** @param size 0, 1 or 2: text size */
    void enlarge(int size) {
        for (int i = 0; i < 3; i++) steps.getStyleClass().remove("talk-size-" + i);
        steps.getStyleClass().add("talk-size-" + size);
    }

    /** Updates changed steps; unchanged ones keep position and focus. Scrolls along if at the end. */
    private void draw() {
        Conversation talk = model.talk();
        List<Step> path = talk.path();
        boolean following = getVvalue() > 0.999 || steps.getHeight() <= getViewportBounds().getHeight();
        Map<Integer, Drawn> now = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            Step step = path.get(i);
            Looks looks = looks(talk, step, i == path.size() - 1);
            Drawn before = drawn.get(step.id());
            Drawn one = before != null && before.looks.equals(looks) ? before : new Drawn(looks, step(talk, step, looks.last));
            now.put(step.id(), one);
            nodes.add(one.node);
        }
        drawn = now;
        if (nodes.isEmpty()) nodes.add(hint());
        Node keyboard = getScene() == null ? null : getScene().getFocusOwner();
        boolean within = keyboard != null && isWithin(keyboard);
        for (int i = 0; i < nodes.size(); i++) {
            if (i >= steps.getChildren().size()) steps.getChildren().add(nodes.get(i));
            else if (steps.getChildren().get(i) != nodes.get(i)) steps.getChildren().set(i, nodes.get(i));
        }
        steps.getChildren().remove(nodes.size(), steps.getChildren().size());
        if (within && !isWithin(keyboard)) editing.takeKeyboard();
        Drawn last = drawn.get(talk.at());
        List<Object> end = last == null ? List.of() : List.of(talk.at(), last.looks.step.chosen(), last.looks.awaited);
        if (following || !end.equals(ending)) Platform.runLater(this::toEnd);
        ending = end;
    }

    /** New nodes need CSS and layout before they have a size. */
    private void toEnd() {
        applyCss();
        layout();
        setVvalue(getVmax());
    }

    private Looks looks(Conversation talk, Step step, boolean last) {
        return new Looks(step, talk.participants().stream().map(Participant::name).toList(),
                model.awaitedProperty().get().stream().filter(slot -> slot.step() == step.id()).collect(Collectors.toSet()),
                talk.siblings(step.id()).stream().map(Step::id).toList(), last);
    }

    private boolean isWithin(Node node) {
        for (Node one = node; one != null; one = one.getParent()) if (one == steps) return true;
        return false;
    }

    private Node hint() {
        Label title = Texts.heading("What would you like to say?");
        title.getStyleClass().add("empty-title");
        Label how = Texts.muted("You are the speaker, the model is the listener. Each response is shown with its levels. You "
                + "can regenerate, edit "
                + "or branch at any turn; everything is kept. Choose a second model above to compare two.");
        how.setTextAlignment(TextAlignment.CENTER);
        how.setMaxWidth(460);
        VBox box = new VBox(10, title, how);
        box.setAlignment(Pos.CENTER);
        box.setMinHeight(300);
        return box;
    }

    private Node step(Conversation talk, Step step, boolean last) {
        int sides = talk.participants().size();
        VBox box = new VBox(8, said(talk, step, last));
        box.getStyleClass().add("talk-step");
        if (last) box.getStyleClass().add("talk-last");
        HBox answers = new HBox(14);
        for (int side = 0; side < sides; side++) {
            int at = side;
            AnswerBox answer = new AnswerBox(model, step, side, sides > 1, now -> editing.answer(step, at, now.text()));
            HBox.setHgrow(answer, Priority.ALWAYS);
            answer.setMaxWidth(Double.MAX_VALUE);
            if (sides > 1) answer.setPrefWidth(100);
            answers.getChildren().add(answer);
        }
        box.getChildren().add(answers);
        return box;
    }

    private Node said(Conversation talk, Step step, boolean last) {
        Label who = new Label("You");
        who.getStyleClass().add("bubble-role");
        Label text = Texts.body(step.text());
        text.setId("said-" + step.id());
        text.getStyleClass().add("talk-text");
        text.setMaxWidth(680);
        VBox bubble = new VBox(text);
        bubble.getStyleClass().addAll("bubble", "bubble-speaker");
        bubble.setMaxWidth(Region.USE_PREF_SIZE);
        HBox tools = new HBox(2);
        tools.getStyleClass().add("talk-tools");
        tools.setAlignment(Pos.CENTER_LEFT);
        List<Step> siblings = talk.siblings(step.id());
        if (siblings.size() > 1) {
            int now = siblings.indexOf(step);
            Button before = Buttons.icon("said-before-" + step.id(), "Previous branch",
                    Feather.CHEVRON_LEFT, () -> model.goTo(siblings.get(now - 1).id()));
            Button after = Buttons.icon("said-after-" + step.id(), "Next branch",
                    Feather.CHEVRON_RIGHT, () -> model.goTo(siblings.get(now + 1).id()));
            before.setDisable(now == 0);
            after.setDisable(now == siblings.size() - 1);
            Label where = Texts.muted("branch " + (now + 1) + " of " + siblings.size());
            where.setId("branch-number-" + step.id());
            where.getStyleClass().add("text-small");
            where.setMinWidth(Region.USE_PREF_SIZE);
            tools.getChildren().addAll(before, where, after);
        }
        tools.getChildren().add(Buttons.icon("edit-said-" + step.id(), "Edit this turn; the old wording is kept as another branch"
                + (last ? " (Ctrl+E)" : ""), Feather.EDIT_2, () -> editing.words(step)));
        if (!last)
            tools.getChildren()
                    .add(Buttons.icon("branch-" + step.id(), "Branch from here; the following turns are kept as another branch",
                            Feather.GIT_BRANCH, () -> model.branchFrom(step.id())));
        HBox line = new HBox(6, bubble, tools);
        line.setAlignment(Pos.CENTER_LEFT);
        return new VBox(3, who, line);
    }
}
