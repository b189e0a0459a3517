package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.scene.paint.Color;

/**
 * A chart as it stands at a moment: what is drawn of each line, and both scales. Made from the lines for a size, painted with any pen, and
 * asked where a step stands. The range of the values is that of what is seen, raw values included.
 */
final class Plot {
    private static final double FONT = 11;
    private static final double DIGIT = 6.4;
    private static final int FEW = 40;
    private static final int SPARSE = 400;
    private static final double SAME = 0.7;

    /** What a picture is made of. @param smoothing that the lines are prepared for @param window null for everything */
    record Subject(List<ChartLine> lines, List<Color> colours, ChartAxes axes, double smoothing, Span window,
            boolean logarithmic, List<ChartNote> notes, List<ChartMark> marks, String emphasis) { }

    /** Inks that are not a line's. */
    record Inks(Color text, Color grid, Color accent, Color note) { }

    /** One line as it is drawn; {@code raw} is null where nothing stands behind it. */
    private record Drawn(ChartLine line, Color colour, Reduced smooth, Reduced raw, Reduced low, Reduced high) { }

    private final Subject subject;
    private final XAxis axis;
    private final List<Drawn> drawn = new ArrayList<>();
    private final Span everything;
    private final Scale x;
    private final Scale y;
    private final double left;
    private final double top;
    private final double right;
    private final double bottom;
    private final List<Ticks.Tick> xTicks;
    private final List<Ticks.Tick> yTicks;
    private final String hint;

    Plot(Subject subject, double atX, double atY, double width, double height) {
        this.subject = subject;
        this.axis = subject.axes().axisProperty().get();
        double smoothing = subject.smoothing();
        for (ChartLine line : subject.lines()) if (line.group() != null && line.prepared(smoothing)) line.group().show(smoothing);
        everything = everything();
        Span seen = subject.window() != null ? subject.window() : everything;
        top = atY + 8;
        bottom = atY + height - 34;
        int columns = (int) Math.max(50, width - 60);
        int notPositive = 0;
        int notFinite = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        if (seen != null) {
            for (int i = 0; i < subject.lines().size(); i++) {
                Drawn line = reduced(subject.lines().get(i), subject.colours().get(i), smoothing, seen, columns);
                drawn.add(line);
                notPositive += line.line().raw().notPositive();
                notFinite += line.line().raw().notFinite();
                for (Reduced part : new Reduced[] {line.smooth(), line.raw(), line.low(), line.high()}) {
                    if (part == null) continue;
                    for (double value : part.ys()) {
                        if (Double.isNaN(value)) continue;
                        least = Math.min(least, value);
                        most = Math.max(most, value);
                    }
                }
            }
        }
        boolean any = least <= most;
        if (any && subject.window() == null) {
            for (ChartMark mark : subject.marks()) {
                if (subject.logarithmic() && mark.value() <= 0) continue;
                least = Math.min(least, mark.value());
                most = Math.max(most, mark.value());
            }
        }
        Span range = any ? padded(least, most, subject.logarithmic()) : null;
        int yMost = (int) Math.max(2, (bottom - top) / 30);
        yTicks = range == null ? List.of() : subject.logarithmic() ? Ticks.logarithmic(range.from(), range.to(), yMost)
                : Ticks.linear(range.from(), range.to(), yMost, false);
        double labels = yTicks.stream().mapToDouble(tick -> tick.label().length() * DIGIT).max().orElse(0);
        left = atX + Math.max(30, labels + 12);
        right = atX + width - 10;
        y = range == null ? null : new Scale(range.from(), range.to(), bottom, top, subject.logarithmic());
        double margin = seen == null || subject.window() != null ? 0 : 0.012 * seen.width();
        x = range == null ? null : new Scale(seen.from() - margin, seen.to() + margin, left, right, false);
        int xMost = (int) Math.max(2, (right - left) / 52);
        xTicks = x == null ? List.of() : axis == XAxis.STEP ? Ticks.linear(x.from() < 0 && seen.from() >= 0 ? 0 : x.from(),
                x.to(), xMost, true) : Ticks.time(Math.max(0, x.from()), x.to(), xMost);
        hint = hint(any, notPositive, notFinite);
    }

    private Span everything() {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (ChartLine line : subject.lines()) {
            Curve curve = line.drawn();
            if (curve.size() == 0) continue;
            from = Math.min(from, curve.x(axis, 0));
            to = Math.max(to, curve.x(axis, curve.size() - 1));
        }
        if (from > to) return null;
        return from == to ? new Span(from - 0.5, to + 0.5) : new Span(from, to);
    }

    private Drawn reduced(ChartLine line, Color colour, double smoothing, Span seen, int columns) {
        double window = line.window(smoothing);
        boolean log = subject.logarithmic();
        Reduced smooth = line.drawn().reduced(axis, window, seen.from(), seen.to(), columns, log);
        Reduced raw = smoothing <= 0 ? null : line.raw().reduced(axis, 0, seen.from(), seen.to(), columns, log);
        if (line.group() == null || line.group().members().size() < 2) return new Drawn(line, colour, smooth, raw, null, null);
        Reduced[] band = Reduced.band(line.group().low(), line.group().high(), axis, seen.from(), seen.to(), columns, log);
        return new Drawn(line, colour, smooth, raw, band[0], band[1]);
    }

    private static Span padded(double least, double most, boolean log) {
        if (log) {
            double factor = least == most ? 2 : Math.pow(most / least, 0.04);
            return new Span(least / factor, most * factor);
        }
        if (most - least < 1e-9 * Math.max(Math.abs(least), Math.abs(most))) most = least;         // a constant with the last bit wrong
        double pad = least == most ? Math.max(1e-9, Math.abs(least) * 0.1) : 0.05 * (most - least);
        if (least == most && least == 0) pad = 0.5;
        return new Span(least - pad, most + pad);
    }

    /** What is not drawn is said. */
    private String hint(boolean any, int notPositive, int notFinite) {
        if (subject.lines().isEmpty()) return "Every line is hidden";
        if (everything == null) return "Nothing yet";
        if (!any && subject.logarithmic() && notPositive > 0) return "No value is above 0: no logarithmic scale";
        if (!any) return "No values in this part";
        List<String> parts = new ArrayList<>();
        if (subject.logarithmic() && notPositive > 0) parts.add(count(notPositive, "value") + " at or below 0 not drawn");
        if (notFinite > 0) parts.add(count(notFinite, "gap") + " where a value is no number");
        return String.join("; ", parts);
    }

    private static String count(int n, String what) { return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s"); }

    /** False while there is nothing to point at. */
    boolean readable() { return x != null; }

    Scale x() { return x; }

    Scale y() { return y; }

    double left() { return left; }

    double right() { return right; }

    double top() { return top; }

    double bottom() { return bottom; }

    /** The whole of the axis, null while there is nothing. */
    Span whole() { return everything; }

    String hint() { return hint; }

    /** Points of the smoothed line of this name. */
    int points(String name) {
        return drawn.stream().filter(line -> line.line().name().equals(name)).mapToInt(line -> line.smooth().xs().length).sum();
    }

    /** Where a step stands on the axis for a run; NaN when the chart does not know. */
    double xOfStep(String run, int step) {
        if (axis == XAxis.STEP) return step;
        for (ChartLine line : subject.lines()) {
            Curve curve = line.drawn();
            if (!line.run().equals(run) && !run.isEmpty() || curve.size() == 0) continue;
            return curve.x(axis, Math.min(curve.size() - 1, curve.firstAtLeast(XAxis.STEP, step)));
        }
        return Double.NaN;
    }

    void paint(Pen pen, Inks inks) {
        if (!readable()) {
            pen.text(hint, (left + right) / 2, (top + bottom) / 2, Pen.Align.MIDDLE, inks.text(), 12, false);
            return;
        }
        for (Ticks.Tick tick : yTicks) {
            double at = Math.round(y.at(tick.at())) + 0.5;
            pen.line(new double[] {left, right}, new double[] {at, at}, 2, inks.grid(), 1, new double[0]);
            pen.text(tick.label(), left - 6, at, Pen.Align.END, inks.text(), FONT, false);
        }
        for (Ticks.Tick tick : xTicks) {
            if (tick.at() < x.from() || tick.at() > x.to()) continue;
            pen.text(tick.label(), x.at(tick.at()), bottom + 11, Pen.Align.MIDDLE, inks.text(), FONT, false);
        }
        pen.text(axis.word(), (left + right) / 2, bottom + 26, Pen.Align.MIDDLE, inks.text(), FONT, false);
        pen.clip(left - 3, top - 6, right - left + 6, bottom - top + 9);
        for (Drawn line : drawn) band(pen, line);
        paintSteps(pen, inks);
        for (Drawn line : backToFront()) {
            if (line.raw() == null) continue;
            if (line.raw().dense()) cloud(pen, line.raw(), faint(line));
            else stroke(pen, line.raw(), faint(line), 1, new double[0]);
        }
        for (Drawn line : backToFront()) {
            boolean strong = line.line().name().equals(subject.emphasis());
            Color ink = subject.emphasis() == null || strong ? line.colour() : line.colour().deriveColor(0, 1, 1, 0.3);
            stroke(pen, line.smooth(), ink, strong ? 3 : 2, line.line().style().dashes());
            dots(pen, line.smooth(), ink);
        }
        for (ChartMark mark : subject.marks()) {
            if (mark.value() < y.from() || mark.value() > y.to()) continue;
            double at = y.at(mark.value());
            pen.line(new double[] {left, right}, new double[] {at, at}, 2, inks.accent(), 1, new double[] {6, 4});
            pen.text(mark.label(), right - 2, at - 8 < top ? at + 8 : at - 8, Pen.Align.END, inks.accent(), FONT, false);
        }
        pen.unclip();
        if (!hint.isEmpty()) pen.text(hint, right, top - 3, Pen.Align.END, inks.text(), 10, false);
    }

    /** Notes, and the step that is open. */
    private void paintSteps(Pen pen, Inks inks) {
        for (ChartNote note : subject.notes()) {
            double at = xOfStep(note.run(), note.step());
            if (Double.isNaN(at) || at < x.from() || at > x.to()) continue;
            double px = Math.round(x.at(at)) + 0.5;
            pen.line(new double[] {px, px}, new double[] {top, bottom}, 2, inks.note(), 1, new double[] {3, 3});
            pen.rectangle(px, top, 7, 6, inks.note());
        }
        Integer open = subject.axes().openedProperty().get();
        double at = open == null ? Double.NaN : xOfStep("", open);
        if (Double.isNaN(at) || at < x.from() || at > x.to()) return;
        double px = Math.round(x.at(at)) + 0.5;
        pen.line(new double[] {px, px}, new double[] {top, bottom}, 2, inks.accent(), 1.5, new double[0]);
    }

    private static Color faint(Drawn line) { return line.colour().deriveColor(0, 1, 1, line.raw().xs().length > SPARSE ? 0.28 : 0.42); }

    private void band(Pen pen, Drawn line) {
        if (line.low() == null) return;
        int n = line.low().xs().length;
        double[] xs = new double[n];
        double[] lows = new double[n];
        double[] highs = new double[n];
        for (int i = 0; i < n; i++) {
            xs[i] = x.at(line.low().xs()[i]);
            double low = line.low().ys()[i];
            lows[i] = Double.isNaN(low) && subject.logarithmic() ? bottom : y.at(low);
            highs[i] = y.at(line.high().ys()[i]);
        }
        pen.area(xs, lows, highs, n, line.colour().deriveColor(0, 1, 1, 0.16));
    }

    /** A line of few points is not hidden by one of many. */
    private List<Drawn> backToFront() {
        List<Drawn> order = new ArrayList<>(drawn);
        Collections.reverse(order);
        order.sort(Comparator.comparingInt(line -> -Math.min(line.smooth().xs().length, FEW + 1)));
        return order;
    }

    /** Points that would fall on the one before are left out. */
    private void stroke(Pen pen, Reduced points, Color colour, double width, double[] dashes) {
        int all = points.xs().length;
        double[] xs = new double[all];
        double[] ys = new double[all];
        int n = 0;
        for (int i = 0; i < all; i++) {
            double px = x.at(points.xs()[i]);
            double py = Double.isNaN(points.ys()[i]) ? Double.NaN : y.at(points.ys()[i]);
            if (n > 0 && i < all - 1 && Math.abs(px - xs[n - 1]) < SAME && Math.abs(py - ys[n - 1]) < SAME) continue;
            xs[n] = px;
            ys[n++] = py;
        }
        pen.line(xs, ys, n, colour, width, dashes);
    }

    /**
     * More values than pixels: in each column of pixels from the lowest to the highest, which is
     * what a line through all of them would cover.
     */
    private void cloud(Pen pen, Reduced points, Color colour) {
        int all = points.xs().length;
        double[] xs = new double[all];
        double[] bottoms = new double[all];
        double[] tops = new double[all];
        int n = 0;
        double column = Double.NaN;
        for (int i = 0; i < all; i++) {
            if (Double.isNaN(points.ys()[i])) {
                pen.area(xs, bottoms, tops, n, colour);
                n = 0;
                column = Double.NaN;
                continue;
            }
            double px = Math.floor(x.at(points.xs()[i]));
            double py = y.at(points.ys()[i]);
            if (px != column) {
                column = px;
                xs[n] = px + 0.5;
                bottoms[n] = py + 0.5;
                tops[n++] = py - 0.5;
            } else {
                bottoms[n - 1] = Math.max(bottoms[n - 1], py + 0.5);
                tops[n - 1] = Math.min(tops[n - 1], py - 0.5);
            }
        }
        pen.area(xs, bottoms, tops, n, colour);
    }

    /** A line of few points shows them: a single one would not be seen otherwise. */
    private void dots(Pen pen, Reduced points, Color colour) {
        if (points.xs().length > FEW) return;
        for (int i = 0; i < points.xs().length; i++) {
            if (!Double.isNaN(points.ys()[i])) pen.dot(x.at(points.xs()[i]), y.at(points.ys()[i]), 2.5, colour);
        }
    }
}
