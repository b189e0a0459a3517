package org.empathyworkbench.chart;

/** A part of an axis. @param to over {@code from} */
public record Span(double from, double to) {
    public Span {
        if (!(to > from)) throw new IllegalArgumentException("From " + from + " to " + to + " there is nothing.");
    }

    public double width() { return to - from; }

    /** Made larger (factor over 1) or smaller around a place that stays where it is. */
    public Span scaled(double factor, double around) {
        return new Span(around - (around - from) * factor, around + (to - around) * factor);
    }

    public Span moved(double by) { return new Span(from + by, to + by); }
}
