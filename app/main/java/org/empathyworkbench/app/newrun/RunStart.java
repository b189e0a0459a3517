package org.empathyworkbench.app.newrun;

import java.util.OptionalInt;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.run.RunControl;

/** Starts a run in its own process, at once or when its device is free; replaced in tests. Called off the JavaFX thread. */
@FunctionalInterface
public interface RunStart {
    /**
     * The checkpoint that a branch continues from.
     *
     * @param run id of the run that saved it
     * @param name of that run
     */
    record Origin(String run, String name, int step) { }

    /**
     * @param origin null for a run from scratch
     * @return the run's id
     * @throws org.empathyworkbench.dialogue.UserInputException when the recipe cannot be run here
     */
    String start(Recipe recipe, Origin origin);

    static RunStart by(RunControl control) {
        return (recipe, origin) ->
                (origin == null ? control.start(recipe) : control.branch(origin.run(), OptionalInt.of(origin.step()), old -> recipe)).id();
    }
}
