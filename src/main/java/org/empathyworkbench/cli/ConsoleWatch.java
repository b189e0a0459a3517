package org.empathyworkbench.cli;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.comparison.Watch;

/**
 * Prints the progress of a comparison on standard error.
 *
 * @param ending whether the program was asked to terminate, as by Ctrl-C
 */
record ConsoleWatch(ConsoleProgress progress, String what, BooleanSupplier ending) implements Watch {
    @Override public void at(long done, long total) { progress.at(total == 0 ? 1 : (double) done / total, what); }

    @Override public void check() { if (ending.getAsBoolean()) throw new CancellationException("The program was asked to terminate."); }
}
