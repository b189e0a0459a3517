package org.empathyworkbench.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.journal.SilentJournal;

/** The time between two steps of a run, from what it tells its journal; the first step does not count. */
final class Stopwatch extends SilentJournal {
    /** A moment: the clock's and the processor time that this process has had, of all its threads; nanoseconds. */
    private record Moment(long clock, long processor) {
        static Moment now() {
            return new Moment(System.nanoTime(),
                    ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system ? system.getProcessCpuTime() : 0);
        }

        Lap to(Moment later) { return new Lap((later.clock - clock) / 1e6, (later.processor - processor) / 1e6); }
    }

    /**
     * One repetition.
     *
     * @param millis          that passed
     * @param processorMillis that all threads of this process together had a processor; other programs on the machine disturb them less
     */
    record Lap(double millis, double processorMillis) { }

    private final List<Moment> at = new ArrayList<>();
    private int last;

    @Override public void metrics(int step, Map<String, Double> values) {
        if (step == last) return;
        last = step;
        at.add(Moment.now());
    }

    List<Lap> laps() {
        List<Lap> laps = new ArrayList<>();
        for (int i = 0; i + 1 < at.size(); i++) laps.add(at.get(i).to(at.get(i + 1)));
        return laps;
    }

    /** Runs a piece of work once for nothing, then so often as counts. */
    static List<Lap> laps(int repetitions, Runnable work) {
        work.run();
        List<Lap> laps = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) laps.add(lap(work));
        return laps;
    }

    static Lap lap(Runnable work) {
        Moment began = Moment.now();
        work.run();
        return began.to(Moment.now());
    }
}
