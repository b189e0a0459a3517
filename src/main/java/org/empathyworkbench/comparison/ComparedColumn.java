package org.empathyworkbench.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.empathyworkbench.dialogue.EmpathyProfile;

/** One system's responses, a list of samples for each context of a comparison. One thread may write while others read. */
public final class ComparedColumn {
    private final String key;
    private final AtomicReferenceArray<List<Answer>> answers;
    private final AtomicInteger answered = new AtomicInteger();

    /** @param key of the column in the comparison */
    public ComparedColumn(String key, int contexts) {
        this.key = key;
        this.answers = new AtomicReferenceArray<>(contexts);
    }

    public String key() { return key; }

    /** The samples for a context, including requests without an answer; empty if the system was not requested. */
    public List<Answer> at(int row) {
        List<Answer> list = answers.get(row);
        return list == null ? List.of() : list;
    }

    /** Whether a context has a response; a request without an answer is none. */
    public boolean answers(int row) { return answered(answers.get(row)) > 0; }

    private static int answered(List<Answer> samples) {
        return samples == null ? 0 : (int) samples.stream().filter(Answer::answered).count();
    }

    /** Number of contexts with a response. */
    public int answered() { return answered.get(); }

    /** Number of responses, all samples, without unanswered requests. */
    public int responses() {
        int count = 0;
        for (int row = 0; row < answers.length(); row++) count += answered(at(row));
        return count;
    }

    /** Number of unanswered requests of some contexts, all samples. */
    public int noAnswers(int[] rows) {
        return (int) Arrays.stream(rows).mapToLong(row -> at(row).stream().filter(answer -> !answer.answered()).count()).sum();
    }

    /** @param samples empty to remove the responses */
    public void put(int row, List<Answer> samples) {
        List<Answer> before = answers.getAndSet(row, samples.isEmpty() ? null : List.copyOf(samples));
        answered.addAndGet(Math.min(1, answered(samples)) - Math.min(1, answered(before)));
    }

    /** Sets the profile of one sample, if it is still the one that was scored. */
    public void see(int row, int sample, String text, EmpathyProfile profile) {
        answers.updateAndGet(row, before -> {
            if (before == null || sample >= before.size() || !before.get(sample).text().equals(text)) return before;
            Answer[] after = before.toArray(Answer[]::new);
            after[sample] = after[sample].with(profile);
            return List.of(after);
        });
    }

    /** Removes every profile, before scoring with other identifiers. */
    public void forgetProfiles() {
        for (int row = 0; row < answers.length(); row++) {
            answers.updateAndGet(row, before -> before == null ? null : before.stream().map(answer -> answer.with(null)).toList());
        }
    }
}
