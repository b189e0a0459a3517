package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.io.Sha256;

/**
 * A split drawn by a seed where a corpus brings none. Whole groups are drawn (all that belongs to a conversation or a seeker post stays
 * together), in the order of SHA-256(seed, group): equal on every machine, whatever the order of the files.
 */
final class SeededSplit {
    /** The seed of every reader, reported in its notice. */
    static final int SEED = 13;

    private SeededSplit() { }

    /**
     * @param groups one entry for each item: the group that it belongs to
     * @param parts  part of the items for each split but the training one, drawn in this order until the part is reached; the rest trains
     * @return the split of each group
     */
    static Map<String, Split> draw(List<String> groups, Map<Split, Double> parts) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String group : groups) sizes.merge(group, 1, Integer::sum);
        Map<String, String> ranks = new HashMap<>();
        for (String group : sizes.keySet()) ranks.put(group, rank(group));
        List<String> drawn = new ArrayList<>(sizes.keySet());
        drawn.sort(Comparator.comparing(ranks::get));

        Map<String, Split> splits = new HashMap<>();
        int next = 0;
        for (Map.Entry<Split, Double> part : parts.entrySet()) {
            double wanted = part.getValue() * groups.size();
            for (int items = 0; items < wanted && next < drawn.size(); next++) {
                items += sizes.get(drawn.get(next));
                splits.put(drawn.get(next), part.getKey());
            }
        }
        for (; next < drawn.size(); next++) splits.put(drawn.get(next), Split.TRAIN);
        return splits;
    }

    private static String rank(String group) { return Sha256.hex(SEED + ":" + group); }
}
