package org.empathyworkbench.app.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The window's font as charts need it: they measure their text with AWT, which must have been given the bundled file. */
final class ChartFont {
    static final String FAMILY = "Inter";
    static final int SIZE = 11;

    private static final class Loaded {
        static final Font PLAIN = load();
    }

    private ChartFont() { }

    static Font plain() { return Loaded.PLAIN; }

    private static Font load() {
        try (InputStream file = ChartFont.class.getResourceAsStream("/fonts/Inter-Regular.otf")) {
            Font font = Font.createFont(Font.TRUETYPE_FONT, file);
            GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
            return font.deriveFont(Font.PLAIN, SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("The bundled font is damaged.", e);
        }
    }
}
