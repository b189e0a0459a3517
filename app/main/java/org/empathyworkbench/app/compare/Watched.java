package org.empathyworkbench.app.compare;

import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.comparison.Watch;

/** A task's progress as the engine hears of it. */
record Watched(Progress progress) implements Watch {
    @Override public void at(long done, long total) { progress.at(done, total); }

    @Override public void check() { progress.check(); }
}
