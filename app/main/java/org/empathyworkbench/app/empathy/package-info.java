/**
 * Widgets that show empathy: level chips, probability bars, words coloured by evidence or marked by hand, conversations.
 */
package org.empathyworkbench.app.empathy;
