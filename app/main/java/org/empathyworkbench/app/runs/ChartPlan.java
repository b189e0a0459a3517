package org.empathyworkbench.app.runs;

import java.util.List;
import org.empathyworkbench.app.chart.LineStyle;

/**
 * One chart of a run, before anything is drawn.
 *
 * @param section    which part of the story it belongs to
 * @param definition what is drawn, in a sentence; empty where the title says it
 */
record ChartPlan(Section section, String title, String definition, List<Line> lines) {
    /** A part of the story. @param meaning what to look for there */
    record Section(String title, String meaning) { }

    /** One line. */
    record Line(String metric, String label, LineStyle style) { }

    ChartPlan { lines = List.copyOf(lines); }
}
