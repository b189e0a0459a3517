/**
 * Comparison of several systems' responses to many contexts: the table, which may be filled while displayed; metrics over any of its
 * contexts; filters; word differences of two responses; export.
 */
package org.empathyworkbench.comparison;
