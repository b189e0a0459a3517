package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.evaluation.EvaluationReport;
import org.empathyworkbench.evaluation.EvaluationSettings;
import org.empathyworkbench.evaluation.ModelEvaluation;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.modelimport.ModelImport;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.Truncate;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a generator was trained to read goes with it: into checkpoints, alignment, evaluation, estimate, export and import. */
@Tag("slow")
class TrainedLimitsTest {
    private static final ContextLimits TRAINED = ContextLimits.trained(14, 10, Truncate.RIGHT);

    @TempDir Path folder;

    @Test void limitsGoFromTheTrainingToWhateverUsesTheModel() throws IOException {
        try (Workspace workspace = TinyWorkspace.open(folder.resolve("workspace"))) {
            RunExecution execution = new RunExecution(workspace);
            List<String> said = new ArrayList<>();
            SilentJournal journal = new SilentJournal() {
                @Override public void say(String sentence) { said.add(sentence); }
            };
            RunInfo trained = execution.perform(TinyWorkspace.generator()
                    .withSettings(Map.of("contextTokens", 14, "responseTokens", 10, "truncation", "right", "checkpointEvery", 3)), journal);
            assertThat(trained.state()).as(trained.message()).isEqualTo(RunState.FINISHED);
            Path model = workspace.models().folder(trained.model());
            assertThat(ContextLimits.read(model)).isEqualTo(TRAINED);
            assertThat(workspace.models().find(trained.model()).orElseThrow().facts().get("reads")).isEqualTo(TRAINED.key());
            assertThat(said)
                    .anyMatch(sentence -> sentence.contains("contexts up to 14 tokens") && sentence.contains("lose their newest words"));
            Path checkpoint = CheckpointFolder.of(workspace.runs().folder(trained.id()), trained.id()).list().get(0).folder();
            assertThat(ContextLimits.read(checkpoint)).as("a checkpoint in the timeline").isEqualTo(TRAINED);

            List<Example> test = workspace.datasets().examples("tiny", Split.TEST);
            try (ResponseGenerator generator = ResponseGenerator.load(model, Device.cpu())) {
                EvaluationReport report = new ModelEvaluation(List.of(), ProgressListener.none(), () -> false)
                        .generator("m", "d", generator, test, EvaluationSettings.paper(), SamplingSettings.paper(), 1).report();
                long cut = test.stream()
                        .filter(example -> generator.tokenizer().encode(ContextText.join(example.context())).length > 14).count();
                assertThat(report.settings()).containsEntry("contextTokens", 14)
                        .containsEntry("responseTokens", 10).containsEntry("truncation", "right")
                        .containsEntry("contextsCut", (int) cut);
                assertThat(cut).isPositive();
                EvaluationReport shorter = new ModelEvaluation(List.of(), ProgressListener.none(), () -> false)
                        .generator("m", "d", generator, test, Settings.with(EvaluationSettings.paper(), Map.of("responseTokens", 4)),
                                SamplingSettings.paper(), 1).report();
                assertThat(shorter.settings()).containsEntry("contextTokens", 14).containsEntry("responseTokens", 4)
                        .containsEntry("limits", "chosen");
                assertThat(report.toText()).contains(cut + " of " + test.size() + " contexts").contains("as the model was trained");
            }

            RunInfo judges = execution.perform(TinyWorkspace.identifiers(), new SilentJournal());
            said.clear();
            RunInfo aligned = execution.perform(
                    TinyWorkspace.ppo(trained.model(), judges.model()).withSettings(Map.of("steps", 1, "checkpointEvery", 1)), journal);
            assertThat(aligned.state()).as(aligned.message()).isEqualTo(RunState.FINISHED);
            assertThat(ContextLimits.read(workspace.models().folder(aligned.model()))).isEqualTo(TRAINED);
            Path step = CheckpointFolder.of(workspace.runs().folder(aligned.id()), aligned.id()).list().get(0).folder();
            assertThat(ContextLimits.read(step)).as("a checkpoint of the alignment").isEqualTo(TRAINED);
            assertThat(said).anyMatch(sentence -> sentence.contains("contexts up to 14 tokens, cut on the right")
                    && sentence.contains("lose their newest words"));

            Path exported = Files.createDirectory(folder.resolve("exported"));
            try (var files = Files.list(model)) {
                for (Path file : files.toList()) Files.copy(file, exported.resolve(file.getFileName().toString()));
            }
            assertThat(ModelImport.any(workspace, exported, "back").facts().get("reads")).contains("as the model was trained");
            assertThat(ContextLimits.read(workspace.models().folder("back"))).isEqualTo(TRAINED);
        }
    }
}
