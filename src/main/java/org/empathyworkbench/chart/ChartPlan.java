package org.empathyworkbench.chart;

import java.util.List;

/**
 * One chart of a run, before anything is drawn.
 *
 * @param section    which part of the story it belongs to
 * @param definition what is drawn, in a sentence; empty where the title says it
 */
public record ChartPlan(Section section, String title, String definition, List<Line> lines) {
    /** A part of the story. @param meaning what to look for there */
    public record Section(String title, String meaning) { }

    /** One line. */
    public record Line(String metric, String label, LineStyle style) { }

    public ChartPlan { lines = List.copyOf(lines); }
}
