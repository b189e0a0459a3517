package org.empathyworkbench.app.home;

import org.empathyworkbench.app.shell.Section;

/** One step of the workflow. {@code action} is its button, which leads to {@code subject} of {@code section}. */
public record Step(String title, String sentence, String action, Section section, String subject, State state) {
    /** State of the step. */
    public enum State { DONE, NEXT, LATER }
}
