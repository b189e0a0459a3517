package org.empathyworkbench.dialogue;

import org.jspecify.annotations.Nullable;

/**
 * Invalid user input: a damaged file, a wrong format, a missing folder. The message is written for the user: what happened and where (file,
 * line, column), what is safe, what to do. Displayed verbatim, never with a stack trace.
 */
public class UserInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UserInputException(String message) { super(message); }

    public UserInputException(String message, @Nullable Throwable cause) { super(message, cause); }
}
