/**
 * Supervised learning from human conversations: a generator learns to answer, identifiers learn to see empathy. What is learnt by
 * reward is the work of the package {@code ppo}.
 */
package org.empathyworkbench.training;
