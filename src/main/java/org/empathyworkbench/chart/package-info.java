/**
 * Charts of curves, in the window and in files: curves, their smoothing, grouping by seed and reduction to the pixels' columns are ours,
 * JFreeChart draws them. Needs no display.
 */
package org.empathyworkbench.chart;
