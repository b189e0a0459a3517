package org.empathyworkbench.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one piece of work.
 *
 * @param millis        median of the repetitions
 * @param processorMillis median of the processor time of all threads, which other programs disturb less
 * @param repetitions   how many counted
 * @param items         tokens, pairs or texts of one repetition
 * @param itemName      what these are
 * @param multiplyAdds  counted, of one repetition; 0 where nothing is multiplied
 * @param peakMegabytes the most memory that the process held meanwhile, in 10^6 bytes
 */
public record Figure(BenchWork work, double millis, double processorMillis, int repetitions,
        int items, String itemName, long multiplyAdds, double peakMegabytes) {
    static Figure of(BenchWork work, List<Stopwatch.Lap> laps, int items, String itemName, long multiplyAdds, double peakMegabytes) {
        return new Figure(work, median(laps, Stopwatch.Lap::millis), median(laps, Stopwatch.Lap::processorMillis),
                laps.size(), items, itemName, multiplyAdds, peakMegabytes);
    }

    private static double median(List<Stopwatch.Lap> laps, ToDoubleFunction<Stopwatch.Lap> what) {
        double[] sorted = laps.stream().mapToDouble(what).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Items a second. */
    public double rate() { return items / millis * 1e3; }

    /**
     * Share of the arithmetic bound: what the counted multiply-adds would take at the rate of plain products, over what the work took.
     *
     * @param gigaMultiplyAdds a second, of plain products measured in the same run
     */
    public double share(double gigaMultiplyAdds) { return multiplyAdds / 1e9 / gigaMultiplyAdds / (millis / 1e3); }
}
