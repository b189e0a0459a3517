package org.empathyworkbench.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipeDifference;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;

/**
 * How long a sweep will take, one run after another, going by the finished run of this workspace that is most like its recipe.
 *
 * @param each what one run takes on average
 * @param like name of the run that it is reckoned from
 */
public record SweepEstimate(Duration total, Duration each, String like) {
    /** Runs that may be looked through; older ones tell little. */
    private static final int LOOKED_AT = 50;

    private record Candidate(RunInfo run, Recipe recipe, int differences) { }

    /** Empty when no run of the kind has finished on the device. */
    public static Optional<SweepEstimate> of(Workspace workspace, SweepPlan plan) {
        Recipe recipe = plan.recipe().resolve();
        Optional<Candidate> nearest = workspace.runs().list().stream()
                .filter(run -> run.kind() == recipe.kind() && run.state() == RunState.FINISHED && run.origin().isEmpty()).limit(LOOKED_AT)
                .flatMap(run -> candidate(run, recipe).stream()).min(Comparator.comparingInt(Candidate::differences));
        if (nearest.isEmpty()) return Optional.empty();
        Duration took = nearest.get().run().elapsed(Instant.now());
        if (took.isZero()) return Optional.empty();
        double total = 0;
        for (SweepPlan.Row row : plan.rows()) total += took.toMillis() * work(row.applied(recipe)) / work(nearest.get().recipe());
        long each = (long) (total / plan.rows().size());
        return Optional.of(new SweepEstimate(Duration.ofMillis(each * plan.runs()), Duration.ofMillis(each), nearest.get().run().name()));
    }

    private static Optional<Candidate> candidate(RunInfo run, Recipe wanted) {
        try {
            Recipe recipe = Recipes.parse(run.recipe(), "The recipe of run " + run.id());
            if (!recipe.device().equals(wanted.device())) return Optional.empty();
            return Optional.of(new Candidate(run, recipe, RecipeDifference.between(List.of(recipe, wanted)).size()));
        } catch (UserInputException unreadable) {
            return Optional.empty();
        }
    }

    /** PPO's time goes with the responses that it draws; of the other kinds the run as a whole is taken. */
    private static double work(Recipe recipe) {
        return recipe.runSettings().ppo().map(ppo -> (double) ppo.training().steps() * ppo.training().batch()).orElse(1.0);
    }
}
