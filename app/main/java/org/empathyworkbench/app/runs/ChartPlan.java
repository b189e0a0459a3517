package org.empathyworkbench.app.runs;

import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * One chart of a run, before anything is drawn.
 *
 * @param definition what is drawn, in a sentence; empty where the title says it
 */
record ChartPlan(String title, String definition, List<Line> lines) {
    /** @param mechanism whose colour it has; null for a line of no mechanism */
    record Line(String metric, String label, Mechanism mechanism) { }

    ChartPlan { lines = List.copyOf(lines); }
}
