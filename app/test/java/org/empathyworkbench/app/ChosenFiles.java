package org.empathyworkbench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.empathyworkbench.app.control.FileChoice;

/** In place of the system's dialogs: chooses the files that a test has prepared, or cancels. */
public final class ChosenFiles implements FileChoice {
    private Path next;
    private String suggested = "";

    /** What is chosen when something asks next; once. Null for nothing. */
    public void next(Path path) { next = path; }

    /** The name that was suggested last. */
    public String suggested() { return suggested; }

    private Optional<Path> take(Node from, String title) {
        assertThat(from.getScene()).as("a dialog needs a window to stand over").isNotNull();
        assertThat(title).isNotBlank();
        Optional<Path> chosen = Optional.ofNullable(next);
        next = null;
        return chosen;
    }

    @Override public Optional<Path> save(Node from, String title, String name) {
        suggested = name;
        return take(from, title);
    }

    @Override public Optional<Path> open(Node from, String title, String... endings) { return take(from, title); }

    @Override public List<Path> openSeveral(Node from, String title) { return take(from, title).map(List::of).orElse(List.of()); }

    @Override public Optional<Path> folder(Node from, String title, Path beginning) { return take(from, title); }
}
