/**
 * Aligning a generator with the empathy reward by PPO (Ma et al., sections III-D and III-E): rollouts, the reward of three identifiers, the
 * KL penalty against a frozen reference, advantages, the clipped loss. {@link org.empathyworkbench.ppo.PpoTraining} is the algorithm's main
 * loop. Accesses the identifiers only through {@link org.empathyworkbench.ppo.EmpathyJudge}.
 */
@NullMarked
package org.empathyworkbench.ppo;

import org.jspecify.annotations.NullMarked;
