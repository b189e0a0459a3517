/** A conversation of the user with one or two models, with all its branches. Plain values, independent of window and workspace. */
@NullMarked
package org.empathyworkbench.conversation;

import org.jspecify.annotations.NullMarked;
