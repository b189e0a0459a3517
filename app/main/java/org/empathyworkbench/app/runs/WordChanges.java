package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.text.CommonSubsequence;

/** Word diff of two texts by longest common subsequence. */
record WordChanges(List<Part> parts) {
    /** Change kind of a run of words. */
    enum Kind { SAME, GONE, NEW }

    /** Consecutive words of the same change kind, joined by blanks. */
    record Part(Kind kind, String words) { }

    static WordChanges between(String before, String after) {
        List<String> a = words(before);
        List<String> b = words(after);
        List<Part> parts = new ArrayList<>();
        for (CommonSubsequence.Step step : CommonSubsequence.of(a, b, String::equals)) {
            if (step.stays()) add(parts, Kind.SAME, b.get(step.to()));
            else if (step.goes()) add(parts, Kind.GONE, a.get(step.from()));
            else add(parts, Kind.NEW, b.get(step.to()));
        }
        return new WordChanges(List.copyOf(parts));
    }

    private static List<String> words(String text) { return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+")); }

    private static void add(List<Part> parts, Kind kind, String word) {
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).kind() == kind) parts.set(last, new Part(kind, parts.get(last).words() + " " + word));
        else parts.add(new Part(kind, word));
    }
}
