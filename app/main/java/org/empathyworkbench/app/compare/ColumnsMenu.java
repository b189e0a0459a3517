package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.empathyworkbench.app.compare.ColumnSource.Kind;
import org.empathyworkbench.app.control.MenuItems;
import org.empathyworkbench.app.control.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Menu of the columns: hides shown systems and adds others by kind. */
final class ColumnsMenu extends MenuButton {
    private final CompareViewModel model;

    ColumnsMenu(CompareViewModel model) {
        super("Columns", new FontIcon(Feather.COLUMNS));
        this.model = model;
        setId("compare-columns");
        setMinWidth(USE_PREF_SIZE);
        setMnemonicParsing(false);
        InvalidationListener changed = o -> fill();
        model.sources().offered().addListener(changed);
        model.columns().all().addListener(changed);
        model.columns().blindProperty().addListener(changed);
        setOnShowing(e -> model.lookForCheckpoints());
        fill();
    }

    private void fill() {
        List<MenuItem> items = new ArrayList<>();
        for (CompareColumn column : model.columns().all()) {
            CheckMenuItem item = new CheckMenuItem(column.title());
            item.setId("show-" + column.id());
            item.setMnemonicParsing(false);
            item.setSelected(!column.hidden());
            item.setOnAction(e -> column.hiddenProperty().set(!item.isSelected()));
            items.add(item);
        }
        items.add(new SeparatorMenuItem());
        if (model.columns().blindProperty().get()) items.add(note("Reveal the names to add systems."));
        else if (model.columns().full()) items.add(note("At most six systems can be compared with the reference."));
        else for (Kind kind : Kind.values()) offer(kind, items);
        MenuItems.refill(this, items);
    }

    private void offer(Kind kind, List<MenuItem> items) {
        Map<String, List<MenuItem>> groups = new LinkedHashMap<>();
        for (ColumnSource source : model.sources().offered()) {
            if (source.kind() != kind || model.columns().find(source.key()).isPresent()) continue;
            MenuItem item = new MenuItem(source.title());
            item.setId("add-" + CompareColumn.id(source.key()));
            item.setMnemonicParsing(false);
            item.setOnAction(e -> model.add(source));
            groups.computeIfAbsent(source.group(), any -> new ArrayList<>()).add(item);
        }
        if (groups.isEmpty()) return;
        Menu menu = new Menu(kind.plural());
        menu.setId("add-" + kind.name().toLowerCase(Locale.ROOT));
        groups.forEach((group, sources) -> {
            if (group.isEmpty()) {
                menu.getItems().addAll(sources);
                return;
            }
            Menu within = new Menu(group);
            within.setMnemonicParsing(false);
            within.getItems().setAll(sources);
            menu.getItems().add(within);
        });
        items.add(menu);
    }

    private static MenuItem note(String text) {
        CustomMenuItem item = new CustomMenuItem(Texts.muted(text), false);
        item.setDisable(true);
        return item;
    }
}
