package org.empathyworkbench.workspace;

import org.empathyworkbench.dialogue.UserInputException;

/** A row of the database that no version of the program wrote so: it cannot be used, and nothing else is the worse for it. */
final class DamagedRow extends UserInputException {
    private static final long serialVersionUID = 1;

    DamagedRow(String message, Throwable cause) { super(message, cause); }
}
