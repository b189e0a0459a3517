package org.empathyworkbench.workspace;

import java.util.Map;
import org.empathyworkbench.dialogue.Split;

/**
 * A set of responses of an outside model to a part of a split, finished or not.
 *
 * @param set       the name of the set of responses
 * @param limitedTo maximum number of examples, sampled by the seed; 0 for the whole split
 * @param wanted    number of examples
 * @param settings  sampling settings, by name
 */
public record BaselineInfo(String set, String dataset, Split split, int limitedTo,
        long seed, int wanted, String endpoint, String address, String model, String prompt,
        Map<String, String> settings) {
    public BaselineInfo { settings = Map.copyOf(settings); }
}
