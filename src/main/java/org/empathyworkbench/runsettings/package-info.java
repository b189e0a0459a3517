/**
 * The settings of the three kinds of runs, each one record of groups with every default beside its component. They stand in one package
 * because they are the permitted kinds of one sealed interface.
 */
@NullMarked
package org.empathyworkbench.runsettings;

import org.jspecify.annotations.NullMarked;
