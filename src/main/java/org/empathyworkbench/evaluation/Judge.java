package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.text.ExampleHash;
import org.empathyworkbench.workspace.LevelCache;
import org.jspecify.annotations.Nullable;

/**
 * A set of identifiers that judges responses. Emp-F1 is circular where the same identifiers gave the reward in training: a second,
 * held-out set can judge beside it (METHOD section 7).
 *
 * @param name    display name of the identifiers
 * @param hash    of their weights
 * @param scoring profiles of pairs, in the given order
 * @param known   levels of references found earlier; null when none are kept
 */
public record Judge(String name, String hash, Scoring scoring, @Nullable LevelCache known) {
    /** Gives each (context, response) a profile. */
    @FunctionalInterface
    public interface Scoring {
        List<EmpathyProfile> score(List<List<String>> contexts, List<String> responses);
    }

    public static Judge of(String name, EmpathyScorer scorer, @Nullable LevelCache known) {
        return new Judge(name, scorer.hash(), scorer::score, known);
    }

    public static Judge of(String name, EmpathyScorer scorer) { return of(name, scorer, null); }

    /** Levels of references l_i, from earlier where they are known, and then kept. */
    List<Map<Mechanism, Level>> targets(List<List<String>> contexts, List<String> references) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) keys.add(ExampleHash.of(contexts.get(i), references.get(i)));
        Map<String, Map<Mechanism, Level>> levels = new LinkedHashMap<>();
        if (known != null) levels.putAll(known.get(hash, keys));
        Map<String, Map<Mechanism, Level>> found = new LinkedHashMap<>();
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!levels.containsKey(keys.get(i))) missing.add(i);
        }
        List<EmpathyProfile> profiles = scoring.score(missing.stream().map(contexts::get).toList(),
                missing.stream().map(references::get).toList());
        for (int i = 0; i < missing.size(); i++) found.put(keys.get(missing.get(i)), profiles.get(i).levels());
        if (known != null && !found.isEmpty()) known.put(hash, found);
        levels.putAll(found);
        return keys.stream().map(levels::get).toList();
    }
}
