package org.empathyworkbench.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.empathyworkbench.comparison.Comparison.Unseen;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.text.ExampleHash;
import org.empathyworkbench.workspace.ProfileCache;

/**
 * Responses of a comparison that no identifiers have looked at. Equal responses to equal contexts are one, and none is looked at twice:
 * what was seen is kept in the workspace under the hash of the identifiers' weights.
 */
public final class UnscoredResponses {
    /** Responses looked at in one call: as long as somebody else who asks the models has to wait. */
    private static final int PART = 32;

    /** What identifiers see in responses, one profile each in their order. */
    @FunctionalInterface
    public interface Readers { List<EmpathyProfile> score(List<List<String>> contexts, List<String> responses); }

    private final Comparison comparison;
    private final Map<String, List<Unseen>> left = new LinkedHashMap<>();

    private UnscoredResponses(Comparison comparison) { this.comparison = comparison; }

    /** @param lone whether references are looked at that no system answers beside */
    public static UnscoredResponses of(Comparison comparison, int[] rows, boolean lone) {
        UnscoredResponses all = new UnscoredResponses(comparison);
        for (Unseen one : comparison.unseen(rows, lone)) {
            all.left.computeIfAbsent(ExampleHash.of(comparison.context(one.row()).turns(), one.text()), any -> new ArrayList<>())
                    .add(one);
        }
        return all;
    }

    public boolean isEmpty() { return left.isEmpty(); }

    /** Takes what is known from the workspace. @param note told all equal responses with what is seen in them */
    public void recall(ProfileCache known, String hash, BiConsumer<List<Unseen>, EmpathyProfile> note) {
        known.get(hash, left.keySet()).forEach((pair, profile) -> note.accept(left.remove(pair), profile));
    }

    /**
     * Has everything that is left looked at, and keeps it. Ended between parts; what was seen by then stays.
     *
     * @param hash of the readers' weights
     * @param note as of {@link #recall}
     */
    public void read(ProfileCache known, String hash, Readers readers, Watch watch, BiConsumer<List<Unseen>, EmpathyProfile> note) {
        List<Map.Entry<String, List<Unseen>>> all = new ArrayList<>(left.entrySet());
        for (int from = 0; from < all.size(); from += PART) {
            List<Map.Entry<String, List<Unseen>>> part = all.subList(from, Math.min(all.size(), from + PART));
            watch.at(from, all.size());
            watch.check();
            List<List<String>> contexts = part.stream().map(one -> comparison.context(one.getValue().get(0).row()).turns()).toList();
            List<EmpathyProfile> profiles = readers.score(contexts, part.stream().map(one -> one.getValue().get(0).text()).toList());
            Map<String, EmpathyProfile> found = new HashMap<>();
            for (int i = 0; i < profiles.size(); i++) found.put(part.get(i).getKey(), profiles.get(i));
            known.put(hash, found);
            part.forEach(one -> note.accept(one.getValue(), found.get(one.getKey())));
        }
        watch.at(all.size(), all.size());
    }

    /** Sets what is seen in a response where it stands. */
    public static void see(List<Unseen> equal, EmpathyProfile profile) {
        equal.forEach(one -> one.column().see(one.row(), one.sample(), one.text(), profile));
    }
}
