package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.empathyworkbench.data.SubredditsTable.Row;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;

/** Notices on joined tables of the Mental Health Subreddits corpus. */
final class SubredditsNotices {
    private final SubredditsTable text;
    private final List<Map<Mechanism, Row>> joined;
    private final List<String> notices = new ArrayList<>();

    private SubredditsNotices(SubredditsTable text, List<Map<Mechanism, Row>> joined) {
        this.text = text;
        this.joined = joined;
    }

    /** @throws SourceLocation.Fault when all pairs have one seeker id and different posts: then the ids are lost */
    static List<String> of(SubredditsTable text, List<Map<Mechanism, Row>> joined, List<LabelledPair> pairs) {
        SubredditsNotices notices = new SubredditsNotices(text, joined);
        notices.seekers(pairs);
        notices.copies();
        notices.rationales();
        notices.notices.add("A fifth of the pairs is for validation, drawn by seeker post with seed "
                + SeededSplit.SEED + "; the corpus brings no split of its own.");
        return notices.notices;
    }

    private Stream<Row> rows() { return joined.stream().map(row -> row.get(Mechanism.INTERPRETATION)); }

    private void seekers(List<LabelledPair> pairs) {
        Map<String, String> posts = new HashMap<>();
        Set<String> shared = new LinkedHashSet<>();
        rows().forEach(row -> {
            String post = row.seekerPost().replaceAll("\\s+", "");
            if (!posts.computeIfAbsent(row.seekerId(), any -> post).equals(post)) shared.add(row.seekerId());
        });
        String first = shared.isEmpty() ? "" : shared.iterator().next();
        if (posts.size() == 1 && !shared.isEmpty()) {
            throw SourceLocation.of(text.file(), joined.get(0).get(Mechanism.INTERPRETATION).line()).fault("All pairs have the seeker id \""
                    + SourceLocation.shown(first) + "\" though their posts differ, so a split by seeker would leave none for training",
                    "Get a fresh copy of the files: the ids were lost.");
        }
        if (!shared.isEmpty()) {
            notices.add("Different posts share a seeker id, and stay in one split: "
                    + Plurals.count(shared.size(), "id") + " (first: " + SourceLocation.shown(first) + ").");
        }
        if (pairs.stream().noneMatch(pair -> pair.split() == Split.TRAIN)) {
            notices.add(0, "WARNING: no pair is left for training, because the split is drawn by seeker and there is only "
                    + Plurals.count(posts.size(), "seeker post") + ".");
        }
    }

    private void copies() {
        Map<String, List<Map<Mechanism, Row>>> copies = new LinkedHashMap<>();
        for (Map<Mechanism, Row> row : joined)
            copies.computeIfAbsent(row.get(Mechanism.INTERPRETATION).pairId(), id -> new ArrayList<>()).add(row);
        copies.values().removeIf(same -> same.size() == 1);
        if (copies.isEmpty()) return;
        int surplus = copies.values().stream().mapToInt(List::size).sum() - copies.size();
        Set<String> disagreements = new LinkedHashSet<>();
        for (Mechanism mechanism : Mechanism.values()) {
            long pairs = copies.values().stream()
                    .filter(same -> same.stream().map(row -> row.get(mechanism).level()).distinct().count() > 1).count();
            disagreements.add(pairs + " (" + mechanism.title().toLowerCase(Locale.ROOT) + ")");
        }
        notices.add(Plurals.count(copies.size(), "pair") + " occur more than once (" + Plurals.count(surplus, "surplus row")
                + "); all are kept, in one split. Their copies disagree on the level for " + String.join(", ", disagreements) + ".");
    }

    private void rationales() {
        List<String> bare = new ArrayList<>();
        int parts = 0;
        int notLiteral = 0;
        for (Mechanism mechanism : Mechanism.values()) {
            int without = 0;
            for (Map<Mechanism, Row> row : joined) {
                Row labels = row.get(mechanism);
                if (labels.level() != Level.NONE && labels.rationales().isEmpty()) without++;
                for (String part : labels.rationales()) {
                    parts++;
                    if (!row.get(Mechanism.INTERPRETATION).responsePost().contains(part)) notLiteral++;
                }
            }
            if (without > 0) bare.add(without + " (" + mechanism.title().toLowerCase(Locale.ROOT) + ")");
        }
        if (!bare.isEmpty()) notices.add("Rows with a level above none and no rationale: " + String.join(", ", bare) + ".");
        if (notLiteral > 0) {
            notices.add(Plurals.count(notLiteral, "rationale") + String.format(Locale.ROOT, " of %,d are not found word "
                    + "for word in their response: the annotators saw other blanks, or words that were removed.", parts));
        }
    }
}
