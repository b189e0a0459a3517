package org.empathyworkbench.app.runs;

import org.empathyworkbench.run.Recipe;

/** Has a run started by a process of its own; in tests nothing is. Called away from the window. */
@FunctionalInterface
public interface RunStart {
    /**
     * @return the run's id
     * @throws org.empathyworkbench.dialogue.BadInput when the recipe cannot be run here
     */
    String start(Recipe recipe);
}
