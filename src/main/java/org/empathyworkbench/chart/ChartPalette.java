package org.empathyworkbench.chart;

import java.awt.Color;
import java.util.List;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * The colours of a chart. The window fills one from its style sheet; {@link #LIGHT} and {@link #DARK} hold the same values for pictures
 * that are made without a window.
 *
 * @param text       titles, labels and ticks
 * @param accent     marks across the chart, and the step that is open
 * @param noLevel    the level of all mechanisms that has no colour
 * @param mechanisms of each mechanism its colour and that of its weak level
 * @param series     of lines that mean nothing but themselves
 */
public record ChartPalette(Color text, Color grid, Color background, Color accent, Color note, Color noLevel, List<Color> mechanisms,
        List<Color> series) {
    /** Colours of lines that mean nothing but themselves. */
    public static final int SERIES = 8;
    public static final ChartPalette LIGHT = of(0x57606a, 0xd0d7de, 0xffffff, 0x0969da, 0xbf8700, 0x57606a,
            List.of(0xc2410c, 0xe39a70, 0x6d4bd8, 0xa792ea, 0x0f766e, 0x5fbfb4),
            List.of(0x0969da, 0xbf3989, 0x1a7f37, 0x9a6700, 0x8250df, 0x57606a, 0xcf222e, 0x1b7c83));
    public static final ChartPalette DARK = of(0x8b949e, 0x21262d, 0x0d1117, 0x1f6feb, 0x9e6a03, 0x8b949e,
            List.of(0xe8702a, 0xa65a2c, 0x8b6cf0, 0x5f4bb0, 0x17a296, 0x1f6f67),
            List.of(0x58a6ff, 0xf778ba, 0x3fb950, 0xd29922, 0xbc8cff, 0x8b949e, 0xff7b72, 0x39c5cf));

    public ChartPalette {
        mechanisms = List.copyOf(mechanisms);
        series = List.copyOf(series);
        if (mechanisms.size() != 2 * Mechanism.values().length || series.size() != SERIES) {
            throw new IllegalArgumentException("Two colours a mechanism and " + SERIES + " of series.");
        }
    }

    private static ChartPalette of(int text, int grid, int background, int accent, int note, int noLevel, List<Integer> mechanisms,
            List<Integer> series) {
        return new ChartPalette(new Color(text), new Color(grid), new Color(background), new Color(accent), new Color(note),
                new Color(noLevel),
                mechanisms.stream().map(Color::new).toList(), series.stream().map(Color::new).toList());
    }

    /** The colour of a line. */
    public Color of(LineStyle style) {
        if (style.mechanism() == null) return series.get(Math.floorMod(style.series(), series.size()));
        if (style.level() == Level.NONE) return noLevel;
        return mechanisms.get(2 * style.mechanism().ordinal() + (style.level() == Level.WEAK ? 1 : 0));
    }

    /** @param share of the colour's own opacity, 0 to 1 */
    static Color faint(Color color, double share) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(share * color.getAlpha()));
    }
}
