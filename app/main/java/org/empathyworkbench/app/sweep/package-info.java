/** Sweeps on the page of runs: settings by seeds as one thing, how far it is, the table of what came out, and the form of a new one. */
package org.empathyworkbench.app.sweep;
