package org.empathyworkbench.workspace;

import java.util.Map;
import org.empathyworkbench.dialogue.Split;

/**
 * A set of responses that an outside model gives to a part of a split, finished or not.
 *
 * @param set       the name of the set of responses
 * @param limitedTo at most so many examples, drawn by the seed; 0 for the whole split
 * @param wanted    how many examples that are
 * @param settings  how the model is asked to draw, by name
 */
public record BaselineInfo(String set, String dataset, Split split, int limitedTo,
        long seed, int wanted, String endpoint, String address, String model, String prompt,
        Map<String, String> settings) {
    public BaselineInfo { settings = Map.copyOf(settings); }
}
