package org.empathyworkbench.text;

import java.util.ArrayList;
import java.util.List;

/** A batch cut so that no part needs more memory than there is; the parts' gradients add up to the batch's (METHOD section 6, rule 9). */
public final class BatchParts {
    private BatchParts() {}

    /**
     * [from, to) of neighbouring rows that stay within the limit, padding included; a single row may exceed it.
     *
     * @param limit tokens of contexts and responses together; 0 for none, which leaves the batch whole
     */
    public static List<int[]> of(int[][] contexts, int[][] responses, int limit) {
        List<int[]> parts = new ArrayList<>();
        int from = 0;
        int context = 0;
        int response = 0;
        for (int row = 0; row < contexts.length; row++) {
            int c = Math.max(context, contexts[row].length);
            int r = Math.max(response, responses[row].length);
            if (limit > 0 && row > from && (long) (c + r) * (row + 1 - from) > limit) {
                parts.add(new int[] {from, row});
                from = row;
                c = contexts[row].length;
                r = responses[row].length;
            }
            context = c;
            response = r;
        }
        parts.add(new int[] {from, contexts.length});
        return parts;
    }
}
