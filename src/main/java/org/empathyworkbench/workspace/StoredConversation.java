package org.empathyworkbench.workspace;

import org.empathyworkbench.conversation.Conversation;

/**
 * A stored conversation.
 *
 * @param version incremented at each change, for optimistic locking between windows
 */
public record StoredConversation(long id, long version, Conversation conversation) { }
