package org.empathyworkbench.app.task;

import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.util.Duration;

/** Debouncer: runs only the latest action, a moment after the last call. JavaFX thread only. */
public final class Debounce implements Consumer<Runnable> {
    private final PauseTransition pause;
    private Runnable latest = () -> { };

    public Debounce(double milliseconds) {
        pause = new PauseTransition(Duration.millis(milliseconds));
        pause.setOnFinished(e -> latest.run());
    }

    @Override
    public void accept(Runnable work) {
        latest = work;
        pause.playFromStart();
    }
}
