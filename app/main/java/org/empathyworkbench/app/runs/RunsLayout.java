package org.empathyworkbench.app.runs;

import org.kordamp.ikonli.feather.Feather;

/** Three ways to look at the runs. */
enum RunsLayout {
    LIST("list", "The list, beside the run that is looked at", Feather.SIDEBAR),
    TABLE("table", "The table: sort, compare, tag", Feather.LIST),
    SWEEPS("sweeps", "Sweeps: settings by seeds as one thing", Feather.GRID);

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
