/**
 * The three empathy identifiers: one network per mechanism that classifies how strongly a response to a context shows it (EmpRL, section
 * III-C; METHOD section 2), and the scorer that runs all three. Inference only; training is in package {@code training}.
 */
@NullMarked
package org.empathyworkbench.identifier;

import org.jspecify.annotations.NullMarked;
