/** The timeline of a run in the window: one context, every model that the run kept, how the answer and its levels moved. */
package org.empathyworkbench.app.timeline;
