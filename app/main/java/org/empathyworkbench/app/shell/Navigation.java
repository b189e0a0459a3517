package org.empathyworkbench.app.shell;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Navigation between pages, and to the help above them, without dependencies between pages. */
public final class Navigation {
    /** @param subject item to show, such as a run's id; may be empty */
    public record Place(Section section, String subject) { }

    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(new Place(Section.HOME, ""));

    private Consumer<String> help = link -> { };

    public ReadOnlyObjectProperty<Place> placeProperty() { return place.getReadOnlyProperty(); }

    public void go(Section section) { go(section, ""); }

    public void go(Section section, String subject) { place.set(new Place(section, subject)); }

    /** Opens the help. @param link to a page and heading, such as {@code METHOD.md#section-6}; empty for where reading stopped */
    public void help(String link) { help.accept(link); }

    void onHelp(Consumer<String> help) { this.help = help; }
}
