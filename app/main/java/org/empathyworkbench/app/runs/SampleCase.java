package org.empathyworkbench.app.runs;

import java.time.Instant;
import java.util.Map;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;

/**
 * Converts a training sample to a case, with levels by the run's reward identifiers. Rollouts of a step come from the weights before it,
 * responses to fixed prompts from those after it.
 */
final class SampleCase {
    private SampleCase() { }

    /** @param now the date given to the reference */
    static CaseDraft draft(RunInfo run, RunSample sample, Instant now) {
        Recipe recipe = recipe(run);
        Instant at = run.heartbeatAt() == null ? now : run.heartbeatAt();
        int done = sample.prompt() == null && run.kind() == RunKind.PPO ? sample.step() - 1 : sample.step();
        Provenance from = new Provenance(Provenance.Kind.CHECKPOINT, run.id() + "@" + done, "", recipe.seed(), Map.of(), at);
        CaseResponse response = CaseResponse.of(run.name() + ", step " + RunFormats.count(sample.step()), from, sample.response());
        if (sample.profile() != null) response = response.read(LevelScores.of(recipe.identifiers(), sample.profile()), sample.reward());
        return CaseDraft.of(sample.context()).source("run " + run.name() + " (" + run.id() + "), step " + sample.step())
                .reference(sample.reference(), null, now).response(response);
    }

    /** Empty names if the recipe is of another version. */
    private static Recipe recipe(RunInfo run) {
        try {
            return Recipes.parse(run.recipe(), "The recipe of run " + run.id());
        } catch (UserInputException unreadable) {
            return Recipe.of(run.kind());
        }
    }
}
