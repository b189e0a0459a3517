package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which weights wrote a response of a run: five steps, checkpoints after two and four of them. */
@Tag("slow")
class RunWeightsTest {
    @TempDir Path folder;

    private static RunInfo perform(Workspace workspace, Recipe recipe) {
        RunInfo run = new RunExecution(workspace).perform(recipe, new SilentJournal());
        assertThat(run.state()).as(run.message()).isEqualTo(RunState.FINISHED);
        return run;
    }

    private static String sha256(Path modelFolder) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(modelFolder.resolve("model.safetensors"))));
    }

    private static CaseResponse kept(Workspace workspace, RunInfo run, int step) {
        Provenance from = new Provenance(Provenance.Kind.CHECKPOINT, run.id() + "@" + step,
                "", 1L, Map.of("temperature", "0.9"), Instant.now());
        return new CaseSaver(workspace).keep("Lesson",
                CaseDraft.of(List.of("I lost my job.")).response(CaseResponse.of("align", from, "Oh no."))).responses().get(0);
    }

    @Test void aKeptResponseOfARunSaysItsWeightsWhereTheyAreKnownAndElseThoseItBeganWith() throws IOException, NoSuchAlgorithmException {
        try (Workspace workspace = TinyWorkspace.open(folder)) {
            RunInfo generator = perform(workspace, TinyWorkspace.generator());
            RunInfo identifiers = perform(workspace, TinyWorkspace.identifiers());
            Recipe recipe = TinyWorkspace.ppo(generator.model(), identifiers.model());
            Map<String, Object> settings = new HashMap<>(recipe.settings());
            settings.put("checkpointEvery", 2);
            settings.put("keepCheckpoints", 9);
            RunInfo run = perform(workspace, recipe.withSettings(settings));
            String start = sha256(workspace.models().folder(generator.model()));
            String end = sha256(workspace.models().folder(run.model()));
            Map<Integer, String> checkpoints = new HashMap<>();
            for (CheckpointInfo one : CheckpointFolder.of(workspace.runs().folder(run.id()), run.id()).list())
                checkpoints.put(one.step(), sha256(one.folder()));
            assertThat(checkpoints).containsKeys(2, 4);
            assertThat(List.of(start, end, checkpoints.get(2), checkpoints.get(4))).doesNotHaveDuplicates();

            assertThat(kept(workspace, run, 0).from().weights()).isEqualTo(start);
            assertThat(kept(workspace, run, 2).from().weights()).isEqualTo(checkpoints.get(2));
            assertThat(kept(workspace, run, 4).from().weights()).isEqualTo(checkpoints.get(4));
            assertThat(kept(workspace, run, 5).from().weights()).isEqualTo(end);
            Provenance between = kept(workspace, run, 3).from();
            assertThat(between.weights()).isEmpty();
            assertThat(between.settings()).containsEntry("startWeights", start).containsEntry("temperature", "0.9");
            assertThat(kept(workspace, generator, 0).from().settings()).as("begun from nothing").doesNotContainKey("startWeights");

            workspace.models().delete(run.model());
            assertThat(kept(workspace, run, 0).from().weights()).as("the record remembers").isEqualTo(start);
        }
    }
}
