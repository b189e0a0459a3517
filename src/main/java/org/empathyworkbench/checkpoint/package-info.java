/**
 * Checkpoints from which a run resumes exactly: saved atomically, verified before use, deleted by a retention rule. Trainers define their
 * content.
 */
package org.empathyworkbench.checkpoint;
