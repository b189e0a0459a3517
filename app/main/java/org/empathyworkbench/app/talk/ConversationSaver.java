package org.empathyworkbench.app.talk;

import java.util.function.Consumer;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.conversation.Conversation;
import org.empathyworkbench.workspace.Conversations;
import org.empathyworkbench.workspace.StoredConversation;

/** Stores a conversation as it changes: one write at a time, and of pending changes only the newest. Stored from the first turn on. */
final class ConversationSaver {
    private final Conversations conversations;
    private final TaskExecutor tasks;
    private final Runnable stored;
    private final Consumer<Throwable> failed;
    private StoredConversation known;
    private Conversation next;
    private boolean busy;

    /** @param known null for a conversation that is not stored yet */
    ConversationSaver(Conversations conversations, TaskExecutor tasks,
            StoredConversation known, Runnable stored, Consumer<Throwable> failed) {
        this.conversations = conversations;
        this.tasks = tasks;
        this.known = known;
        this.stored = stored;
        this.failed = failed;
    }

    /** 0 before it is stored. */
    long id() { return known == null ? 0 : known.id(); }

    void keep(Conversation now) {
        if (now.isEmpty() && known == null) return;
        next = now;
        if (!busy) store();
    }

    private void store() {
        Conversation now = next;
        StoredConversation before = known;
        next = null;
        busy = true;
        tasks.run(BackgroundTask.of("Saving the conversation",
                progress -> before == null ? conversations.add(now) : conversations.save(before, now)).show(saved -> {
                    known = saved;
                    busy = false;
                    stored.run();
                    if (next != null) store();
                }).failed(failure -> {
                    busy = false;
                    failed.accept(failure);
                }).quietly());
    }
}
