/** The New run form: preset, settings, models, dataset, and the estimated memory. */
package org.empathyworkbench.app.newrun;
