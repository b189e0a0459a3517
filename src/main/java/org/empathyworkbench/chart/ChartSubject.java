package org.empathyworkbench.chart;

import java.util.List;

/**
 * What a chart shows.
 *
 * @param smoothing   in steps, that the lines are prepared for; 0 for the values themselves
 * @param window      the part of the axis that is looked at; null for everything
 * @param logarithmic whether values stand on a logarithmic scale
 * @param emphasis    name of the line that stands out; null for none
 * @param opened      the step that is open beside the chart; null for none
 */
public record ChartSubject(List<ChartLine> lines, XAxis axis, double smoothing, Span window, boolean logarithmic, List<ChartNote> notes,
        List<ChartMark> marks, String emphasis, Integer opened) {
    public ChartSubject {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
        marks = List.copyOf(marks);
    }

    /** Everything of some lines over steps, with nothing beside them. */
    public static ChartSubject of(List<ChartLine> lines, double smoothing, List<ChartMark> marks) {
        return new ChartSubject(lines, XAxis.STEP, smoothing, null, false, List.of(), marks, null, null);
    }
}
