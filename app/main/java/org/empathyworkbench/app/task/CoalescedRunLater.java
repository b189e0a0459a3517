package org.empathyworkbench.app.task;

import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Runs what it is given as soon as the present event is dealt with, so that several changes at once are one; only the latest of them. For
 * work that is quick to start and that gives way by itself; {@link Debounce} waits for a rest. JavaFX thread only.
 */
public final class CoalescedRunLater implements Consumer<Runnable> {
    private Runnable latest;

    @Override
    public void accept(Runnable work) {
        boolean waiting = latest != null;
        latest = work;
        if (waiting) return;
        Platform.runLater(() -> {
            Runnable now = latest;
            latest = null;
            now.run();
        });
    }
}
