package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.journal.RunSample;

/** Responses to one fixed prompt over training. @param entries oldest first; equal consecutive responses are merged */
record PromptTimeline(int prompt, List<String> context, String reference, List<Entry> entries) {
    /**
     * A response over a range of steps.
     *
     * @param from   first step
     * @param to     last step
     * @param sample at {@code to}
     * @param before the previous response; null for the first
     */
    record Entry(int from, int to, RunSample sample, String before) { }

    /** One timeline per prompt, in order; of several samples at one step the latest counts. */
    static List<PromptTimeline> of(List<RunSample> answers) {
        Map<Integer, TreeMap<Integer, RunSample>> byPrompt = new TreeMap<>();
        for (RunSample answer : answers)
            byPrompt.computeIfAbsent(answer.prompt() == null ? 0 : answer.prompt(), prompt -> new TreeMap<>()).put(answer.step(), answer);
        List<PromptTimeline> timelines = new ArrayList<>();
        byPrompt.forEach((prompt, bySteps) -> timelines.add(new PromptTimeline(prompt, bySteps.firstEntry().getValue().context(),
                bySteps.firstEntry().getValue().reference(), entries(new LinkedHashMap<>(bySteps)))));
        return timelines;
    }

    private static List<Entry> entries(Map<Integer, RunSample> bySteps) {
        List<Entry> entries = new ArrayList<>();
        bySteps.forEach((step, sample) -> {
            Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
            if (last != null && last.sample().response().equals(sample.response()))
                entries.set(entries.size() - 1, new Entry(last.from(), step, sample, last.before()));
            else entries.add(new Entry(step, step, sample, last == null ? null : last.sample().response()));
        });
        return List.copyOf(entries);
    }
}
