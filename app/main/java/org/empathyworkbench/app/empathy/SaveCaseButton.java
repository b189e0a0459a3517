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
 * "Save as case", for every page that shows a context with responses. A page asks for a {@link #button} and says what stands on it as a
 * {@link CaseDraft}; all pages keep into the collection that was used last. What is kept is taken at the press of the button, stored in the
 * background, and never changes with the page.
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
     * @param store       stores a case in the collection of a name, which it makes when there is none; called in the background
     * @param collections the names that there are; asked on the window's thread whenever a menu opens
     * @param open        goes to the page of cases, to a collection
     */
    public SaveCaseButton(BiFunction<String, CaseDraft, CaseStudy> store,
            Supplier<List<String>> collections, TaskExecutor tasks, Consumer<String> open) {
        this.store = store;
        this.collections = collections;
        this.tasks = tasks;
        this.open = open;
    }

    /** The collection that the next case goes to. */
    public StringProperty collectionProperty() { return collection; }

    /** The case that was kept last; null before the first. */
    public ReadOnlyObjectProperty<CaseStudy> keptProperty() { return kept.getReadOnlyProperty(); }

    /** Keeps a case in a collection, which is where the next one goes too. */
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
     * @param draft   what stands on the page now; asked when the button is pressed
     * @param nothing true while there is nothing to keep
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

    /**
     * The same as a bare icon, for places where many stand: keeps into the collection that was used last.
     *
     * @param draft what there is to keep; asked when the icon is pressed
     */
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
