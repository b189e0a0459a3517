package org.empathyworkbench.app.empathy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.MenuItems;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseStudy;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * "Save as case", for every page that shows a context with responses. A page creates a {@link #button} and supplies its content as a
 * {@link CaseDraft}; all pages save to the collection that was used last. The content is copied on click and stored in the background.
 */
public final class SaveCaseButton {
    private static final String FIRST = "Cases";
    private static final Duration SAID = Duration.seconds(3);

    private final BiFunction<String, CaseDraft, CaseStudy> store;
    private final Supplier<List<String>> collections;
    private final TaskExecutor tasks;
    private final Consumer<String> open;
    private final StringProperty collection = new SimpleStringProperty(FIRST);
    private final ReadOnlyObjectWrapper<CaseStudy> kept = new ReadOnlyObjectWrapper<>();

    /**
     * @param store       stores a case in a collection by name, creating it if needed; called in the background
     * @param collections existing names; called on the JavaFX thread when a menu opens
     * @param open        shows a collection on the page Cases
     */
    public SaveCaseButton(BiFunction<String, CaseDraft, CaseStudy> store,
            Supplier<List<String>> collections, TaskExecutor tasks, Consumer<String> open) {
        this.store = store;
        this.collections = collections;
        this.tasks = tasks;
        this.open = open;
    }

    /** The collection for the next case. */
    public StringProperty collectionProperty() { return collection; }

    /** The last saved case; null before the first. */
    public ReadOnlyObjectProperty<CaseStudy> keptProperty() { return kept.getReadOnlyProperty(); }

    /** Saves a case in a collection, which becomes the one for the next case. */
    public void keep(String into, CaseDraft draft, Runnable done) {
        if (!draft.whole()) return;
        collection.set(into);
        tasks.run(BackgroundTask.of("Saving the case", progress -> store.apply(into, draft)).show(study -> {
            kept.set(study);
            done.run();
        }));
    }

    /**
     * @param id      of the node
     * @param draft the page's content; called on click
     * @param nothing true while there is nothing to save
     */
    public SplitMenuButton button(String id, Supplier<CaseDraft> draft, ObservableBooleanValue nothing) {
        SplitMenuButton button = new SplitMenuButton();
        button.setId(id);
        button.setText("Save as case");
        button.setGraphic(new FontIcon(Feather.BOOKMARK));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setMnemonicParsing(false);
        button.disableProperty().bind(nothing);
        button.tooltipProperty().bind(collection.map(name -> Texts.tooltip("Saves the context and the responses as "
                + "shown, with model, seed and levels, in the collection \"" + name + "\" of the page Cases.")));
        button.setOnAction(e -> keep(button, collection.get(), draft.get()));
        button.setOnShowing(e -> button.getItems().setAll(items(button, draft)));
        button.getItems().setAll(items(button, draft));
        return button;
    }

    /** The same as an icon button: saves to the collection that was used last. @param draft the content; called on click */
    public Button icon(String id, Supplier<CaseDraft> draft) {
        Button button = Buttons.icon(id, "Save as case", Feather.BOOKMARK, () -> { });
        button.setOnAction(e -> keep(collection.get(), draft.get(), () -> {
            button.setGraphic(new FontIcon(Feather.CHECK));
            button.setTooltip(Texts.tooltip("Saved in \"" + collection.get() + "\" on the page Cases."));
            PauseTransition said = new PauseTransition(SAID);
            said.setOnFinished(over -> button.setGraphic(new FontIcon(Feather.BOOKMARK)));
            said.play();
        }));
        return button;
    }

    private List<MenuItem> items(SplitMenuButton button, Supplier<CaseDraft> draft) {
        List<MenuItem> items = new ArrayList<>();
        List<String> names = new ArrayList<>(collections.get());
        if (names.isEmpty()) names.add(FIRST);
        for (String name : names) items.add(MenuItems.item("Save in \"" + name + "\"", () -> keep(button, name, draft.get())));
        items.add(MenuItems.item("Save in a new collection", () -> keep(button, free(names), draft.get())));
        items.add(new SeparatorMenuItem());
        items.add(MenuItems.item("Open the cases", () -> open.accept(collection.get())));
        return items;
    }

    private void keep(SplitMenuButton button, String into, CaseDraft draft) {
        keep(into, draft, () -> {
            button.setText("Saved in \"" + into + "\"");
            PauseTransition said = new PauseTransition(SAID);
            said.setOnFinished(e -> button.setText("Save as case"));
            said.play();
        });
    }

    private static String free(List<String> names) {
        String name = FIRST;
        for (int i = 2; names.stream().anyMatch(name::equalsIgnoreCase); i++) name = FIRST + " " + i;
        return name;
    }
}
