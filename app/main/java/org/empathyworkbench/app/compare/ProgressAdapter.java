package org.empathyworkbench.app.compare;

import org.empathyworkbench.app.task.InteractionGate;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Watch;

/** Adapts a task's progress to the engine's interface; pauses between parts while the table is scrolled. */
record ProgressAdapter(Progress progress, InteractionGate giveWay) implements Watch {
    @Override public void at(long done, long total) { progress.at(done, total); }

    @Override public void check() { giveWay.await(progress); }
}
