/**
 * Cases for people to read and teach with: a context, what several systems answered, where each answer comes from, notes, ratings and
 * marked words; and cases as a file, Markdown, LaTeX, HTML, CSV or JSON lines. Knows neither the store nor a model.
 */
@NullMarked
package org.empathyworkbench.casestudy;

import org.jspecify.annotations.NullMarked;
