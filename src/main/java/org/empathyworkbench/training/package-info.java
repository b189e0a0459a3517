/** Supervised training: generators on conversations, identifiers on labelled pairs. Reinforcement learning is in package {@code ppo}. */
@NullMarked
package org.empathyworkbench.training;

import org.jspecify.annotations.NullMarked;
