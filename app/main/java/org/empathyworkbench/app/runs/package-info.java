/**
 * The page Runs: list, table, and the open run with charts, samples, log, checkpoints and recipe. A run is another process; the page
 * polls what it writes into the workspace a few times a second.
 */
package org.empathyworkbench.app.runs;
