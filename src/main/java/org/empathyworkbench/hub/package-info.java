/**
 * The Hugging Face hub: what a model's repository holds and under which licence, and getting the files that are wanted of it, whole and
 * checked. Speaks HTTP, knows folders, knows no workspace.
 */
@NullMarked
package org.empathyworkbench.hub;

import org.jspecify.annotations.NullMarked;
