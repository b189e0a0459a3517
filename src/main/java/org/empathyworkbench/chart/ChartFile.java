package org.empathyworkbench.chart;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.empathyworkbench.io.AtomicFile;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.pdf.PDFDocument;
import org.jfree.pdf.PDFGraphics2D;
import org.jfree.pdf.PDFHints;
import org.jfree.svg.SVGGraphics2D;

/** Writes a chart as a picture; a file that is there is replaced when the new one is whole. */
public enum ChartFile {
    /** Twice as fine as a screen. */
    PNG {
        @Override void write(JFreeChart chart, int width, int height, Path file) throws IOException {
            AtomicFile.write(file, out -> ChartUtils.writeScaledChartAsPNG(out, chart, width, height, FINE, FINE));
        }
    },
    /** Its text stays text. */
    SVG {
        @Override void write(JFreeChart chart, int width, int height, Path file) throws IOException {
            SVGGraphics2D graphics = new SVGGraphics2D(width, height);
            graphics.setDefsKeyPrefix("");                                  // else another name for each clip each time
            graphics.setGeomDoubleConverter(pixels -> String.valueOf(Math.round(100 * pixels) / 100.0));
            graphics.setFontFunction(family ->
                    family.equals(Font.SANS_SERIF) || family.equals(Font.DIALOG) ? "sans-serif" : family + ", sans-serif");
            chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
            AtomicFile.write(file, graphics.getSVGDocument().getBytes(StandardCharsets.UTF_8));
        }
    },
    /** Its text is drawn as outlines, so that it looks the same where the face is not installed. */
    PDF {
        @Override void write(JFreeChart chart, int width, int height, Path file) throws IOException {
            PDFDocument document = new PDFDocument();
            PDFGraphics2D graphics = document.createPage(new Rectangle2D.Double(0, 0, width, height)).getGraphics2D();
            graphics.setRenderingHint(PDFHints.KEY_DRAW_STRING_TYPE, PDFHints.VALUE_DRAW_STRING_TYPE_VECTOR);
            chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
            AtomicFile.write(file, document.getPDFBytes());
        }
    };

    private static final int FINE = 2;

    abstract void write(JFreeChart chart, int width, int height, Path file) throws IOException;

    /** @param width pixels of a screen, points of paper */
    public void write(CurveChart chart, int width, int height, Path file) throws IOException { write(chart.chart(), width, height, file); }

    /** As its file's name ends. */
    public String ending() { return name().toLowerCase(Locale.ROOT); }
}
