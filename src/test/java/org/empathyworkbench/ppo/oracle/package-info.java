/**
 * A second PPO, written from the equations of METHOD sections 3 to 5 and the T5 paper alone, in double precision and plain Java arrays: one
 * response at a time, so without padding, masks, batches, caches or a tensor library. It shares the settings and the data types with the
 * program and no arithmetic. Slow, and only for models of a few thousand weights.
 */
package org.empathyworkbench.ppo.oracle;
