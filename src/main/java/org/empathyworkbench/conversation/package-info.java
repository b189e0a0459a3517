/**
 * A conversation of a person with one model or two: what was said, in all the ways that it was tried.
 * Plain values without a screen or a store.
 */
@NullMarked
package org.empathyworkbench.conversation;

import org.jspecify.annotations.NullMarked;
