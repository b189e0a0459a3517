package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.List;

/**
 * A conversation as a list shows it.
 *
 * @param title   empty while nothing was said
 * @param systems with whom
 * @param steps   how often the person said something, in all branches
 */
public record ConversationInfo(long id, String title, List<String> systems, int steps, Instant createdAt, Instant changedAt) {
    public ConversationInfo { systems = List.copyOf(systems); }
}
