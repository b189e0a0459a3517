/**
 * The page of cases: collections of contexts with responses worth showing, ordered, rated, marked and annotated by hand, presented to a
 * class one a page, and exported. What was stored stays as it was; what is generated anew stands beside it.
 */
package org.empathyworkbench.app.cases;
