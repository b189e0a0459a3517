package org.empathyworkbench.app.chart;

/** Values on one side, pixels on the other. */
record Scale(double from, double to, double start, double end, boolean logarithmic) {
    double at(double value) {
        double share = logarithmic ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
        return start + share * (end - start);
    }

    double value(double pixel) {
        double share = (pixel - start) / (end - start);
        return logarithmic ? from * Math.pow(to / from, share) : from + share * (to - from);
    }
}
