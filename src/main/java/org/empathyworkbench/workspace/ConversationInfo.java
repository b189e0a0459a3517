package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.List;

/**
 * List entry of a conversation.
 *
 * @param title   empty while it has no turn
 * @param systems its participants
 * @param steps   number of user turns, in all branches
 */
public record ConversationInfo(long id, String title, List<String> systems, int steps, Instant createdAt, Instant changedAt) {
    public ConversationInfo { systems = List.copyOf(systems); }
}
