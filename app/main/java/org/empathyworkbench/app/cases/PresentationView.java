package org.empathyworkbench.app.cases;

import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.kordamp.ikonli.feather.Feather;

/**
 * Full-window presentation: one case per page in the largest font that fits. Right, Space, Page Down or a click: next response, then next
 * case; Left and Page Up: back; Down and Up: next and previous case; N names, L levels, M marks, X shuffled order, A all responses, F11
 * full screen, Escape ends.
 */
final class PresentationView extends BorderPane {
    /** A smaller viewport has not been laid out yet. */
    private static final double SHOWN = 50;

    private final PresentationViewModel model;
    private final Runnable onEnd;
    private final Label place = new Label();
    private final Label title = new Label();
    private final ScrollPane scroll = new ScrollPane();
    private KeyCombination exitKey;
    private final Pane measuring = new Pane();

    /** @param onEnd removes this node */
    PresentationView(PresentationViewModel model, Runnable onEnd) {
        this.model = model;
        this.onEnd = onEnd;
        getStyleClass().add("presentation");
        setId("presentation");
        setFocusTraversable(true);
        place.setId("presented-place");
        place.getStyleClass().add("presented-place");
        title.getStyleClass().add("presented-title");
        Button end = Buttons.icon("presentation-end", "End (Escape)", Feather.X, this::end);
        Button full = Buttons.icon("presentation-full", "Full screen (F11)", Feather.MAXIMIZE, this::fullScreen);
        HBox top = new HBox(14, place, title, CasePage.space(), full, end);
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("presentation-bar");
        setTop(top);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("page-scroll");
        scroll.setOnMouseClicked(e -> { if (e.getButton() == MouseButton.PRIMARY && e.isStillSincePress()) forwards(); });
        setCenter(scroll);
        Button before = Buttons.icon("presentation-before", "Back (Left)", Feather.CHEVRON_LEFT, model::backwards);
        Button after = Buttons.icon("presentation-after", "Next response, then next case (Right)", Feather.CHEVRON_RIGHT, this::forwards);
        Button all = Buttons.plain("presentation-all", "Show all  (A)", Feather.EYE, model::revealAll);
        HBox bottom = new HBox(8, before, after, all, CasePage.space(), toggle("presentation-names", "Names  (N)", model.namesProperty()),
                toggle("presentation-levels", "Levels  (L)", model.levelsProperty()),
                toggle("presentation-marks", "Marks  (M)", model.marksProperty()),
                toggle("presentation-mixed", "Shuffle  (X)", model.mixedProperty()));
        bottom.setAlignment(Pos.CENTER_LEFT);
        bottom.getStyleClass().add("presentation-bar");
        setBottom(bottom);
        measuring.setManaged(false);
        measuring.setOpacity(0);
        measuring.setMouseTransparent(true);
        getChildren().add(measuring);
        for (Node button : bottom.getChildren()) button.setFocusTraversable(false);
        full.setFocusTraversable(false);
        end.setFocusTraversable(false);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        Runnable draw = this::draw;
        model.pageProperty().subscribe(draw);
        model.revealedProperty().subscribe(draw);
        model.namesProperty().subscribe(draw);
        model.levelsProperty().subscribe(draw);
        model.marksProperty().subscribe(draw);
        model.mixedProperty().subscribe(draw);
        scroll.viewportBoundsProperty().addListener((o, was, is) -> {
            // not during layout
            if (was.getWidth() != is.getWidth() || was.getHeight() != is.getHeight()) Platform.runLater(this::fit);
        });
        draw();
    }

    private static ToggleButton toggle(String id, String text, BooleanProperty property) {
        ToggleButton button = new ToggleButton(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.selectedProperty().bindBidirectional(property);
        if (text.startsWith("Shuffled"))
            button.setTooltip(Texts.tooltip("The responses are in a random order, so that their "
                    + "position does not reveal the system. The order is the same each time the case is shown."));
        return button;
    }

    private void key(KeyEvent e) {
        if (e.isShortcutDown() || e.isAltDown()) return;
        switch (e.getCode()) {
            case RIGHT, SPACE, PAGE_DOWN, ENTER -> forwards();
            case LEFT, PAGE_UP, BACK_SPACE -> model.backwards();
            case DOWN -> model.go(model.pageProperty().get() + 1);
            case UP -> model.go(model.pageProperty().get() - 1);
            case HOME -> model.go(0);
            case END -> model.go(model.pages() - 1);
            case N -> flip(model.namesProperty());
            case L -> flip(model.levelsProperty());
            case M -> flip(model.marksProperty());
            case X -> flip(model.mixedProperty());
            case A -> model.revealAll();
            case F11, F5 -> fullScreen();
            case ESCAPE -> end();
            default -> { return; }
        }
        e.consume();
    }

    private void forwards() { model.forwards(); }

    private static void flip(BooleanProperty property) { property.set(!property.get()); }

    /** Ends the presentation and restores the window. */
    void end() {
        if (getScene() != null && getScene().getWindow() instanceof Stage stage && exitKey != null) {
            stage.setFullScreen(false);
            stage.setFullScreenExitKeyCombination(exitKey == KeyCombination.NO_MATCH ? null : exitKey);
            exitKey = null;
        }
        onEnd.run();
    }

    private void fullScreen() {
        if (!(getScene().getWindow() instanceof Stage stage)) return;
        if (exitKey == null) {
            exitKey = stage.getFullScreenExitKeyCombination() == null ? KeyCombination.NO_MATCH : stage.getFullScreenExitKeyCombination();
            stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
            stage.setFullScreenExitHint("");
        }
        stage.setFullScreen(!stage.isFullScreen());
    }

    private void draw() {
        place.setText((model.pageProperty().get() + 1) + " / " + model.pages());
        title.setText(model.study().title());
        fit();
        scroll.setVvalue(0);
    }

    /** The page in the largest font in which everything fits, else in the smallest. */
    private void fit() {
        double width = scroll.getViewportBounds().getWidth();
        double height = scroll.getViewportBounds().getHeight();
        int size = CasePage.BIGGEST;
        if (getScene() != null && height >= SHOWN) {
            int fits = CasePage.SMALLEST;
            int tooBig = CasePage.BIGGEST + CasePage.STEP;
            while (tooBig - fits > CasePage.STEP) {
                int middle = fits + (tooBig - fits) / CasePage.STEP / 2 * CasePage.STEP;
                if (needed(middle, width) <= height) fits = middle;
                else tooBig = middle;
            }
            size = fits;
        }
        scroll.setContent(CasePage.of(model).type(size));
    }

    /** The page's height at a font size, measured on a separate, invisible page. */
    private double needed(int size, double width) {
        CasePage trial = CasePage.of(model).type(size);
        measuring.getChildren().setAll(trial);
        measuring.applyCss();
        double needed = trial.prefHeight(width);
        measuring.getChildren().clear();
        return needed;
    }
}
