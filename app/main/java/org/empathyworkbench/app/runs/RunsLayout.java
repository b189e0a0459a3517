package org.empathyworkbench.app.runs;

import org.kordamp.ikonli.feather.Feather;

/** Layouts of the page Runs. */
enum RunsLayout {
    LIST("list", "List, beside the open run", Feather.SIDEBAR),
    TABLE("table", "Table: sort, compare, tag", Feather.LIST),
    SWEEPS("sweeps", "Sweeps: combinations of settings and seeds", Feather.GRID);

    private final String key;
    private final String meaning;
    private final Feather icon;

    RunsLayout(String key, String meaning, Feather icon) {
        this.key = key;
        this.meaning = meaning;
        this.icon = icon;
    }

    String key() { return key; }

    String meaning() { return meaning; }

    Feather icon() { return icon; }
}
