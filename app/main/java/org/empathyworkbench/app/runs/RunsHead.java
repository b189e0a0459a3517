package org.empathyworkbench.app.runs;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.MenuItems;
import org.empathyworkbench.app.control.Segments;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Header of each layout: layout switch, filters, and less frequent actions. */
final class RunsHead {
    private final RunsViewModel model;
    private final Runnable openTrash;
    private final Runnable openRecord;

    RunsHead(RunsViewModel model, Runnable openTrash, Runnable openRecord) {
        this.model = model;
        this.openTrash = openTrash;
        this.openRecord = openRecord;
    }

    /** Segmented control of the layouts. @param prefix of the ids: each layout has its own control */
    Node layouts(String prefix) {
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = List.of(RunsLayout.values()).stream().map(layout -> {
            ToggleButton button = Segments.button(prefix + "layout-" + layout.key(), "", group);
            button.setGraphic(new FontIcon(layout.icon()));
            button.setTooltip(Texts.tooltip(layout.meaning()));
            button.setAccessibleText(layout.meaning());
            button.getStyleClass().addAll(Styles.BUTTON_ICON, "layout-button");
            button.setOnAction(e -> model.layoutProperty().set(layout));
            model.layoutProperty().subscribe(now -> { if (now == layout) button.setSelected(true); });
            return button;
        }).toList();
        HBox row = Segments.row(buttons.toArray(ToggleButton[]::new));
        row.setAlignment(Pos.CENTER);
        return row;
    }

    TextField text(String id) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText("Filter");
        field.setAccessibleText("Filter runs by name, preset, model, tags, note or settings");
        field.setTooltip(Texts.tooltip("Shows runs whose name, id, preset, model, sweep, tags, note or changed settings contain "
                + "every word."));
        field.textProperty().bindBidirectional(model.filter().textProperty());
        field.setMinWidth(60);
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    /** Narrow variant: all filters in one menu, marked while any is set. */
    MenuButton filterMenu() {
        MenuButton button = new MenuButton("", new FontIcon(Feather.FILTER));
        button.setId("filter-menu");
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow");
        button.setTooltip(Texts.tooltip("Filter by state, kind, tag or star"));
        button.setAccessibleText("Filter by state, kind, tag or star");
        RunFilter filter = model.filter();
        CheckMenuItem starred = new CheckMenuItem("Starred only");
        starred.selectedProperty().bindBidirectional(filter.starredProperty());
        Menu tags = new Menu("Tag");
        Runnable fill = () -> fill(tags, model.tags(), filter.tagProperty().get(), filter.tagProperty()::set, tag -> tag);
        model.tags().addListener((ListChangeListener<String>) change -> fill.run());
        filter.tagProperty().subscribe(fill);
        tags.setDisable(model.tags().isEmpty());
        model.tags().addListener((ListChangeListener<String>) change -> tags.setDisable(model.tags().isEmpty()));
        Menu states = new Menu("State");
        filter.stateProperty().subscribe(() ->
                fill(states, List.of(RunState.values()), filter.stateProperty().get(), filter.stateProperty()::set, RunState::key));
        Menu kinds = new Menu("Kind");
        filter.kindProperty().subscribe(() ->
                fill(kinds, List.of(RunKind.values()), filter.kindProperty().get(), filter.kindProperty()::set, RunFormats::kind));
        fill(states, List.of(RunState.values()), null, filter.stateProperty()::set, RunState::key);
        fill(kinds, List.of(RunKind.values()), null, filter.kindProperty()::set, RunFormats::kind);
        fill.run();
        MenuItem clear = new MenuItem("Clear the filter");
        clear.setOnAction(e -> filter.clear());
        clear.disableProperty().bind(filter.activeProperty().not());
        button.getItems().setAll(starred, states, kinds, tags, new SeparatorMenuItem(), clear);
        filter.activeProperty().subscribe(on -> {
            button.getStyleClass().remove(Styles.ACCENT);
            if (on) button.getStyleClass().add(Styles.ACCENT);
        });
        return button;
    }

    private static <T> void fill(Menu menu, List<T> values, T chosen, Consumer<T> choose, Function<T, String> words) {
        ToggleGroup group = new ToggleGroup();
        List<MenuItem> items = new ArrayList<>(List.of(item("Any", group, chosen == null, () -> choose.accept(null))));
        for (T value : values) items.add(item(words.apply(value), group, value.equals(chosen), () -> choose.accept(value)));
        MenuItems.refill(menu, items);
    }

    private static RadioMenuItem item(String text, ToggleGroup group, boolean on, Runnable action) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setMnemonicParsing(false);
        item.setToggleGroup(group);
        item.setSelected(on);
        item.setOnAction(e -> action.run());
        return item;
    }

    /** Wide variant: a box per filter. */
    List<Node> filterBoxes() {
        RunFilter filter = model.filter();
        ComboBox<Optional<RunState>> state = Choices.orAll("filter-state",
                filter.stateProperty(), List.of(RunState.values()), RunState::key, "Any state");
        ComboBox<Optional<RunKind>> kind = Choices.orAll("filter-kind", filter.kindProperty(),
                List.of(RunKind.values()), RunFormats::kind, "Any kind");
        ComboBox<Optional<String>> tag = Choices.orAll("filter-tag", filter.tagProperty(), model.tags(), word -> word, "Any tag");
        model.tags().addListener((ListChangeListener<String>) change -> Choices.setValues(tag, model.tags()));
        ToggleButton starred = new ToggleButton("\u2605");
        starred.setId("filter-starred");
        starred.setTooltip(Texts.tooltip("Starred runs only"));
        starred.setAccessibleText("Starred runs only");
        starred.selectedProperty().bindBidirectional(filter.starredProperty());
        for (ComboBox<?> box : List.of(state, kind, tag)) {
            box.setPrefWidth(118);
            box.setMinWidth(90);
        }
        return List.of(state, kind, tag, starred);
    }

    /** Menu of less frequent actions. */
    MenuButton more(String id) {
        MenuButton button = new MenuButton("", new FontIcon(Feather.MORE_HORIZONTAL));
        button.setId(id);
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow");
        button.setTooltip(Texts.tooltip("More"));
        button.setAccessibleText("More");
        button.getItems().setAll(menuItem("open-trash", "Trash\u2026", Feather.TRASH_2, openTrash),
                menuItem("open-record", "Run from a record\u2026", Feather.FILE_TEXT, openRecord));
        return button;
    }

    static MenuItem menuItem(String id, String text, Feather icon, Runnable action) {
        MenuItem item = MenuItems.item(id, text, action);
        item.setGraphic(new FontIcon(icon));
        return item;
    }

    static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }
}
