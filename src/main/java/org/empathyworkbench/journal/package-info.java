/**
 * What a training run records: messages, metrics, samples, token KL, failed batches. The trainers write to the interface
 * {@link org.empathyworkbench.journal.RunJournal} and know no database; the workspace stores what they write.
 */
@NullMarked
package org.empathyworkbench.journal;

import org.jspecify.annotations.NullMarked;
