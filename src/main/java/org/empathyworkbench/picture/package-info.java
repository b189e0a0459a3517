/**
 * Pictures of cases, for files. They are drawn in memory by Java's own two-dimensional drawing, which needs no display: this is the only
 * package of the engine that does so, and window and terminal write the same pictures by it.
 */
@NullMarked
package org.empathyworkbench.picture;

import org.jspecify.annotations.NullMarked;
