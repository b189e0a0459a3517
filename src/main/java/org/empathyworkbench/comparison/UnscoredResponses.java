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
 * Unscored responses of a comparison. Equal (context, response) pairs are scored once; profiles are cached in the workspace under the hash
 * of the identifiers' weights.
 */
public final class UnscoredResponses {
    /** Responses per call: bounds the time that other users of the models wait. */
    private static final int PART = 32;

    /** Computes profiles of responses, in their order. */
    @FunctionalInterface
    public interface Readers { List<EmpathyProfile> score(List<List<String>> contexts, List<String> responses); }

    private final Comparison comparison;
    private final Map<String, List<Unseen>> left = new LinkedHashMap<>();

    private UnscoredResponses(Comparison comparison) { this.comparison = comparison; }

    /** @param lone whether references without any system's response are scored */
    public static UnscoredResponses of(Comparison comparison, int[] rows, boolean lone) {
        UnscoredResponses all = new UnscoredResponses(comparison);
        for (Unseen one : comparison.unseen(rows, lone)) {
            all.left.computeIfAbsent(ExampleHash.of(comparison.context(one.row()).turns(), one.text()), any -> new ArrayList<>())
                    .add(one);
        }
        return all;
    }

    public boolean isEmpty() { return left.isEmpty(); }

    /**
     * Takes cached profiles from the workspace.
     *
     * @param note receives all equal responses with their profile
     */
    public void recall(ProfileCache known, String hash, BiConsumer<List<Unseen>, EmpathyProfile> note) {
        known.get(hash, left.keySet()).forEach((pair, profile) -> note.accept(left.remove(pair), profile));
    }

    /**
     * Scores the remaining responses and caches the profiles. Can be cancelled between parts; finished profiles are kept.
     *
     * @param hash of the identifiers' weights
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

    /** Sets the profile of a response in its column. */
    public static void see(List<Unseen> equal, EmpathyProfile profile) {
        equal.forEach(one -> one.column().see(one.row(), one.sample(), one.text(), profile));
    }
}
