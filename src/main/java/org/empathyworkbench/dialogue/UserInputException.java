package org.empathyworkbench.dialogue;

import org.jspecify.annotations.Nullable;

/**
 * Something a person gave cannot be used: a damaged file, a wrong format, a missing folder. The message is written for that person:
 * what happened and where (file, line, column), what is safe, what to do. Shown as it is, never with a stack trace.
 */
public class UserInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UserInputException(String message) { super(message); }

    public UserInputException(String message, @Nullable Throwable cause) { super(message, cause); }
}
