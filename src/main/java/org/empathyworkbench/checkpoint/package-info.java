/**
 * Checkpoints from which a run resumes exactly: saved atomically, verified before use, deleted by a retention rule. Trainers define their
 * content.
 */
@NullMarked
package org.empathyworkbench.checkpoint;

import org.jspecify.annotations.NullMarked;
