package org.empathyworkbench.app.control;

import javafx.scene.control.MenuItem;

/** Items of menus whose text is read as it stands: an underscore in a name is no mnemonic. */
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
}
