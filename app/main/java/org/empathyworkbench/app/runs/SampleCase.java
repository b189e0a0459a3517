package org.empathyworkbench.app.runs;

import java.time.Instant;
import java.util.Map;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.casestudy.Reading;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.run.Recipe;
import org.empathyworkbench.run.Recipes;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunSample;

/** A response of a training, on its way to the cases: it comes from the run at its step, and its levels from the identifiers that gave the reward. */
final class SampleCase {
    private SampleCase() { }

    /** @param now the date of the reference, which has none of its own */
    static CaseDraft draft(RunInfo run, RunSample sample, Instant now) {
        Recipe recipe = recipe(run);
        Instant at = run.heartbeatAt() == null ? now : run.heartbeatAt();
        Provenance from = new Provenance(Provenance.Kind.CHECKPOINT, run.id() + "@" + sample.step(), "", recipe.seed(), Map.of(), at);
        CaseResponse response = CaseResponse.of(run.name() + ", step " + RunWords.count(sample.step()), from, sample.response());
        if (sample.profile() != null) response = response.read(Reading.of(recipe.identifiers(), sample.profile()), sample.reward());
        return CaseDraft.of(sample.context()).source("run " + run.name() + " (" + run.id() + "), step " + sample.step()).reference(sample.reference(), null, now).response(response);
    }

    /** A recipe of another version that cannot be read has no names to give. */
    private static Recipe recipe(RunInfo run) {
        try {
            return Recipes.parse(run.recipe(), "The recipe of run " + run.id());
        } catch (BadInput unreadable) {
            return Recipe.of(run.kind());
        }
    }
}
