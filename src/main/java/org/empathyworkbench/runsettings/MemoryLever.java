package org.empathyworkbench.runsettings;

/**
 * The setting that cuts a batch into parts whose gradients are added up, which lowers a run's memory at the least cost.
 *
 * @param setting      its name
 * @param rows         examples that one part has now, or would have without a limit
 * @param tokensPerRow what one row counts in the setting's unit: tokens where it limits tokens, 1 where it limits rows
 * @param sameResult   whether the result does not depend on how a batch is cut
 */
public record MemoryLever(String setting, int rows, int tokensPerRow, boolean sameResult) { }
