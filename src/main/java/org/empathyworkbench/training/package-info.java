/** Supervised training: generators on conversations, identifiers on labelled pairs. Reinforcement learning is in package {@code ppo}. */
package org.empathyworkbench.training;
