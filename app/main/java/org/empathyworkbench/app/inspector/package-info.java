/**
 * The page that looks at one response: the three levels with their probabilities as it is typed, and the reward against a reference,
 * factor by factor.
 */
package org.empathyworkbench.app.inspector;
