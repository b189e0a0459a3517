/**
 * Executing recipes: training in this process, starting and controlling runs in separate processes, the record of a finished run, and
 * repeating one from its record.
 */
package org.empathyworkbench.run;
