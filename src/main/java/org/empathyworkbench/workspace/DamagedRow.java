package org.empathyworkbench.workspace;

import org.empathyworkbench.dialogue.UserInputException;

/** A row of the database that cannot be read; other rows are not affected. */
final class DamagedRow extends UserInputException {
    private static final long serialVersionUID = 1;

    DamagedRow(String message, Throwable cause) { super(message, cause); }
}
