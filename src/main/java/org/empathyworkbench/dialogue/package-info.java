/**
 * What people say to each other and how empathetic it is: dialogues, turns, examples, the three mechanisms and their levels.
 * Plain values without behaviour beyond their own invariants; everything else in the engine speaks in these words.
 */
@NullMarked
package org.empathyworkbench.dialogue;

import org.jspecify.annotations.NullMarked;
