package org.empathyworkbench.evaluation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The exact sign test of an A/B comparison: ties are left out, wins are Binomial(n, 1/2) when neither side is better.
 *
 * @param wins   for the first side
 * @param losses for the first side
 */
public record SignTest(int wins, int losses) {
    public SignTest {
        if (wins < 0 || losses < 0) throw new IllegalArgumentException("Wins and losses are counts.");
    }

    /** p of a result at least this uneven, in either direction. */
    public double twoSided() { return Math.min(1, 2 * atLeast(Math.max(wins, losses))); }

    /** p of at least this many wins. */
    public double winsGreater() { return atLeast(wins); }

    /** P(X >= k), exact: the sum of C(n, i) over i = k..n, divided by 2^n. */
    private double atLeast(int k) {
        int n = wins + losses;
        if (k <= 0) return 1;
        BigInteger term = BigInteger.ONE;                           // C(n, n)
        BigInteger sum = BigInteger.ZERO;
        for (int i = n; i >= k; i--) {
            sum = sum.add(term);
            term = term.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(n - i + 1L));     // C(n, i - 1)
        }
        return new BigDecimal(sum).divide(new BigDecimal(BigInteger.TWO.pow(n)), MathContext.DECIMAL64).doubleValue();
    }
}
