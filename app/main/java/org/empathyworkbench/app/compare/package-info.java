/** The page Compare: responses of up to six systems and the reference to the same contexts, with levels, rewards and metrics. */
package org.empathyworkbench.app.compare;
