package org.empathyworkbench.app.newrun;

import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.ErrorBanner;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.recipe.MemoryCheck;
import org.empathyworkbench.recipe.MemoryEstimate;

/** Estimated memory of the run and free memory of the device, with advice on settings to lower if too little. */
final class MemoryLine extends VBox {
    private final Label words = Texts.muted("");
    private final ErrorBanner warning = new ErrorBanner();

    MemoryLine() {
        setSpacing(6);
        words.setId("run-memory");
        words.setMinHeight(USE_PREF_SIZE);
        warning.setId("run-memory-warning");
        getChildren().addAll(words, warning);
        show(null);
    }

    /** Null hides it. */
    void show(MemoryCheck check) {
        setVisible(check != null);
        setManaged(check != null);
        if (check == null) return;
        String free = check.device().map(device -> "; " + gigabytes(device.free()) + " are free").orElse("");
        words.setText("Estimated peak memory: about " + gigabytes(check.estimate().bytes()) + free + ".");
        words.setTooltip(tooltip(check.estimate()));
        warning.problemProperty().set(check.warning().isEmpty() ? null : UserMessage.warning(check.warning()));
    }

    private static Tooltip tooltip(MemoryEstimate estimate) {
        return Texts.tooltip("Computed from the network sizes and the longest texts that the settings allow:\n"
                + estimate.terms().stream().map(term -> gigabytes(term.bytes()) + "  " + term.what()).collect(Collectors.joining("\n")));
    }

    static String gigabytes(long bytes) { return String.format(Locale.ROOT, bytes < 100_000_000 ? "%.2f GB" : "%.1f GB", bytes / 1e9); }
}
