/** The page Inspector: levels, evidence, what-if, token probabilities and reward of one response, updated while typing. */
package org.empathyworkbench.app.inspector;
