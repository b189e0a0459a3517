package org.empathyworkbench.app.compare;

import org.empathyworkbench.dialogue.EmpathyProfile;

/**
 * One response beside the others.
 *
 * @param contestant null for the reference
 * @param text       null while it is awaited
 * @param note       why there is no response; empty when there is one
 * @param profile    null without identifiers or while it is awaited
 * @param reward     against the reference; null without one
 */
public record Column(Contestant contestant, String text, String note, EmpathyProfile profile, Double reward) {
    static Column awaited(Contestant contestant) { return new Column(contestant, null, "", null, null); }

    static Column without(Contestant contestant, String note) { return new Column(contestant, "", note, null, null); }

    public boolean isReference() { return contestant == null; }

    public String title() { return contestant == null ? "Reference" : contestant.name(); }

    public boolean awaited() { return text == null; }

    public int words() { return text == null || text.isBlank() ? 0 : text.strip().split("\\s+").length; }
}
