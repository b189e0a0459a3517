package org.empathyworkbench.cli;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.comparison.Watch;

/**
 * Tells on standard error how far a comparison's work has come.
 *
 * @param ending whether the program was told to end, as by Ctrl-C
 */
record ConsoleWatch(ConsoleProgress progress, String what, BooleanSupplier ending) implements Watch {
    @Override public void at(long done, long total) { progress.at(total == 0 ? 1 : (double) done / total, what); }

    @Override public void check() { if (ending.getAsBoolean()) throw new CancellationException("The program was told to end."); }
}
