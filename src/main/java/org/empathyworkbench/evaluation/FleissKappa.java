package org.empathyworkbench.evaluation;

/** Fleiss' kappa (1971): how far several raters agree beyond chance on items put into categories. 1 is full agreement, 0 chance. */
public final class FleissKappa {
    private FleissKappa() { }

    /**
     * @param counts (items, categories) how many raters put an item into a category; every row sums to the number of raters, at least 2
     * @return kappa; NaN when all ratings are of one category, for then chance alone agrees fully
     */
    public static double ofCounts(int[][] counts) {
        int items = counts.length;
        if (items == 0) throw new IllegalArgumentException("Agreement needs rated items.");
        int raters = sum(counts[0]);
        if (raters < 2) throw new IllegalArgumentException("Agreement needs two raters at least.");
        double[] share = new double[counts[0].length];
        double observed = 0;
        for (int[] row : counts) {
            if (sum(row) != raters) throw new IllegalArgumentException("Every item needs the same number of ratings.");
            double agreeing = 0;
            for (int c = 0; c < row.length; c++) {
                agreeing += (double) row[c] * (row[c] - 1);
                share[c] += (double) row[c] / (items * (double) raters);
            }
            observed += agreeing / (raters * (raters - 1.0)) / items;
        }
        double chance = 0;
        for (double p : share) chance += p * p;
        return chance >= 1 - 1e-12 ? Double.NaN : (observed - chance) / (1 - chance);
    }

    /** @param ratings (items, raters) categories from {@code lowest} to {@code highest} */
    public static double ofRatings(int[][] ratings, int lowest, int highest) {
        int[][] counts = new int[ratings.length][highest - lowest + 1];
        for (int i = 0; i < ratings.length; i++) {
            for (int rating : ratings[i]) {
                if (rating < lowest || rating > highest) {
                    throw new IllegalArgumentException("A rating is " + lowest + " to " + highest + ", not " + rating + ".");
                }
                counts[i][rating - lowest]++;
            }
        }
        return ofCounts(counts);
    }

    private static int sum(int[] row) {
        int sum = 0;
        for (int n : row) sum += n;
        return sum;
    }
}
