package org.empathyworkbench.chart;

import java.awt.Font;
import org.empathyworkbench.picture.Fonts;

/** The type of charts: that of pictures, in the sizes of a chart. */
final class ChartFonts {
    private static final Fonts TYPE = Fonts.here();
    static final Font LABEL = TYPE.plain(11);
    static final Font HINT = TYPE.plain(10);
    static final Font MESSAGE = TYPE.plain(12);
    static final Font TITLE = TYPE.bold(14);

    private ChartFonts() { }

    /** The face, or one of the system where it lacks a sign of the text. */
    static Font of(String text, Font face) { return face.canDisplayUpTo(text) < 0 ? face : Fonts.inPlaceOf(face); }
}
