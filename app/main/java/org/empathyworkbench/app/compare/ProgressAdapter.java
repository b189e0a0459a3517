package org.empathyworkbench.app.compare;

import org.empathyworkbench.app.task.InteractionGate;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Watch;

/** A task's progress as the engine hears of it; between two parts it gives way to a table that is scrolled. */
record ProgressAdapter(Progress progress, InteractionGate giveWay) implements Watch {
    @Override public void at(long done, long total) { progress.at(done, total); }

    @Override public void check() { giveWay.await(progress); }
}
