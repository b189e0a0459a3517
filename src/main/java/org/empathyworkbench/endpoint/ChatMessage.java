package org.empathyworkbench.endpoint;

/** One message of a request to an outside model. */
public record ChatMessage(Role role, String text) {
    /** Roles in the protocol: the instruction is the system's, the speaker's turns are the user's, the listener's the assistant's. */
    public enum Role { SYSTEM, USER, ASSISTANT }
}
