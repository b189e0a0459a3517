package org.empathyworkbench.sweep;

import org.empathyworkbench.workspace.Workspace;

/** Sees to it that an evaluation is done, and returns at once. */
@FunctionalInterface
public interface EvaluationStart {
    void start(Workspace workspace, SweepState sweep, EvaluationPlan plan);
}
