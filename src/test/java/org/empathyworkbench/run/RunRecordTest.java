package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipeCommand;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run stood on, in one file, and the run done again from it elsewhere. */
@Tag("slow")
class RunRecordTest {
    @TempDir Path folder;

    private static RunRecord record(Workspace workspace, RunInfo run) {
        return RunRecord.read(workspace.runs().folder(run.id()).resolve(RunRecord.FILE));
    }

    private static RunInfo perform(Workspace workspace, Recipe recipe) {
        RunInfo run = new RunExecution(workspace).perform(recipe, new SilentJournal());
        assertThat(run.state()).as(run.message()).isEqualTo(RunState.FINISHED);
        return run;
    }

    private static byte[] weights(Workspace workspace, RunInfo run) throws IOException {
        return Files.readAllBytes(workspace.models().folder(run.model()).resolve("model.safetensors"));
    }

    @Test void aRecordsRunDoneAgainElsewhereGivesTheVerySameWeights() throws Exception {
        RunRecord exported;
        byte[] weights;
        try (Workspace workspace = TinyWorkspace.open(folder.resolve("here"))) {
            RunInfo generator = perform(workspace, TinyWorkspace.generator());
            exported = record(workspace, generator);
            weights = weights(workspace, generator);
            assertThat(exported.made().model().sha256()).containsEntry("model.safetensors",
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights)));
        }
        assertThat(exported.data().get("train").entries()).isPositive();
        assertThat(exported.device().threads()).isEqualTo(1);
        assertThat(exported.sittings()).hasSize(1);
        assertThat(exported.program().code()).hasSize(64);
        assertThat(exported.platform().libtorch()).isNotEmpty();
        Path file = Files.writeString(folder.resolve("record.json"), exported.toJson());
        try (Workspace other = Workspace.open(folder.resolve("there"))) {
            other.datasets().add("another name", "a test", DemoCorpus.generate(5, 64));
            Rerun again = Rerun.of(other, RunRecord.read(file));
            assertThat(again.inTheWay()).isEmpty();
            assertThat(again.notices()).anyMatch(sentence -> sentence.contains("\"tiny\" is called \"another name\" here"));
            RunInfo run = new RunExecution(other).execute(again.prepare(other, false).id(), new SilentJournal());
            assertThat(run.state()).as(run.message()).isEqualTo(RunState.FINISHED);
            assertThat(weights(other, run)).isEqualTo(weights);
            assertThat(Rerun.verdict(exported, record(other, run)))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("bit for bit"));
        }
    }

    @Test void otherDataStandInTheWayAndAreNamed() throws IOException {
        RunRecord exported;
        try (Workspace workspace = TinyWorkspace.open(folder.resolve("here"))) {
            exported = record(workspace, perform(workspace, TinyWorkspace.generator()));
        }
        try (Workspace other = Workspace.open(folder.resolve("there"))) {
            assertThat(Rerun.of(other, exported).inTheWay()).singleElement().asString().contains("no dataset \"tiny\"");
            other.datasets().add("tiny", "a test", DemoCorpus.generate(6, 64));
            Rerun again = Rerun.of(other, exported);
            assertThat(again.inTheWay()).singleElement().asString().contains("\"tiny\" has other contents")
                    .contains("train").contains("validation");
            assertThatThrownBy(() -> again.prepare(other, false))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("Nothing was started");
            assertThat(other.runs().list()).isEmpty();
            RunInfo run = new RunExecution(other).execute(again.prepare(other, true).id(), new SilentJournal());
            assertThat(run.state()).as(run.message()).isEqualTo(RunState.FINISHED);
            assertThat(Rerun.verdict(exported, record(other, run))).hasValueSatisfying(sentence ->
                    assertThat(sentence).contains("is not that of the record").contains("model.safetensors"));
        }
    }

    @Test void modelsAreKnownByTheirFilesAndAnAlignmentIsDoneAgain() throws IOException {
        try (Workspace workspace = TinyWorkspace.open(folder.resolve("here"))) {
            RunInfo generator = perform(workspace, TinyWorkspace.generator());
            RunInfo identifiers = perform(workspace, TinyWorkspace.identifiers());
            RunInfo ppo = perform(workspace, TinyWorkspace.ppo(generator.model(), identifiers.model()));
            RunRecord record = record(workspace, ppo);
            assertThat(record.models()).containsOnlyKeys("base", "identifiers");
            assertThat(record.models().get("identifiers").sha256()).containsKey("emotional_reaction/model.safetensors");
            assertThat(record.data()).as("an alignment reads no other split").containsOnlyKeys("train");
            Rerun again = Rerun.of(workspace, record);
            assertThat(again.inTheWay()).isEmpty();
            RunInfo second = new RunExecution(workspace).execute(again.prepare(workspace, false).id(), new SilentJournal());
            assertThat(Rerun.verdict(record, record(workspace, second)))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("bit for bit"));
            assertThat(weights(workspace, second)).isEqualTo(weights(workspace, ppo));
            Path file = workspace.models().folder(generator.model()).resolve("model.safetensors");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);
            assertThat(Rerun.of(workspace, record).inTheWay()).singleElement().asString()
                    .contains("(base) differs from the record's in: model.safetensors");
            workspace.models().delete(identifiers.model());
            assertThat(Rerun.of(workspace, record).inTheWay()).hasSize(2)
                    .anyMatch(sentence -> sentence.contains("no model \"" + identifiers.model() + "\""));
        }
    }

    @Test void aBranchIsDoneAgainFromItsCheckpointOrNotAtAll() {
        Recipe recipe = TinyWorkspace.generator().withSettings(Map.of("checkpointEvery", 2));
        RunRecord record;
        try (Workspace workspace = TinyWorkspace.open(folder.resolve("here"))) {
            RunExecution execution = new RunExecution(workspace);
            RunInfo origin = perform(workspace, recipe);
            RunInfo branch = execution.execute(execution.branch(origin.id(), OptionalInt.of(4),
                    begun -> begun.withSettings(Map.of("learningRate", 0.01))).id(), new SilentJournal());
            record = record(workspace, branch);
            assertThat(RecipeCommand.of(workspace, branch).words())
                    .containsSubsequence("train", "--branch", origin.id() + "@4", "--name", branch.name(), "--set", "learningRate=0.01")
                    .doesNotContain("--recipe").noneMatch(word -> word.startsWith("batch"));
            assertThat(record.origin()).isEqualTo(origin.id() + "@4");
            Rerun again = Rerun.of(workspace, record);
            assertThat(again.inTheWay()).isEmpty();
            RunInfo second = execution.execute(again.prepare(workspace, false).id(), new SilentJournal());
            assertThat(Rerun.verdict(record, record(workspace, second)))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("bit for bit"));
        }
        try (Workspace other = TinyWorkspace.open(folder.resolve("there"))) {
            assertThat(Rerun.of(other, record).inTheWay()).singleElement().asString().contains("branched from the checkpoint");
        }
    }

    @Test void whatIsNoRecordSaysSo() throws IOException {
        for (String text : List.of("", "{}", "[]", "{\"format\": 1}", "no json")) {
            Path file = Files.writeString(folder.resolve("bad.json"), text);
            assertThatThrownBy(() -> RunRecord.read(file)).as(text).isInstanceOf(UserInputException.class)
                    .hasMessageContaining("not a readable record").hasMessageContaining("Nothing was changed");
        }
        assertThatThrownBy(() -> RunRecord.read(folder.resolve("nowhere.json")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("does not exist");
    }

    @Test void theCommitIsThatOfTheCheckoutAround() throws IOException {
        Path git = Files.createDirectories(folder.resolve("checkout/.git/refs/heads"));
        Files.writeString(folder.resolve("checkout/.git/HEAD"), "ref: refs/heads/main\n");
        Files.writeString(git.resolve("main"), "0123456789abcdef0123456789abcdef01234567\n");
        Path classes = Files.createDirectories(folder.resolve("checkout/src/target/classes"));
        assertThat(ProgramVersion.commit(classes)).isEqualTo("0123456789abcdef0123456789abcdef01234567");
        Files.delete(git.resolve("main"));
        Files.writeString(folder.resolve("checkout/.git/packed-refs"),
                "# pack-refs with: peeled\n89abcdef0123456789abcdef0123456789abcdef refs/heads/main\n");
        assertThat(ProgramVersion.commit(classes)).startsWith("89abcdef");
        Files.writeString(folder.resolve("checkout/.git/HEAD"), "fedcba9876543210fedcba9876543210fedcba98\n");
        assertThat(ProgramVersion.commit(classes)).startsWith("fedcba");
    }
}
