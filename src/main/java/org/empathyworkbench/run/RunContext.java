package org.empathyworkbench.run;

import java.nio.file.Path;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.Workspace;

/**
 * Inputs and outputs of a running recipe.
 *
 * @param recipe      resolved
 * @param outputFolder an empty folder for the model's files
 * @param checkpoints where to resume, and where to save after each step
 */
record RunContext(Workspace workspace, String id, Recipe recipe, Path outputFolder, RunJournal journal, RunCheckpoints checkpoints) { }
