package org.empathyworkbench.app.inspector;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.inspector.PiecesViewModel.Read;
import org.empathyworkbench.generation.TeacherForcedScores;
import org.empathyworkbench.generation.TokenCandidate;
import org.empathyworkbench.generation.TokenPosition;
import org.kordamp.ikonli.feather.Feather;

/**
 * The most probable tokens at one position of the response, of the aligned generator and its initial model. A click or Enter inserts one.
 */
final class NextWordsPane extends VBox {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass ACTUAL = PseudoClass.getPseudoClass("actual");
    private final PiecesViewModel model;
    private final FlowPane places = new FlowPane(3, 4);
    private final ScrollPane scroll = new ScrollPane(places);
    private final Label where = Texts.muted("");
    private final Label note = Texts.muted("");
    private final ListView<TokenCandidate> policy = list("next-policy");
    private final ListView<TokenCandidate> reference = list("next-reference");
    private final Label policyName = Texts.heading("");
    private final Label referenceName = Texts.heading("");
    private final VBox second = new VBox(4, referenceName, reference);
    private final Label none = Texts.muted("");
    /** The maximum probability in both lists, full scale of the bars. */
    private double greatest = 1;

    NextWordsPane(PiecesViewModel model) {
        this.model = model;
        setSpacing(8);
        setId("next-words-pane");
        places.setId("places");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        scroll.minHeightProperty()
                .bind(Bindings.createDoubleBinding(() -> Math.max(28, Math.min(84, places.getHeight() + 2)), places.heightProperty()));
        scroll.maxHeightProperty().bind(scroll.minHeightProperty());
        Button before = Buttons.icon("place-before", "Previous position", Feather.CHEVRON_LEFT, () -> model.move(-1));
        before.disableProperty().bind(model.placeProperty().lessThanOrEqualTo(0).or(model.readProperty().isNull()));
        Button after = Buttons.icon("place-after", "Next position", Feather.CHEVRON_RIGHT, () -> model.move(1));
        after.disableProperty().bind(Bindings.createBooleanBinding(() -> model.readProperty().get() == null || model.placeProperty().get()
                + 1 >= model.readProperty().get().policy().places().size(), model.placeProperty(), model.readProperty()));
        where.setId("place-words");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox.setHgrow(where, Priority.ALWAYS);
        HBox head = new HBox(4, where, space, before, after);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox first = new VBox(4, policyName, policy);
        for (VBox column : List.of(first, second)) {
            HBox.setHgrow(column, Priority.ALWAYS);
            column.setPrefWidth(200);
            column.setMinWidth(0);
        }
        second.managedProperty().bind(second.visibleProperty());
        VBox.setVgrow(policy, Priority.ALWAYS);
        VBox.setVgrow(reference, Priority.ALWAYS);
        HBox lists = new HBox(14, first, second);
        VBox.setVgrow(lists, Priority.ALWAYS);
        note.getStyleClass().add("text-small");
        VBox content = new VBox(8, head, scroll, lists, note);
        VBox.setVgrow(content, Priority.ALWAYS);
        content.visibleProperty().bind(model.readProperty().isNotNull());
        none.visibleProperty().bind(model.readProperty().isNull());
        none.setId("next-none");
        StackPane stack = new StackPane(content, none);
        StackPane.setAlignment(none, Pos.TOP_LEFT);
        VBox.setVgrow(stack, Priority.ALWAYS);
        getChildren().add(stack);
        model.readProperty().subscribe(read -> show());
        model.placeProperty().subscribe(place -> showPlace());
        model.readingProperty().subscribe(reading -> none.setText(reading ? "Computing …"
                : "Choose a generator under the response and enter "
                + "a context to see the ten most probable tokens at every position of the response. Click one to insert it."));
        problem();
    }

    private void problem() { model.problemProperty().subscribe(problem -> { if (problem != null) none.setText(problem.text()); }); }

    private void show() {
        Read read = model.readProperty().get();
        places.getChildren().clear();
        if (read == null) return;
        policyName.setText(read.generator());
        referenceName.setText(read.alignment() == null ? "" : read.alignment().reference());
        second.setVisible(read.reference().isPresent());
        note.setText(read.reference().isPresent() ? "Left: the aligned generator. Right: its initial model. "
                + "Probabilities over the whole vocabulary, before temperature and top-k. A middle dot continues a word."
                : "Probabilities over the whole vocabulary, before temperature and top-k. A middle dot continues a word. "
                + "A PPO-aligned generator is shown beside its initial model.");
        int last = read.policy().places().size() - 2;
        if (last >= 0 && read.policy().places().get(last).to() < read.spoken().response().stripTrailing().length()) {
            note.setText("The response is longer than the " + (last + 1) + " tokens that are scored. " + note.getText());
        }
        for (int i = 0; i < read.policy().places().size(); i++) places.getChildren().add(place(read, i));
        showPlace();
    }

    private Node place(Read read, int number) {
        TokenCandidate actual = read.policy().places().get(number).actual();
        Button piece = Buttons.plain("place-" + number, PieceText.of(actual), null, () -> model.placeProperty().set(number));
        piece.getStyleClass().add("piece");
        piece.setMnemonicParsing(false);
        piece.setTooltip(Texts.tooltip(String.format(Locale.ROOT, "Probability of this token under %s: %.1f %%, rank %d.",
                read.generator(), 100 * actual.probability(), actual.rank())));
        return piece;
    }

    private void showPlace() {
        Read read = model.readProperty().get();
        if (read == null) return;
        int at = Math.min(model.placeProperty().get(), read.policy().places().size() - 1);
        TokenPosition place = read.policy().places().get(at);
        for (int i = 0; i < places.getChildren().size(); i++) places.getChildren().get(i).pseudoClassStateChanged(CHOSEN, i == at);
        double room = places.getHeight() - scroll.getViewportBounds().getHeight();
        if (room > 0 && at < places.getChildren().size())
            scroll.setVvalue(Math.max(0, Math.min(1, (places.getChildren().get(at).getBoundsInParent().getMinY() - 28) / room)));
        where.setText(String.format(Locale.ROOT, "Position %d of %d: \u201c%s\u201d, rank %d",
                at + 1, read.policy().places().size(), PieceText.of(place.actual()), place.actual().rank()));
        greatest = Math.max(place.likeliest().get(0).probability(),
                read.reference().map(other -> other.places().get(at).likeliest().get(0).probability()).orElse(0.0));
        fill(policy, read.policy(), at);
        read.reference().ifPresent(other -> fill(reference, other, at));
    }

    private static void fill(ListView<TokenCandidate> list, TeacherForcedScores reading, int at) {
        TokenPosition place = reading.places().get(at);
        list.setUserData(place.actual().id());
        list.getItems().setAll(place.likeliest());
    }

    private ListView<TokenCandidate> list(String id) {
        ListView<TokenCandidate> list = new ListView<>();
        list.setId(id);
        list.getStyleClass().addAll("plain-list", "evidence-list");
        list.setMinHeight(90);
        list.setCellFactory(view -> new Cell(view));
        list.setOnMouseClicked(e -> {
            if (list.getSelectionModel().getSelectedItem() != null && onACell(e.getTarget()))
                model.put(list.getSelectionModel().getSelectedItem());
        });
        list.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER && list.getSelectionModel().getSelectedItem() != null)
                model.put(list.getSelectionModel().getSelectedItem());
        });
        return list;
    }

    private static boolean onACell(Object target) {
        for (Node at = target instanceof Node node ? node : null; at != null; at = at.getParent())
            if (at instanceof ListCell<?> cell) return !cell.isEmpty();
        return false;
    }

    private final class Cell extends ListCell<TokenCandidate> {
        private final Label piece = new Label();
        private final Label number = new Label();
        private final Region bar = new Region();
        private final StackPane track = new StackPane(bar);
        private final HBox box;
        private final ListView<TokenCandidate> list;

        Cell(ListView<TokenCandidate> list) {
            this.list = list;
            number.getStyleClass().add("evidence-number");
            number.setMinWidth(52);
            number.setAlignment(Pos.CENTER_RIGHT);
            piece.setMinWidth(86);
            piece.setPrefWidth(110);
            bar.getStyleClass().add("piece-bar");
            bar.setMinHeight(8);
            bar.setMaxHeight(8);
            track.setAlignment(Pos.CENTER_LEFT);
            track.setMinWidth(20);
            HBox.setHgrow(track, Priority.ALWAYS);
            box = new HBox(6, piece, track, number);
            box.setAlignment(Pos.CENTER_LEFT);
            box.setPrefWidth(0);
        }

        @Override
        protected void updateItem(TokenCandidate item, boolean empty) {
            super.updateItem(item, empty);
            boolean nothing = empty || item == null;
            setGraphic(nothing ? null : box);
            pseudoClassStateChanged(ACTUAL, !nothing && Integer.valueOf(item.id()).equals(list.getUserData()));
            if (nothing) return;
            piece.setText(PieceText.of(item));
            number.setText(String.format(Locale.ROOT, "%.1f %%", 100 * item.probability()));
            bar.maxWidthProperty().bind(track.widthProperty().multiply(Math.max(0.01, item.probability() / greatest)));
        }
    }
}
