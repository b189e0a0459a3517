package org.empathyworkbench.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Tensors of a padded batch of token ids, on the manager's device. Masks are derived from lengths, never from {@code id != pad}: T5's pad
 * id is also its start id (METHOD section 6, rule 2).
 */
public final class TokenBatch {
    /** Label of padding, excluded from the loss. */
    public static final long IGNORED = -100;

    private TokenBatch() {}

    /** (B, S) int64, padded with {@code padding}. */
    public static NDArray ids(NDManager manager, int[][] rows, int width, long padding) {
        long[] flat = new long[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < width; i++) flat[row * width + i] = i < rows[row].length ? rows[row][i] : padding;
        }
        return manager.create(flat, new Shape(rows.length, width));
    }

    public static NDArray ids(NDManager manager, int[][] rows) { return ids(manager, rows, width(rows), 0); }

    /** (B, S) float32: 1 for a token, 0 for padding. */
    public static NDArray mask(NDManager manager, int[][] rows) {
        int width = width(rows);
        float[] flat = new float[rows.length * width];
        for (int row = 0; row < rows.length; row++) Arrays.fill(flat, row * width, row * width + rows[row].length, 1f);
        return manager.create(flat, new Shape(rows.length, width));
    }

    /** (B, T) labels y1..yT padded with {@link #IGNORED}. */
    public static NDArray labels(NDManager manager, int[][] rows) { return ids(manager, rows, width(rows), IGNORED); }

    /** (B, T) decoder input [start, y1 .. yT-1] (METHOD section 6, rule 1). */
    public static NDArray decoderInput(NDManager manager, int[][] rows, int startId) {
        int width = width(rows);
        long[] flat = new long[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            flat[row * width] = startId;
            for (int i = 1; i <= rows[row].length && i < width; i++) flat[row * width + i] = rows[row][i - 1];
        }
        return manager.create(flat, new Shape(rows.length, width));
    }

    public static int width(int[][] rows) {
        int width = 1;
        for (int[] row : rows) width = Math.max(width, row.length);
        return width;
    }

    public static int tokens(int[][] rows) {
        int tokens = 0;
        for (int[] row : rows) tokens += row.length;
        return tokens;
    }
}
