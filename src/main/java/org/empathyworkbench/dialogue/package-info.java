/**
 * The domain: dialogues, turns, examples, the three mechanisms of empathy and their levels. Plain values without behaviour beyond their own
 * invariants.
 */
@NullMarked
package org.empathyworkbench.dialogue;

import org.jspecify.annotations.NullMarked;
