package org.empathyworkbench.app.control;

import java.util.Locale;
import javafx.scene.control.Label;
import org.empathyworkbench.workspace.RunState;

/** A run's state as a chip, with the same text and colour on all pages. */
public final class RunChip {
    private RunChip() { }

    public static Label of(RunState state) {
        return Texts.chip(state.name().toLowerCase(Locale.ROOT), switch (state) {
            case QUEUED -> "neutral";
            case RUNNING -> "accent";
            case FINISHED -> "success";
            case PAUSED, STOPPED, INTERRUPTED -> "warning";
            case FAILED -> "danger";
        });
    }
}
