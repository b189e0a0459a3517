package org.empathyworkbench.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.empathyworkbench.dialogue.EmpathyProfile;

/** One system's responses, a list of samples for each context of a comparison. Safe to fill by one thread while others read. */
public final class ComparedColumn {
    private final String key;
    private final AtomicReferenceArray<List<Answer>> answers;
    private final AtomicInteger answered = new AtomicInteger();

    /** @param key by which the comparison knows it */
    public ComparedColumn(String key, int contexts) {
        this.key = key;
        this.answers = new AtomicReferenceArray<>(contexts);
    }

    public String key() { return key; }

    /** The samples for a context, those without an answer among them; empty where the system was not asked. */
    public List<Answer> at(int row) {
        List<Answer> list = answers.get(row);
        return list == null ? List.of() : list;
    }

    /** Whether a context has a response; one that was asked and gave no answer has none. */
    public boolean answers(int row) { return answered(answers.get(row)) > 0; }

    private static int answered(List<Answer> samples) {
        return samples == null ? 0 : (int) samples.stream().filter(Answer::answered).count();
    }

    /** How many contexts have a response. */
    public int answered() { return answered.get(); }

    /** How many responses there are, all samples; questions without an answer do not count. */
    public int responses() {
        int count = 0;
        for (int row = 0; row < answers.length(); row++) count += answered(at(row));
        return count;
    }

    /** How many questions of some contexts got no answer, all samples. */
    public int noAnswers(int[] rows) {
        return (int) Arrays.stream(rows).mapToLong(row -> at(row).stream().filter(answer -> !answer.answered()).count()).sum();
    }

    /** @param samples none takes the responses away */
    public void put(int row, List<Answer> samples) {
        List<Answer> before = answers.getAndSet(row, samples.isEmpty() ? null : List.copyOf(samples));
        answered.addAndGet(Math.min(1, answered(samples)) - Math.min(1, answered(before)));
    }

    /** Notes what identifiers see in one sample, if it is still the one they looked at. */
    public void see(int row, int sample, String text, EmpathyProfile profile) {
        answers.updateAndGet(row, before -> {
            if (before == null || sample >= before.size() || !before.get(sample).text().equals(text)) return before;
            Answer[] after = before.toArray(Answer[]::new);
            after[sample] = after[sample].with(profile);
            return List.of(after);
        });
    }

    /** Forgets every profile: other identifiers are to look. */
    public void forgetProfiles() {
        for (int row = 0; row < answers.length(); row++) {
            answers.updateAndGet(row, before -> before == null ? null : before.stream().map(answer -> answer.with(null)).toList());
        }
    }
}
