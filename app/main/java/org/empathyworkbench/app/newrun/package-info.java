/**
 * The form that starts a run: preset, settings, models, dataset, and the memory that the run will need.
 */
package org.empathyworkbench.app.newrun;
