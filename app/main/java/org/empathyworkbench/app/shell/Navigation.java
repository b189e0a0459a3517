package org.empathyworkbench.app.shell;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Navigation between pages, without dependencies between them. */
public final class Navigation {
    /** @param subject item to show, such as a run's id; may be empty */
    public record Place(Section section, String subject) { }

    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(new Place(Section.HOME, ""));

    public ReadOnlyObjectProperty<Place> placeProperty() { return place.getReadOnlyProperty(); }

    public void go(Section section) { go(section, ""); }

    public void go(Section section, String subject) { place.set(new Place(section, subject)); }
}
