package org.empathyworkbench.app.control;

import java.util.List;
import javafx.application.Platform;
import javafx.collections.ObservableList;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** Menu items whose text is taken literally: an underscore is no mnemonic. */
public final class MenuItems {
    private MenuItems() { }

    /** @param id the item's id, by which tests find it */
    public static MenuItem item(String id, String text, Runnable action) {
        MenuItem item = item(text, action);
        item.setId(id);
        return item;
    }

    public static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(e -> action.run());
        return item;
    }

    /** Replaces a menu button's items, also while its menu is open: a selected item hides its parent menu, so it must still have one. */
    public static void refill(MenuButton menu, List<MenuItem> items) { refill(menu.getItems(), menu.isShowing(), items); }

    /** Replaces the items of a submenu. */
    public static void refill(Menu menu, List<MenuItem> items) { refill(menu.getItems(), menu.isShowing(), items); }

    private static void refill(ObservableList<MenuItem> into, boolean open, List<MenuItem> items) {
        if (open) Platform.runLater(() -> into.setAll(items));
        else into.setAll(items);
    }
}
