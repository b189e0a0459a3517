package org.empathyworkbench.app.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Short pages of help that one place of the window shows: Markdown in the folder {@code help}. */
public final class HelpPage {
    private HelpPage() { }

    /**
     * @param name   of the file, without its ending
     * @param onLink opens the target of a link in the help, such as {@code METHOD.md#section-6}
     */
    public static MarkdownView read(String name, Consumer<String> onLink) {
        try (InputStream bytes = HelpPage.class.getResourceAsStream("/help/" + name + ".md")) {
            if (bytes == null) throw new IllegalArgumentException("There is no page of help \"" + name + "\".");
            return new MarkdownView(Markdown.parse(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)), onLink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
