package org.empathyworkbench.app.home;

import org.empathyworkbench.app.shell.Section;

/** One step of the way through the program. {@code action} is its button, which leads to {@code subject} of {@code section}. */
public record Step(String title, String sentence, String action, Section section, String subject, State state) {
    /** How far a person is with it. */
    public enum State { DONE, NEXT, LATER }
}
