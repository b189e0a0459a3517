/**
 * Models that come from elsewhere, from a folder or a model hub: checked, converted and published into the workspace whole or not at all.
 */
@NullMarked
package org.empathyworkbench.modelimport;

import org.jspecify.annotations.NullMarked;
