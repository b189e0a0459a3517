/**
 * How good responses are: the metrics of METHOD section 7 and the statistics that say what a difference is worth. The metrics are plain
 * arithmetic on words, levels and numbers; what needs a model gets its answers as arguments.
 */
@NullMarked
package org.empathyworkbench.evaluation;

import org.jspecify.annotations.NullMarked;
