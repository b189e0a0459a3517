package org.empathyworkbench.app.task;

import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Coalesces calls into one {@code Platform.runLater}; only the latest action runs. For quick actions; {@link Debounce} waits for a pause.
 * JavaFX thread only.
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
