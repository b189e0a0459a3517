package org.empathyworkbench.endpoint;

/** Where the key of an endpoint is kept. It is never in a workspace. */
public enum KeyPlace {
    /** The server wants none. */
    NONE("no key"),
    /** The keyring of the person's desktop: Secret Service on Linux, Keychain on macOS. */
    KEYRING("in the system's keyring"),
    /** A file in the person's configuration folder that only the owner can read. */
    FILE("in a file that only you can read"),
    /** An environment variable that the person sets. */
    ENVIRONMENT("in an environment variable");

    private final String words;

    KeyPlace(String words) { this.words = words; }

    public String words() { return words; }
}
