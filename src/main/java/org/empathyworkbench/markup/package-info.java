/**
 * Texts of strangers as parts of files for other programs, one class a format: cells of CSV that a spreadsheet takes for text
 * ({@link org.empathyworkbench.markup.CsvText}), Markdown, HTML and LaTeX whose signs are words and nothing else.
 */
@NullMarked
package org.empathyworkbench.markup;

import org.jspecify.annotations.NullMarked;
