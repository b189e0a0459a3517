/**
 * The page of runs: the list, the form for a new one, and a run as it goes on: its curves, its samples, what it says, and the recipe
 * it follows. A run is another process; all that is known of it here is what it wrote into the workspace, looked at a few times a second.
 */
package org.empathyworkbench.app.runs;
