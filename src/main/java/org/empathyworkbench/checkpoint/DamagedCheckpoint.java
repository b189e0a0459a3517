package org.empathyworkbench.checkpoint;

import java.nio.file.Path;

/**
 * A folder of a checkpoint's name that holds none.
 *
 * @param step as its name says
 * @param why  for people, a clause: {@code state.json is missing}
 */
public record DamagedCheckpoint(Path folder, int step, String why) {
    /** Two sentences for people: what is wrong with which checkpoint, and what becomes of it. */
    public String words() {
        return "The checkpoint of step " + step + " is damaged: " + why + ". It is not used and was left as it is (" + folder + ").";
    }
}
