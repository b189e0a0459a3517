/**
 * Aligning a generator with the empathy reward by PPO (Ma et al., sections III-D and III-E): rollouts, the reward of three identifiers,
 * the KL penalty against a frozen reference, advantages, the clipped loss. {@link org.empathyworkbench.ppo.PpoTraining} reads from top
 * to bottom as the algorithm. Does not know how identifiers work: it asks an {@link org.empathyworkbench.ppo.EmpathyJudge}.
 */
package org.empathyworkbench.ppo;
