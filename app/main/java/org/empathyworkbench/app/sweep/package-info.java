/** Sweeps on the page Runs: progress, results table, evaluation, and the New sweep form. */
package org.empathyworkbench.app.sweep;
