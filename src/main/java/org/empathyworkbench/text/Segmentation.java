package org.empathyworkbench.text;

import java.util.Arrays;
import java.util.List;

/**
 * A unigram language model over pieces: the probability of a text is the sum over its segmentations of the product of piece
 * probabilities. Forward and backward sums for EM, and the single best segmentation (Viterbi).
 */
final class Segmentation {
    private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

    private final PieceTrie trie;
    private final double[] logProbability;          // (V)
    private int[] edgeEnd = new int[256];
    private int[] edgePiece = new int[256];
    private int[] firstEdge = new int[64];          // (n + 2)
    private double[] alpha = new double[64];        // (n + 1)
    private double[] beta = new double[64];         // (n + 1)
    private int[] bestEdge = new int[64];
    private int[] bestStart = new int[64];
    private int[] ends = new int[64];
    private int[] found = new int[64];

    Segmentation(List<String> pieces, double[] logProbability) {
        this.trie = new PieceTrie(pieces);
        this.logProbability = logProbability;
    }

    /**
     * Adds {@code count} times the expected use of every piece in {@code text} to {@code expected}.
     *
     * @return log p(text)
     */
    double expect(String text, double count, double[] expected) {
        int n = lattice(text, -1);
        Arrays.fill(alpha, 0, n + 1, IMPOSSIBLE);
        Arrays.fill(beta, 0, n + 1, IMPOSSIBLE);
        alpha[0] = 0;
        beta[n] = 0;
        for (int i = 0; i < n; i++) {
            for (int e = firstEdge[i]; e < firstEdge[i + 1]; e++) {
                alpha[edgeEnd[e]] = logAdd(alpha[edgeEnd[e]], alpha[i] + logProbability[edgePiece[e]]);
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int e = firstEdge[i]; e < firstEdge[i + 1]; e++) {
                beta[i] = logAdd(beta[i], logProbability[edgePiece[e]] + beta[edgeEnd[e]]);
            }
        }
        double total = alpha[n];
        for (int i = 0; i < n; i++) {
            for (int e = firstEdge[i]; e < firstEdge[i + 1]; e++) {
                double log = alpha[i] + logProbability[edgePiece[e]] + beta[edgeEnd[e]] - total;
                if (log > -40) expected[edgePiece[e]] += count * Math.exp(log);
            }
        }
        return total;
    }

    /**
     * The most probable segmentation.
     *
     * @param without a piece that must not be used, -1 for none
     * @return pieces in order; empty when there is no segmentation
     */
    int[] best(String text, int without) {
        int n = lattice(text, without);
        Arrays.fill(alpha, 0, n + 1, IMPOSSIBLE);
        alpha[0] = 0;
        for (int i = 0; i < n; i++) {
            if (alpha[i] == IMPOSSIBLE) continue;
            for (int e = firstEdge[i]; e < firstEdge[i + 1]; e++) {
                double score = alpha[i] + logProbability[edgePiece[e]];
                if (score > alpha[edgeEnd[e]]) {
                    alpha[edgeEnd[e]] = score;
                    bestEdge[edgeEnd[e]] = e;
                    bestStart[edgeEnd[e]] = i;
                }
            }
        }
        if (n == 0 || alpha[n] == IMPOSSIBLE) return new int[0];
        int length = 0;
        for (int i = n; i > 0; i = bestStart[i]) length++;
        int[] pieces = new int[length];
        for (int i = n; i > 0; i = bestStart[i]) pieces[--length] = edgePiece[bestEdge[i]];
        return pieces;
    }

    /** Edges of every start lie together: those of start i are firstEdge[i] to firstEdge[i + 1]. */
    private int lattice(String text, int without) {
        int n = text.length();
        if (n + 2 > firstEdge.length) {
            firstEdge = new int[2 * n + 2];
            alpha = new double[2 * n + 2];
            beta = new double[2 * n + 2];
            bestEdge = new int[2 * n + 2];
            bestStart = new int[2 * n + 2];
            ends = new int[2 * n + 2];
            found = new int[2 * n + 2];
        }
        int edges = 0;
        for (int i = 0; i < n; i++) {
            firstEdge[i] = edges;
            int count = trie.find(text, i, ends, found);
            if (edges + count > edgeEnd.length) {
                edgeEnd = Arrays.copyOf(edgeEnd, 2 * (edges + count));
                edgePiece = Arrays.copyOf(edgePiece, 2 * (edges + count));
            }
            for (int k = 0; k < count; k++) {
                if (found[k] == without) continue;
                edgeEnd[edges] = ends[k];
                edgePiece[edges++] = found[k];
            }
        }
        firstEdge[n] = edges;
        return n;
    }

    private static double logAdd(double a, double b) {
        if (a == IMPOSSIBLE) return b;
        if (b == IMPOSSIBLE) return a;
        double most = Math.max(a, b);
        return most + Math.log1p(Math.exp(Math.min(a, b) - most));
    }
}
