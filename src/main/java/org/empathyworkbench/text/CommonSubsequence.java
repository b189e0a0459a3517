package org.empathyworkbench.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * How one sequence becomes another: a longest common subsequence stays, the rest goes or comes; what
 * goes stands before what comes in its place.
 */
public final class CommonSubsequence {
    /**
     * One element: of the first sequence, of the second, or of both. @param from its place in the first, -1 when it came @param to its
     * place in the second, -1 when it went
     */
    public record Step(int from, int to) {
        public boolean stays() { return from >= 0 && to >= 0; }

        public boolean goes() { return to < 0; }
    }

    private CommonSubsequence() { }

    /** @param same whether an element of {@code a} stays as one of {@code b} @return all elements of both, in order; O(|a| |b|) */
    public static <W> List<Step> of(List<W> a, List<W> b, BiPredicate<W, W> same) {
        int[][] common = new int[a.size() + 1][b.size() + 1];               // length of the longest common subsequence of what is left
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = same.test(a.get(i), b.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Step> steps = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && same.test(a.get(i), b.get(j))) steps.add(new Step(i++, j++));
            else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) steps.add(new Step(i++, -1));
            else steps.add(new Step(-1, j++));
        }
        return steps;
    }
}
