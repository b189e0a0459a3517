package org.empathyworkbench.app.chart;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.paint.Color;

/** Writes SVG: text stays text, and what looks alike on the screen looks alike on paper. */
final class SvgPen implements Pen {
    private final StringBuilder out = new StringBuilder();
    private int clips;

    SvgPen(double width, double height) {
        put("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" "
                + "height=\"%.0f\" font-family=\"Inter, sans-serif\">%n", width, height, width, height);
    }

    String svg() { return out + "</svg>\n"; }

    @Override public void rectangle(double x, double y, double width, double height, Color fill) {
        put("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"%s/>%n",
                x, y, width, height, hex(fill), opacity("fill", fill));
    }

    @Override public void line(double[] xs, double[] ys, int n, Color color, double width, double[] dashes) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(ys[i])) {
                pen = false;
                continue;
            }
            path.append(pen ? 'L' : 'M').append(String.format(Locale.ROOT, "%.1f %.1f", xs[i], ys[i]));
            pen = true;
        }
        if (path.isEmpty()) return;
        String dash = dashes.length == 0 ? "" : " stroke-dasharray=\""
                + Arrays.stream(dashes).mapToObj(d -> String.format(Locale.ROOT, "%.0f", d)).collect(Collectors.joining(" ")) + "\"";
        put("<path d=\"%s\" fill=\"none\" stroke=\"%s\"%s stroke-width=\"%.1f\" stroke-linejoin=\"round\"%s/>%n",
                path, hex(color), opacity("stroke", color), width, dash);
    }

    @Override public void area(double[] xs, double[] lows, double[] highs, int n, Color fill) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < n; i++) if (!Double.isNaN(highs[i] + lows[i])) point(path, xs[i], highs[i]);
        for (int i = n - 1; i >= 0; i--) if (!Double.isNaN(highs[i] + lows[i])) point(path, xs[i], lows[i]);
        if (path.isEmpty()) return;
        put("<path d=\"%sZ\" fill=\"%s\"%s/>%n", path, hex(fill), opacity("fill", fill));
    }

    private static void point(StringBuilder path, double x, double y) {
        path.append(path.isEmpty() ? 'M' : 'L').append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
    }

    @Override public void dot(double x, double y, double radius, Color fill) {
        put("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"%s/>%n", x, y, radius, hex(fill), opacity("fill", fill));
    }

    @Override public void text(String words, double x, double y, Align align, Color color, double size, boolean bold) {
        String anchor = align == Align.START ? "start" : align == Align.MIDDLE ? "middle" : "end";
        put("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%.0f\"%s fill=\"%s\">%s</text>%n", x, y + 0.36 * size, anchor, size,
                bold ? " font-weight=\"bold\"" : "", hex(color), words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    @Override public void clip(double x, double y, double width, double height) {
        put("<clipPath id=\"c%d\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/></clipPath>%n<g clip-path=\"url(#c%d)\">%n",
                ++clips, x, y, width, height, clips);
    }

    @Override public void unclip() { put("</g>%n"); }

    private static String opacity(String what, Color color) {
        return color.getOpacity() >= 1 ? "" : String.format(Locale.ROOT, " %s-opacity=\"%.2f\"", what, color.getOpacity());
    }

    private void put(String format, Object... values) { out.append(String.format(Locale.ROOT, format, values)); }

    private static String hex(Color color) {
        return String.format("#%02x%02x%02x", Math.round(255 * color.getRed()),
                Math.round(255 * color.getGreen()), Math.round(255 * color.getBlue()));
    }
}
