package org.empathyworkbench.app.shell;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Overlay;
import org.empathyworkbench.app.shell.Navigation.Place;
import org.empathyworkbench.app.task.RepeatingTimer;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.UserMessage;

/** The window's content: rail, page, error banner above it, status bar below. */
public final class ShellView extends BorderPane {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final double HELP_WIDTH = 1_040;

    private final Navigation navigation;
    private final BooleanProperty dark;
    private final StackPane center = new StackPane(new ProgressIndicator());
    private final ErrorBanner banner = new ErrorBanner();
    private final StatusBar status;
    private final NavigationRail rail;
    private final VBox middle;
    /** Above the pages, for the help. */
    private final Overlay overlay = new Overlay();
    private final StackPane stack;
    private Consumer<String> showHelp = link -> { };
    private Region help;
    private final Map<Section, PageView> pages = new EnumMap<>(Section.class);
    private WorkspaceWatch watch;
    private final RepeatingTimer looking = new RepeatingTimer(LOOK, () -> watch.look());
    private Map<Section, Supplier<PageView>> makers = Map.of();
    private PageView current;

    public ShellView(Navigation navigation, BooleanProperty dark, ObservableList<RunningTask> running) {
        this.navigation = navigation;
        this.dark = dark;
        this.status = new StatusBar(running);
        getStyleClass().add("shell");
        this.rail = new NavigationRail(navigation, dark);
        setLeft(rail);
        this.middle = new VBox(banner, center);
        VBox.setMargin(banner, new Insets(12, 18, 0, 18));
        VBox.setVgrow(center, Priority.ALWAYS);
        this.stack = overlay.above(middle);
        setCenter(stack);
        setBottom(status);
        navigation.onHelp(this::openHelp);
        navigation.placeProperty().subscribe(this::open);
    }

    /**
     * What F1, the button and links to the help show.
     *
     * @param help     the pages of documentation
     * @param showHelp goes to a link; empty for where reading stopped
     */
    public void setHelp(Region help, Consumer<String> showHelp) {
        this.help = help;
        this.showHelp = showHelp;
    }

    private void openHelp(String link) {
        if (help == null || getCenter() != stack) return;
        if (help.getScene() == null) overlay.show("Help", help, HELP_WIDTH, () -> { });
        showHelp.accept(link);
    }

    private void toggleHelp() {
        if (help != null && help.getScene() != null) overlay.close();
        else openHelp("");
    }

    /** Shows an error not specific to a page; null clears it. */
    public ObjectProperty<UserMessage> problemProperty() { return banner.problemProperty(); }

    /** Shows a question above the pages; null removes it. */
    public void ask(Node question) {
        middle.getChildren().setAll(banner, center);
        if (question == null) return;
        VBox.setMargin(question, new Insets(12, 18, 0, 18));
        middle.getChildren().add(1, question);
    }

    /** Sets the pages of an opened workspace; each is created on first visit. */
    public void show(WorkspaceWatch watch, String folder, Map<Section, Supplier<PageView>> makers) {
        leave();
        this.makers = Map.copyOf(makers);
        this.watch = watch;
        watch.contentsProperty().subscribe(contents -> status.show(folder, watch.lookedProperty().get() ? contents : null));
        watch.lookedProperty().subscribe(looked -> { if (looked) status.show(folder, watch.contents()); });
        watch.look();
        looking.start();
        open(navigation.placeProperty().get());
    }

    /** Called before the workspace is closed. */
    public void leave() {
        looking.stop();
        ask(null);
        if (current != null) current.hidden();
        current = null;
        pages.values().forEach(PageView::closed);
        pages.clear();
        makers = Map.of();
        center.getChildren().setAll(new ProgressIndicator());
    }

    /** There is no workspace, and none is on its way: says so in the place of the pages, once the one that was tried cannot be opened. */
    public void showNone(Node instead) {
        if (current == null) center.getChildren().setAll(instead);
    }

    /** Covers the window with a node, such as a presentation; null or navigation removes it. */
    public void cover(Node node) {
        setLeft(node == null ? rail : null);
        setBottom(node == null ? status : null);
        setCenter(node == null ? stack : node);
    }

    /** The page of a section, if visited. */
    public PageView page(Section section) { return pages.get(section); }

    public void addShortcuts(Scene scene) {
        for (Section section : Section.values()) {
            KeyCode digit = KeyCode.getKeyCode(String.valueOf(section.ordinal() + 1));
            scene.getAccelerators().put(new KeyCodeCombination(digit, KeyCombination.SHORTCUT_DOWN), () -> navigation.go(section));
        }
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
                () -> dark.set(!dark.get()));
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F1), this::toggleHelp);
    }

    private void open(Place place) {
        overlay.close();
        Supplier<PageView> maker = makers.get(place.section());
        if (maker == null) return;
        PageView page = pages.computeIfAbsent(place.section(), section -> maker.get());
        if (page != current) {
            if (current != null) current.hidden();
            current = page;
            center.getChildren().setAll(page.node());
        }
        page.shown(place.subject());
    }
}
