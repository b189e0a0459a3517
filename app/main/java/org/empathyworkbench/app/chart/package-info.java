/**
 * Charts of numbers over steps: every value stays visible however many there are, colours come from the style sheet, and what is on
 * the screen can be taken away as PNG, SVG or CSV. Knows no page.
 */
package org.empathyworkbench.app.chart;
