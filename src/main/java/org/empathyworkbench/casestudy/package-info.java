/**
 * Case studies: a context, several systems' responses with their provenance, notes, ratings and marked words; export as JSON, Markdown,
 * LaTeX, HTML, CSV or JSON lines. Independent of the workspace and of models.
 */
@NullMarked
package org.empathyworkbench.casestudy;

import org.jspecify.annotations.NullMarked;
