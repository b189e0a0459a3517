package org.empathyworkbench.ppo;

import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.runsettings.PpoSettings;

/** Running mean and unbiased standard deviation of all scores, updated per batch (Chan et al. 1979). */
final class RunningMoments {
    private static final double FLOAT_EPSILON = 0x1p-23;

    private double mean;
    private double squares;
    private long count;

    void add(double[] scores) {
        double batchMean = 0;
        for (double score : scores) batchMean += score / scores.length;
        double batchSquares = 0;
        for (double score : scores) batchSquares += (score - batchMean) * (score - batchMean);
        double delta = batchMean - mean;
        long total = count + scores.length;
        squares += batchSquares + delta * delta * count * scores.length / total;
        mean += delta * scores.length / total;
        count = total;
    }

    /** A copy, independent of later updates. */
    RunningMoments copy() {
        RunningMoments copy = new RunningMoments();
        copy.mean = mean;
        copy.squares = squares;
        copy.count = count;
        return copy;
    }

    Snapshot into(Snapshot snapshot) {
        return snapshot.put("moments mean", mean).put("moments squares", squares).put("moments count", count);
    }

    void restore(Checkpoint from) {
        mean = from.number("moments mean");
        squares = from.number("moments squares");
        count = from.whole("moments count");
    }

    double mean() { return mean; }

    /** 1 before there are two scores. */
    double deviation() { return count < 2 ? 1 : Math.sqrt(squares / (count - 1)); }

    /** The scores scaled for use as the last token's reward; the moments must already include them. */
    double[] scale(double[] scores, PpoSettings.ScoreScaling scaling) {
        if (scaling == PpoSettings.ScoreScaling.NONE) return scores;
        double[] scaled = new double[scores.length];
        for (int b = 0; b < scores.length; b++) {
            scaled[b] = (scores[b] - (scaling == PpoSettings.ScoreScaling.NORMALISE ? mean : 0)) / (deviation() + FLOAT_EPSILON);
        }
        return scaled;
    }
}
