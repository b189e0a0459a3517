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
 * Scores a comparison's responses, each once; scores are stored in the workspace. All methods but {@link #turn} are called off the JavaFX
 * thread. After a change of identifiers, pending results of the old ones are dropped.
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

    /** Sets the identifiers; empty for none. Scores by others are cleared from this comparison. */
    void turn(String name, Comparison comparison) {
        synchronized (noting) {
            turn++;
            identifiers = name;
            comparison.reference().forgetProfiles();
            comparison.systems().forEach(system -> system.forgetProfiles());
        }
    }

    /** One query of the current identifiers. */
    private record Asked(long turn, String identifiers) { }

    private Asked asked() {
        synchronized (noting) {
            return new Asked(turn, identifiers);
        }
    }

    /** Loads the stored scores of some rows. */
    void recall(Comparison comparison, int[] rows) {
        Asked asked = asked();
        hash(asked).ifPresent(hash -> UnscoredResponses.of(comparison, rows, true)
                .recall(workspace.profileCache(), hash, (equal, profile) -> note(asked, equal, profile)));
    }

    /**
     * Scores everything unscored in some rows. Cancellable between parts; finished scores are kept.
     *
     * @param lone whether references without system responses are scored too
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
