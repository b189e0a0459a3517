package org.empathyworkbench.cli;

import org.empathyworkbench.comparison.Watch;

/** Tells on standard error how far a comparison's work has come. A terminal ends it by ending the program. */
record ConsoleWatch(ConsoleProgress progress, String what) implements Watch {
    @Override public void at(long done, long total) { progress.at(total == 0 ? 1 : (double) done / total, what); }

    @Override public void check() { }
}
