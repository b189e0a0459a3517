package org.empathyworkbench.endpoint;

/** One message of a question to an outside model. */
public record ChatMessage(Role role, String text) {
    /** Whose words these are in the protocol: the instruction, the speaker's as the user's, the listener's as the assistant's. */
    public enum Role { SYSTEM, USER, ASSISTANT }
}
