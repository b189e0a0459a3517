package org.empathyworkbench.endpoint;

/** Where the key of an endpoint is stored. Never in a workspace. */
public enum KeyPlace {
    /** The server requires none. */
    NONE("no key"),
    /** The user's system keyring: Secret Service on Linux, Keychain on macOS. */
    KEYRING("in the system's keyring"),
    /** A file in the user's configuration folder that only the owner can read. */
    FILE("in a file that only you can read"),
    /** An environment variable set by the user. */
    ENVIRONMENT("in an environment variable");

    private final String words;

    KeyPlace(String words) { this.words = words; }

    public String words() { return words; }
}
