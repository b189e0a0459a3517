package org.empathyworkbench.text;

import java.util.Arrays;
import java.util.List;

/**
 * Token ids of several texts, right-padded with 0 to the longest. T5's padding id equals its start id, so masks are made from
 * {@code lengths}, never from {@code id != 0} (METHOD section 6, point 2).
 *
 * @param ids     (B, T) token ids
 * @param lengths (B) real tokens in each row
 */
public record Batch(int[][] ids, int[] lengths) {
    public Batch {
        if (ids.length != lengths.length) throw new IllegalArgumentException(ids.length + " rows but " + lengths.length + " lengths.");
    }

    /** Pads rows of different lengths; at least one column wide, so that a batch of empty rows is still a matrix. */
    public static Batch of(List<int[]> rows) {
        int width = 1;
        for (int[] row : rows) width = Math.max(width, row.length);
        int[][] ids = new int[rows.size()][width];
        int[] lengths = new int[rows.size()];
        for (int b = 0; b < ids.length; b++) {
            lengths[b] = rows.get(b).length;
            System.arraycopy(rows.get(b), 0, ids[b], 0, lengths[b]);
        }
        return new Batch(ids, lengths);
    }

    /** B. */
    public int size() { return ids.length; }

    /** T, the padded length. */
    public int width() { return ids.length == 0 ? 0 : ids[0].length; }

    /** Real tokens of all rows together. */
    public int tokens() {
        int tokens = 0;
        for (int length : lengths) tokens += length;
        return tokens;
    }

    /** (B * T) ids row by row, as a tensor is filled. */
    public long[] flatIds() {
        long[] flat = new long[size() * width()];
        int at = 0;
        for (int[] row : ids) {
            for (int id : row) flat[at++] = id;
        }
        return flat;
    }

    /** (B) lengths, as a tensor is filled. */
    public long[] longLengths() {
        long[] wide = new long[lengths.length];
        for (int b = 0; b < wide.length; b++) wide[b] = lengths[b];
        return wide;
    }

    /** Row b without its padding. */
    public int[] row(int b) { return Arrays.copyOf(ids[b], lengths[b]); }
}
