/**
 * The demo loop: trains identifiers, a generator and an aligned generator on the bundled corpus, as three runs, and keeps cases with the
 * empathy levels of their responses. Its folder in the workspace tells other processes how far it is.
 */
@NullMarked
package org.empathyworkbench.demo;

import org.jspecify.annotations.NullMarked;
