package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.Comparison.Unseen;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.workspace.LevelCache;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * Has identifiers look at a comparison's responses, each response once: what they saw is kept in the workspace. All but {@link #turn} is called away
 * from the window. When other identifiers take their turn, what the ones before still bring is dropped.
 */
final class LevelReading {
    /** Responses looked at in one call: as long as somebody else who asks the models has to wait. */
    private static final int PART = 32;

    private final Workspace workspace;
    private final Inference inference;
    private final Object noting = new Object();
    private long turn;
    private String identifiers = "";

    LevelReading(Workspace workspace, Inference inference) {
        this.workspace = workspace;
        this.inference = inference;
    }

    /** Who looks from now on; empty for nobody. What was seen in this comparison by others is forgotten. */
    void turn(String name, Comparison comparison) {
        synchronized (noting) {
            turn++;
            identifiers = name;
            comparison.reference().forgetProfiles();
            comparison.systems().forEach(system -> system.forgetProfiles());
        }
    }

    /** A question of one turn. */
    private record Asked(long turn, String identifiers) { }

    private Asked asked() {
        synchronized (noting) {
            return new Asked(turn, identifiers);
        }
    }

    /** Takes from the workspace what is known of some rows. */
    void recall(Comparison comparison, int[] rows) {
        Asked asked = asked();
        hash(asked).ifPresent(hash -> recall(asked, hash, byPair(comparison, comparison.unseen(rows, true))));
    }

    /**
     * Looks at everything in some rows that nobody has looked at. Cancelled between parts; what was seen by then stays.
     *
     * @param lone whether references are looked at that no system answers beside
     */
    void read(Comparison comparison, int[] rows, boolean lone, Progress progress) {
        Asked asked = asked();
        if (asked.identifiers.isEmpty()) return;
        Map<String, List<Unseen>> left = byPair(comparison, comparison.unseen(rows, lone));
        hash(asked).ifPresent(hash -> recall(asked, hash, left));
        if (left.isEmpty()) return;
        progress.check();
        String hash = inference.hash(asked.identifiers, progress);
        workspace.models().find(asked.identifiers).ifPresent(model -> workspace.profileCache().remember(model, hash));
        List<Map.Entry<String, List<Unseen>>> all = new ArrayList<>(left.entrySet());
        for (int from = 0; from < all.size(); from += PART) {
            List<Map.Entry<String, List<Unseen>>> part = all.subList(from, Math.min(all.size(), from + PART));
            progress.at(from, all.size());
            progress.check();
            List<List<String>> contexts = part.stream().map(one -> comparison.context(one.getValue().get(0).row()).turns()).toList();
            List<EmpathyProfile> profiles = inference.score(asked.identifiers, contexts, part.stream().map(one -> one.getValue().get(0).text()).toList(), progress);
            Map<String, EmpathyProfile> found = new HashMap<>();
            for (int i = 0; i < profiles.size(); i++) found.put(part.get(i).getKey(), profiles.get(i));
            workspace.profileCache().put(hash, found);
            part.forEach(one -> note(asked, one.getValue(), found.get(one.getKey())));
        }
        progress.at(all.size(), all.size());
    }

    /** Equal responses to equal contexts are one. */
    private static Map<String, List<Unseen>> byPair(Comparison comparison, List<Unseen> unseen) {
        Map<String, List<Unseen>> byPair = new LinkedHashMap<>();
        for (Unseen one : unseen) byPair.computeIfAbsent(LevelCache.exampleHash(comparison.context(one.row()).turns(), one.text()), any -> new ArrayList<>()).add(one);
        return byPair;
    }

    private Optional<String> hash(Asked asked) {
        Optional<ModelInfo> model = asked.identifiers.isEmpty() ? Optional.empty() : workspace.models().find(asked.identifiers);
        return model.flatMap(workspace.profileCache()::hashOf);
    }

    private void recall(Asked asked, String hash, Map<String, List<Unseen>> byPair) {
        Map<String, EmpathyProfile> known = workspace.profileCache().get(hash, byPair.keySet());
        known.forEach((pair, profile) -> note(asked, byPair.remove(pair), profile));
    }

    private void note(Asked asked, List<Unseen> equal, EmpathyProfile profile) {
        synchronized (noting) {
            if (asked.turn == turn) equal.forEach(one -> one.column().see(one.row(), one.sample(), one.text(), profile));
        }
    }
}
