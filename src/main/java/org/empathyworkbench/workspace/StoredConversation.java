package org.empathyworkbench.workspace;

import org.empathyworkbench.conversation.Conversation;

/**
 * A conversation as the workspace has it.
 *
 * @param version one more at each change, by which two windows notice each other
 */
public record StoredConversation(long id, long version, Conversation conversation) { }
