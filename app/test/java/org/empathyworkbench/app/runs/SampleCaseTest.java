package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCaseTest {
    @TempDir Path folder;

    @Test
    void aSampleIsSavedWithRunStepSeedAndIdentifiers() {
        try (Workspace workspace = Workspace.open(folder)) {
            Recipe recipe = Recipe.of(RunKind.PPO).withSeed(9).withIdentifiers("readers");
            RunInfo run = FakeRuns.started(workspace, "align", RunKind.PPO, "", recipe.toJson());
            RunSample sample = new RunSample(40, FakeRuns.CONTEXT, "I am sorry.",
                    FakeRuns.REFERENCE, FakeRuns.profile(0.8, 0.1, 0.1), Map.of(), 0.25);
            CaseDraft draft = SampleCase.draft(run, sample, Instant.now());
            assertThat(draft.context()).isEqualTo(FakeRuns.CONTEXT);
            assertThat(draft.responses()).extracting(CaseResponse::text).isEqualTo(List.of(FakeRuns.REFERENCE, "I am sorry."));
            CaseResponse one = draft.responses().get(1);
            assertThat(one.from().model()).as("step 40 learns from what the weights after step 39 wrote").isEqualTo(run.id() + "@39");
            assertThat(SampleCase.draft(run, sample.toPrompt(0), Instant.now()).responses().get(1).from().model())
                    .as("fixed prompts are answered when the step is done").isEqualTo(run.id() + "@40");
            assertThat(one.from().seed()).isEqualTo(9L);
            assertThat(one.reading().identifiers()).isEqualTo("readers");
            assertThat(one.reward()).isEqualTo(0.25);
            assertThat(SampleCase.draft(FakeRuns.started(workspace, "old", RunKind.PPO, "", "{}"), sample, Instant.now()).responses())
                    .hasSize(2);
        }
    }
}
