package org.empathyworkbench.picture;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The type of a picture: the window's own where the program was started with it, else the system's. What it
 * lacks, such as Chinese signs, the system's has.
 */
public record Fonts(Font plain, Font bold) {
    private static final String FOLDER = "/fonts/Inter-";

    /** The faces that can be had here. */
    public static Fonts here() { return new Fonts(face("Regular", Font.PLAIN), face("Bold", Font.BOLD)); }

    private static Font face(String name, int style) {
        try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + name + ".otf")) {
            if (in != null) return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException | FontFormatException unusable) {
            return system(style, 1);
        }
        return system(style, 1);
    }

    private static Font system(int style, float size) { return new Font(Font.SANS_SERIF, style, 1).deriveFont(size); }

    public Font plain(float size) { return plain.deriveFont(size); }

    public Font bold(float size) { return bold.deriveFont(size); }

    /** What draws a sign that a face has not. */
    public static Font inPlaceOf(Font face) { return system(face.isBold() ? Font.BOLD : Font.PLAIN, face.getSize2D()); }
}
