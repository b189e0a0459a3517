package org.empathyworkbench.app.shell;

import java.util.Locale;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/** The sections of the window, in rail order; the n-th opens with Ctrl+n. */
public enum Section {
    HOME("Home", Feather.HOME),
    DATASETS("Datasets", Feather.DATABASE),
    MODELS("Models", Feather.BOX),
    RUNS("Runs", Feather.ACTIVITY),
    INSPECTOR("Inspector", Feather.SEARCH),
    COMPARE("Compare", Feather.COLUMNS),
    CASES("Cases", Feather.BOOKMARK),
    TALK("Talk", Feather.MESSAGE_CIRCLE),
    SETTINGS("Settings", Feather.SETTINGS);

    private final String title;
    private final Feather icon;

    Section(String title, Feather icon) {
        this.title = title;
        this.icon = icon;
    }

    public String title() { return title; }

    public Feather icon() { return icon; }

    /** Key in node ids and command-line arguments. */
    public String key() { return name().toLowerCase(Locale.ROOT); }

    public static Optional<Section> ofKey(String key) {
        for (Section section : values()) {
            if (section.key().equals(key)) return Optional.of(section);
        }
        return Optional.empty();
    }
}
