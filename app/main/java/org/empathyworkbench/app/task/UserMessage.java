package org.empathyworkbench.app.task;

import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.WorkspaceException;

/**
 * A message for the user, without a stack trace.
 *
 * @param happened the first sentence
 * @param rest     what is unaffected and what to do; may be empty
 */
public record UserMessage(Severity severity, String happened, String rest) {
    /** Severity. */
    public enum Severity { INFO, WARNING, DANGER }

    /** Message of a failure: an input error has its own text, any other refers to the log. */
    public static UserMessage of(Throwable failure) {
        if (failure instanceof UserInputException || failure instanceof WorkspaceException)
            return sentence(Severity.DANGER, failure.getMessage());
        String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new UserMessage(Severity.DANGER, "The operation failed: " + what,
                "What was stored before is unchanged. Try again; if it happens again, the log (Settings, About) has the details.");
    }

    public static UserMessage warning(String text) { return sentence(Severity.WARNING, text); }

    public static UserMessage info(String text) { return sentence(Severity.INFO, text); }

    public String text() { return rest.isEmpty() ? happened : happened + " " + rest; }

    /** Splits after the first sentence: punctuation, a blank and a capital letter. */
    private static UserMessage sentence(Severity severity, String text) {
        String[] parts = text.split("(?<=[.!?])\\s+(?=\\p{Lu})", 2);
        return new UserMessage(severity, parts[0], parts.length > 1 ? parts[1] : "");
    }
}
