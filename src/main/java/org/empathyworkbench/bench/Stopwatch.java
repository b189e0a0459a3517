package org.empathyworkbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.run.SilentJournal;

/** The time between two steps of a run, from what it tells its journal; the first step does not count. */
final class Stopwatch extends SilentJournal {
    private final List<Long> at = new ArrayList<>();
    private int last;

    @Override public void metrics(int step, Map<String, Double> values) {
        if (step == last) return;
        last = step;
        at.add(System.nanoTime());
    }

    double[] millis() {
        double[] millis = new double[at.size() - 1];
        for (int i = 0; i < millis.length; i++) millis[i] = (at.get(i + 1) - at.get(i)) / 1e6;
        return millis;
    }

    /** Runs a piece of work once for nothing, then so often as counts. */
    static double[] times(int repetitions, Runnable work) {
        work.run();
        double[] millis = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            long began = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        return millis;
    }
}
