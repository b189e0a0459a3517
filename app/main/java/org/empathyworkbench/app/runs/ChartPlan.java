package org.empathyworkbench.app.runs;

import java.util.List;
import org.empathyworkbench.app.chart.LineStyle;

/**
 * Plan of one chart.
 *
 * @param section    of the page
 * @param definition one sentence; empty if the title suffices
 */
record ChartPlan(Section section, String title, String definition, List<Line> lines) {
    /** A section of charts. @param meaning how to read it */
    record Section(String title, String meaning) { }

    /** One line. */
    record Line(String metric, String label, LineStyle style) { }

    ChartPlan { lines = List.copyOf(lines); }
}
