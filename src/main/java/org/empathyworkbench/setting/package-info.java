/**
 * How a record of settings describes itself: each component carries its label, meaning, range and source, so that forms, recipe
 * files and command lines are made from the record and every default is defined in one place.
 */
@NullMarked
package org.empathyworkbench.setting;

import org.jspecify.annotations.NullMarked;
