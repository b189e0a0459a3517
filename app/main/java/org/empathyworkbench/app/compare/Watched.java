package org.empathyworkbench.app.compare;

import org.empathyworkbench.app.control.GiveWay;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.comparison.Watch;

/** A task's progress as the engine hears of it; between two parts it gives way to a table that is scrolled. */
record Watched(Progress progress, GiveWay giveWay) implements Watch {
    @Override public void at(long done, long total) { progress.at(done, total); }

    @Override public void check() { giveWay.await(progress); }
}
