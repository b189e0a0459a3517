package org.empathyworkbench.checkpoint;

import java.nio.file.Path;

/**
 * A folder with a checkpoint's name but without a usable checkpoint.
 *
 * @param step from its name
 * @param why  clause for messages: {@code state.json is missing}
 */
public record DamagedCheckpoint(Path folder, int step, String why) {
    /** Two sentences for the user: what is wrong with which checkpoint, and what is done about it. */
    public String words() {
        return "The checkpoint of step " + step + " is damaged: " + why + ". It is not used and was not changed (" + folder + ").";
    }
}
