package org.empathyworkbench.run;

import java.nio.file.Path;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.Workspace;

/**
 * Where a run works: what it reads, where it writes its model, to whom it speaks.
 *
 * @param recipe      resolved
 * @param making      an empty folder for the model's files
 * @param checkpoints where the training goes on, and to whom it says after each step that it may be saved
 */
record RunContext(Workspace workspace, String id, Recipe recipe, Path making, RunJournal journal, RunCheckpoints checkpoints) { }
