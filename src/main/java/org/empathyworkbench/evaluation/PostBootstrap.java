package org.empathyworkbench.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.empathyworkbench.torch.RandomStream;

/**
 * 95 % intervals by drawing whole seeker posts with replacement: responses to one post are not independent of each other. The same draws
 * serve every figure, so that differences are paired. A figure is the mean over mechanisms of means over responses.
 */
final class PostBootstrap {
    private static final int DRAWS = 2_000;
    private final int[][] times;        // (draws, posts): how often a post was drawn

    PostBootstrap(int posts, long seed) {
        times = new int[DRAWS][posts];
        for (int draw = 0; draw < DRAWS; draw++) {
            SplittableRandom random = RandomStream.of(seed, "posts", draw);
            for (int i = 0; i < posts; i++) times[draw][random.nextInt(posts)]++;
        }
    }

    /**
     * One mechanism's values.
     *
     * @param post   (n) of each response
     * @param values (n)
     */
    record Sample(int[] post, double[] values) {
        Sample minus(Sample other) {
            double[] difference = new double[values.length];
            for (int i = 0; i < difference.length; i++) difference[i] = values[i] - other.values[i];
            return new Sample(post, difference);
        }

        double mean() { return Arrays.stream(values).average().orElse(Double.NaN); }
    }

    /** @param samples one a mechanism */
    Interval of(List<Sample> samples) {
        double value = samples.stream().mapToDouble(Sample::mean).average().orElse(Double.NaN);
        double[] drawn = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int mechanisms = 0;
            for (Sample sample : samples) {
                double sum = 0;
                int count = 0;
                for (int i = 0; i < sample.values.length; i++) {
                    int often = times[draw][sample.post[i]];
                    sum += often * sample.values[i];
                    count += often;
                }
                if (count == 0) continue;
                drawn[draw] += sum / count;
                mechanisms++;
            }
            drawn[draw] /= Math.max(1, mechanisms);
        }
        Arrays.sort(drawn);
        int cut = (int) (0.025 * DRAWS);                                  // as many draws below the interval as above it
        return new Interval(value, drawn[cut], drawn[DRAWS - 1 - cut]);
    }
}
