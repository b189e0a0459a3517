package org.empathyworkbench.app.compare;

import java.util.List;
import java.util.Optional;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.task.InteractionGate;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.Comparison.Unseen;
import org.empathyworkbench.comparison.UnscoredResponses;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * Has identifiers look at a comparison's responses, each response once: what they saw is kept in the workspace. All but {@link #turn} is
 * called away from the window. When other identifiers take their turn, what the ones before still bring is dropped.
 */
final class LevelReading {
    private final Workspace workspace;
    private final Inference inference;
    private final InteractionGate giveWay;
    private final Object noting = new Object();
    private long turn;
    private String identifiers = "";

    LevelReading(Workspace workspace, Inference inference, InteractionGate giveWay) {
        this.workspace = workspace;
        this.inference = inference;
        this.giveWay = giveWay;
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
        hash(asked).ifPresent(hash -> UnscoredResponses.of(comparison, rows, true)
                .recall(workspace.profileCache(), hash, (equal, profile) -> note(asked, equal, profile)));
    }

    /**
     * Looks at everything in some rows that nobody has looked at. Cancelled between parts; what was seen by then stays.
     *
     * @param lone whether references are looked at that no system answers beside
     */
    void read(Comparison comparison, int[] rows, boolean lone, Progress progress) {
        Asked asked = asked();
        if (asked.identifiers.isEmpty()) return;
        UnscoredResponses left = UnscoredResponses.of(comparison, rows, lone);
        hash(asked).ifPresent(hash -> left.recall(workspace.profileCache(), hash, (equal, profile) -> note(asked, equal, profile)));
        if (left.isEmpty()) return;
        progress.check();
        String hash = inference.hash(asked.identifiers, progress);
        workspace.models().find(asked.identifiers).ifPresent(model -> workspace.profileCache().remember(model, hash));
        left.read(workspace.profileCache(), hash,
                (contexts, responses) -> inference.score(asked.identifiers, contexts, responses, progress),
                new ProgressAdapter(progress, giveWay), (equal, profile) -> note(asked, equal, profile));
    }

    private Optional<String> hash(Asked asked) {
        Optional<ModelInfo> model = asked.identifiers.isEmpty() ? Optional.empty() : workspace.models().find(asked.identifiers);
        return model.flatMap(workspace.profileCache()::hashOf);
    }

    private void note(Asked asked, List<Unseen> equal, EmpathyProfile profile) {
        synchronized (noting) {
            if (asked.turn == turn) UnscoredResponses.see(equal, profile);
        }
    }
}
