/** Timeline of a run: responses and levels of every saved model for one context. */
package org.empathyworkbench.app.timeline;
