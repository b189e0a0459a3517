package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.MenuItems;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.comparison.ColumnMetrics;
import org.empathyworkbench.comparison.RowFilter.Bar;
import org.empathyworkbench.dialogue.Mechanism;
import org.kordamp.ikonli.feather.Feather;

/**
 * Column header: name, aggregate metrics over the shown contexts, and actions. Drag it, or Ctrl+Left and Ctrl+Right, to move the column.
 */
final class ColumnHead extends VBox {
    private final CompareViewModel model;
    private final CompareColumn column;
    private final List<ShareBar> bars = new ArrayList<>();
    private final Label empF1 = figure("Mean over the three mechanisms of the support-weighted F1 between "
            + "the references' levels and these responses', x 100. Circular where these identifiers also "
            + "gave the reward. In brackets: the majority baseline.");
    private final Label reward = figure("Mean probability that the identifiers assign to the references' "
            + "three levels; for the reference column, against its own levels.");
    private final Label wins = figure("Share of contexts in which this system's mean reward is greater than "
            + "every other shown system's; the tooltip also gives the ties. Click to see the contexts.");
    private final Label dist = figure("Dist-1 / Dist-2: distinct unigrams and bigrams over all, whitespace tokens, x 100. It falls "
            + "as responses are added, and depends on whether punctuation is separated from words: compare only like with like.");
    private final VBox strip = new VBox(4);
    private double pressedAt;
    private boolean dragging;

    /**
     * @param drawing opens the sampling settings of a column
     * @param drag receives the screen position during a drag, and whether it was released
     */
    ColumnHead(CompareViewModel model, CompareColumn column, Consumer<CompareColumn> drawing, BiConsumer<ColumnHead, MouseEvent> drag) {
        super(5);
        this.model = model;
        this.column = column;
        setId("head-" + column.id());
        getStyleClass().addAll("column-head", "clickable");
        if (column.isReference()) getStyleClass().add("reference-cell");
        setFocusTraversable(true);
        setAccessibleText("Column " + column.title());
        Label name = new Label();
        name.textProperty().bind(column.titleProperty());
        name.getStyleClass().add("card-title");
        name.setMinWidth(30);
        name.setOnMouseEntered(e -> name.setTooltip(Texts.tooltip(told())));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button more = Buttons.icon("more-" + column.id(), "Actions for this column", Feather.MORE_HORIZONTAL, () -> { });
        more.getStyleClass().add("status-button");
        more.setOnAction(e -> menu(drawing).show(more, Side.BOTTOM, 0, 0));
        HBox head = new HBox(6, name, space, more);
        // space is for the name; its tooltip has the kind
        if (column.isReference() && !column.blinded()) head.getChildren().add(1, Texts.chip("corpus", "success"));
        head.setAlignment(Pos.CENTER_LEFT);
        GridPane numbers = new GridPane(6, 2);
        for (int i = 0; i < 2; i++) {
            ColumnConstraints half = new ColumnConstraints();
            half.setPercentWidth(50);
            numbers.getColumnConstraints().add(half);
        }
        numbers.add(empF1, 0, 0);
        numbers.add(reward, 1, 0);
        numbers.add(wins, 0, 1);
        numbers.add(dist, 1, 1);
        wins.setId("wins-" + column.id());
        if (!column.isReference()) wins.setOnMouseClicked(e -> model.rows().filter().look(new Bar(column.key(), null, null)));
        strip.getChildren().add(numbers);
        for (Mechanism mechanism : Mechanism.values()) {
            ShareBar bar = new ShareBar("bar-" + column.id(), mechanism,
                    level -> model.rows().filter().look(new Bar(column.key(), mechanism, level)));
            bars.add(bar);
            strip.getChildren().add(bar);
        }
        getChildren().addAll(head, strip);
        strip.managedProperty().bind(model.figuresShownProperty());
        strip.visibleProperty().bind(model.figuresShownProperty());
        column.figuresProperty().addListener((o, before, now) -> show());
        model.rows().filter().barProperty().addListener((o, before, now) -> show());
        show();
        setOnKeyPressed(this::key);
        setOnMousePressed(e -> pressedAt = e.getScreenX());
        setOnMouseDragged(e -> {
            dragging |= Math.abs(e.getScreenX() - pressedAt) > 12;
            if (dragging) drag.accept(this, e);
        });
        setOnMouseReleased(e -> {
            if (dragging) drag.accept(this, e);
            else requestFocus();
            dragging = false;
        });
    }

    CompareColumn column() { return column; }

    /** Makes this column the one that the other columns' words are compared with. */
    void holdAgainst() { model.baseProperty().set(column); }

    private String told() {
        if (column.blinded()) return "Blinded. Reveal the names to see the system.";
        if (column.isReference()) return "The corpus's own responses: their levels are the targets.";
        String how = column.live() ? "Seed " + column.drawing().seed() + ", " + column.drawing().samples() + (column.drawing().samples()
                == 1 ? " sample" : " samples") + " a context, " + SamplingForm.words(column.drawing().sampling()) + "." : "";
        return (column.name() + " (" + column.source().kind().word() + "). " + how + " " + column.joinedProperty().get()).strip();
    }

    /** Contexts without a response because the request failed; excluded from all metrics. */
    private static String noAnswers(int count) { return String.format(Locale.ROOT, "%,d without a response", count); }

    private void show() {
        ColumnMetrics figures = column.figuresProperty().get();
        Bar bar = model.rows().filter().barProperty().get();
        boolean own = bar != null && bar.column().equals(column.key());
        for (int i = 0; i < bars.size(); i++) {
            Mechanism mechanism = Mechanism.values()[i];
            bars.get(i).show(figures, own && bar.mechanism() == mechanism ? bar.level() : null);
        }
        wins.pseudoClassStateChanged(PseudoClass.getPseudoClass("picked"), own && bar.mechanism() == null);
        empF1.setText("");
        reward.setText("");
        wins.setText("");
        dist.setText("");
        if (figures == null || figures.responses() == 0) {
            int none = figures == null ? 0 : figures.noAnswers();
            empF1.setText(none > 0 ? noAnswers(none) : column.live() ? "not generated yet" : "no response here");
            return;
        }
        dist.setText("Dist " + dist(figures.dist1()) + "/" + dist(figures.dist2())
                + (figures.noAnswers() > 0 ? "  \u00b7  " + noAnswers(figures.noAnswers()) : ""));
        if (!Double.isNaN(figures.reward())) reward.setText(String.format(Locale.ROOT, "Reward %.3f", figures.reward()));
        if (column.isReference()) {
            empF1.setText("the target");
            wins.setText(String.format(Locale.ROOT, "%.1f words", figures.words()));
            return;
        }
        if (!Double.isNaN(figures.empF1())) empF1.setText(String.format(Locale.ROOT, "Emp-F1 %.1f", figures.empF1()));
        if (figures.contested() > 0) {
            wins.setText(String.format(Locale.ROOT, "Wins %.1f %%", 100 * figures.winShare()));
            wins.setTooltip(Texts.tooltip(String.format(Locale.ROOT, "In %,d of %,d contexts its mean reward "
                    + "is greater than every other shown system's; in %,d more it shares the greatest (ties). "
                    + "Click to see the contexts that it wins.", figures.wins(), figures.contested(), figures.ties())));
        }
        empF1.setTooltip(Texts.tooltip(String.format(Locale.ROOT, "Emp-F1 %.2f (%.2f majority baseline): mean "
                + "over the three mechanisms of the support-weighted F1 between the references' levels and those of %,d responses, x "
                + "100. Circular where these identifiers also gave the reward. Mean length %.1f words.", figures.empF1(), figures.floor(),
                figures.judged(), figures.words())));
    }

    private static String dist(double value) { return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value); }

    private ContextMenu menu(Consumer<CompareColumn> drawing) {
        ContextMenu menu = new ContextMenu();
        List<CompareColumn> shown = model.columns().shown();
        MenuItem before = MenuItems.item("move-left", "Move left", () -> model.columns().move(column, -1));
        before.setDisable(shown.indexOf(column) == 0);
        MenuItem after = MenuItems.item("move-right", "Move right", () -> model.columns().move(column, 1));
        after.setDisable(shown.indexOf(column) == shown.size() - 1);
        CheckMenuItem base = new CheckMenuItem("Compare the other columns' words with it");
        base.setId("hold-against");
        base.setSelected(model.baseProperty().get() == column);
        base.setOnAction(e -> model.baseProperty().set(base.isSelected() ? column : null));
        menu.getItems().addAll(before, after, MenuItems.item("hide-column", "Hide", () -> column.hiddenProperty().set(true)),
                new SeparatorMenuItem(), base);
        if (!column.isReference() && !column.blinded()) {
            menu.getItems().add(new SeparatorMenuItem());
            if (column.live())
                menu.getItems().add(MenuItems.item("draw-column", "Seed, samples and sampling", () -> drawing.accept(column)));
            menu.getItems().add(MenuItems.item("remove-column", "Remove", () -> model.remove(column)));
        }
        return menu;
    }

    private void key(KeyEvent e) {
        if (!e.isShortcutDown() || e.getCode() != KeyCode.LEFT && e.getCode() != KeyCode.RIGHT) return;
        e.consume();
        model.columns().move(column, e.getCode() == KeyCode.LEFT ? -1 : 1);
    }

    private static Label figure(String meaning) {
        Label label = new Label();
        label.getStyleClass().add("head-figure");
        label.setMinWidth(0);
        label.setTooltip(Texts.tooltip(meaning));
        return label;
    }
}
