/**
 * The page Cases: collections of contexts with responses, ordered, rated, marked and annotated by the user, presented full screen and
 * exported. Stored responses never change; regenerated ones are added.
 */
package org.empathyworkbench.app.cases;
