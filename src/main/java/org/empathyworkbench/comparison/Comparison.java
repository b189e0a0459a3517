package org.empathyworkbench.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Contexts (rows) and the systems that answer them (columns), including the reference under the key {@link #REFERENCE}. The contexts are
 * fixed; columns are added and removed by one thread and may be filled and read by any.
 */
public final class Comparison {
    /** The key of the corpus's own responses. */
    public static final String REFERENCE = "reference";

    private final List<ComparedContext> contexts;
    private final ComparedColumn reference;
    private volatile Map<String, ComparedColumn> columns = Map.of();

    public Comparison(List<ComparedContext> contexts) {
        this.contexts = List.copyOf(contexts);
        this.reference = new ComparedColumn(REFERENCE, contexts.size());
        for (int row = 0; row < contexts.size(); row++) {
            if (!contexts.get(row).reference().isBlank()) reference.put(row, List.of(Answer.of(contexts.get(row).reference())));
        }
    }

    public List<ComparedContext> contexts() { return contexts; }

    public ComparedContext context(int row) { return contexts.get(row); }

    public int size() { return contexts.size(); }

    public ComparedColumn reference() { return reference; }

    /** The systems, without the reference. */
    public List<ComparedColumn> systems() { return List.copyOf(columns.values()); }

    /** A column by its key, including the reference; null if there is none. */
    public ComparedColumn column(String key) { return key.equals(REFERENCE) ? reference : columns.get(key); }

    /** Adds a system, replacing one with the same key. */
    public void put(ComparedColumn column) {
        Map<String, ComparedColumn> now = new LinkedHashMap<>(columns);
        now.put(column.key(), column);
        columns = now;
    }

    public void remove(String key) {
        Map<String, ComparedColumn> now = new LinkedHashMap<>(columns);
        now.remove(key);
        columns = now;
    }

    /** Levels l_i of a context's reference; empty without a reference, or if not scored yet. */
    public Map<Mechanism, Level> targets(int row) {
        List<Answer> own = reference.at(row);
        return own.isEmpty() || own.get(0).profile() == null ? Map.of() : own.get(0).profile().levels();
    }

    /** Mean reward of a column's samples at a context; NaN if unknown. */
    public double reward(String key, int row) {
        Map<Mechanism, Level> targets = targets(row);
        ComparedColumn column = column(key);
        if (targets.isEmpty() || column == null) return Double.NaN;
        double sum = 0;
        List<Answer> samples = column.at(row);
        for (Answer answer : samples) sum += answer.reward(targets);
        return samples.isEmpty() ? Double.NaN : sum / samples.size();
    }

    /** An unscored response. */
    public record Unseen(ComparedColumn column, int row, int sample, String text) { }

    /**
     * Unscored responses, context by context: the reference first, then the systems.
     *
     * @param lone whether references without any system's response are included
     */
    public List<Unseen> unseen(int[] rows, boolean lone) {
        List<Unseen> unseen = new ArrayList<>();
        List<ComparedColumn> systems = systems();
        for (int row : rows) {
            if (!lone && !answered(systems, row)) continue;
            unseen(reference, row, unseen);
            for (ComparedColumn system : systems) unseen(system, row, unseen);
        }
        return unseen;
    }

    /** Their number in the whole comparison, lone references excluded. */
    public int unseenCount() {
        int count = 0;
        List<ComparedColumn> systems = systems();
        for (int row = 0; row < size(); row++) {
            if (!answered(systems, row)) continue;
            count += unseenCount(reference, row);
            for (ComparedColumn system : systems) count += unseenCount(system, row);
        }
        return count;
    }

    private static boolean answered(List<ComparedColumn> systems, int row) {
        for (ComparedColumn system : systems) if (system.answers(row)) return true;
        return false;
    }

    private static boolean unseen(Answer answer) { return answer.profile() == null && !answer.text().isBlank(); }

    private static int unseenCount(ComparedColumn column, int row) {
        int count = 0;
        for (Answer answer : column.at(row)) if (unseen(answer)) count++;
        return count;
    }

    private static void unseen(ComparedColumn column, int row, List<Unseen> unseen) {
        List<Answer> samples = column.at(row);
        for (int k = 0; k < samples.size(); k++) if (unseen(samples.get(k))) unseen.add(new Unseen(column, row, k, samples.get(k).text()));
    }
}
