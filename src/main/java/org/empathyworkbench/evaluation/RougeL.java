package org.empathyworkbench.evaluation;

import java.util.List;

/**
 * ROUGE-L (Lin 2004) of one response against one reference: the longest common subsequence of their words. Case counts.
 *
 * @param lcs        length of the longest common subsequence
 * @param hypothesis words in the response
 * @param reference  words in the reference
 */
public record RougeL(int lcs, int hypothesis, int reference) {

    public static RougeL of(List<String> hypothesis, List<String> reference) {
        int[] row = new int[reference.size() + 1];
        for (String word : hypothesis) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(reference.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return new RougeL(row[reference.size()], hypothesis.size(), reference.size());
    }

    /** Mean F1 over a corpus, times 100: the figure in tables. */
    public static double corpusF1(List<List<String>> hypotheses, List<List<String>> references) {
        if (hypotheses.size() != references.size()) {
            throw new IllegalArgumentException(hypotheses.size() + " responses but " + references.size() + " references.");
        }
        double sum = 0;
        for (int i = 0; i < hypotheses.size(); i++) sum += of(hypotheses.get(i), references.get(i)).f1();
        return hypotheses.isEmpty() ? 0 : 100 * sum / hypotheses.size();
    }

    public double precision() { return hypothesis == 0 ? 0 : (double) lcs / hypothesis; }

    public double recall() { return reference == 0 ? 0 : (double) lcs / reference; }

    public double f1() { return fBeta(1); }

    /** Recall counts beta times as much as precision; 1.2 is COCO's choice. */
    public double fBeta(double beta) {
        if (lcs == 0) return 0;
        double b2 = beta * beta;
        return (1 + b2) * precision() * recall() / (recall() + b2 * precision());
    }
}
