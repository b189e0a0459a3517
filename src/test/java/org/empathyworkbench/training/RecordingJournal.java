package org.empathyworkbench.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;

/** Keeps in memory what a run says; asks for a stop after a number of steps. */
public class RecordingJournal implements RunJournal {
    public final Map<String, TreeMap<Integer, Double>> metrics = new TreeMap<>();
    public final List<RunSample> samples = new ArrayList<>();
    public final List<String> sentences = new ArrayList<>();
    public int totalSteps;
    /** After this step the journal asks for a pause. */
    public int pauseAfter = Integer.MAX_VALUE;
    private final int stopAfter;
    private final IntConsumer onStep;
    private int step;

    public RecordingJournal() { this(Integer.MAX_VALUE, step -> { }); }

    public RecordingJournal(int stopAfter, IntConsumer onStep) {
        this.stopAfter = stopAfter;
        this.onStep = onStep;
    }

    @Override public void totalSteps(int steps) { totalSteps = steps; }

    @Override public void metrics(int step, Map<String, Double> values) {
        this.step = step;
        values.forEach((name, value) -> metrics.computeIfAbsent(name, n -> new TreeMap<>()).put(step, value));
        onStep.accept(step);
    }

    @Override public void sample(RunSample sample) { samples.add(sample); }

    @Override public void say(String sentence) { sentences.add(sentence); }

    @Override public boolean stopRequested() { return step >= stopAfter; }

    @Override public boolean pauseRequested() { return step >= pauseAfter; }

    /** What was measured after a step, but for what the clock and the machine have a part in. */
    public Map<String, Map<Integer, Double>> behind(int after) {
        Map<String, Map<Integer, Double>> later = new TreeMap<>();
        metrics.forEach((name, line) -> {
            if (!name.startsWith("speed/") && !name.startsWith("memory/") && line.lastKey() > after)
                later.put(name, line.tailMap(after, false));
        });
        return later;
    }

    public TreeMap<Integer, Double> of(String name) { return metrics.getOrDefault(name, new TreeMap<>()); }
}
