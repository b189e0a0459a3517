package org.empathyworkbench.endpoint;

import org.empathyworkbench.dialogue.UserInputException;

/** A secret. Its toString does not contain it. */
public final class ApiKey {
    private final String secret;

    private ApiKey(String secret) { this.secret = secret; }

    /** @throws UserInputException if the text is not a valid key: empty, with spaces or quotes, or not ASCII */
    public static ApiKey of(String text) {
        String secret = text == null ? "" : text.strip();
        if (!secret.matches("[\\x21\\x23-\\x26\\x28-\\x5b\\x5d-\\x7e]{1,4096}")) {
            throw new UserInputException("That is not a key: a key is one word of letters, digits "
                    + "and signs. Nothing was stored. Copy it again from the service's page.");
        }
        return new ApiKey(secret);
    }

    String secret() { return secret; }

    /** A server's message with the key masked. */
    String hiddenIn(String text) { return text == null ? "" : text.replace(secret, "(the key)"); }

    @Override public String toString() { return "ApiKey"; }
}
