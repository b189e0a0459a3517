package org.empathyworkbench.run;

import java.nio.file.Path;
import org.empathyworkbench.workspace.RunJournal;
import org.empathyworkbench.workspace.Workspace;

/**
 * Where a run works: what it reads, where it writes its model, to whom it speaks.
 *
 * @param recipe resolved
 * @param making an empty folder for the model's files
 */
record RunPlace(Workspace workspace, String id, Recipe recipe, Path making, RunJournal journal) { }
