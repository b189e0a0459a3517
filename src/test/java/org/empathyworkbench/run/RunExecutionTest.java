package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RunExecutionTest {
    @TempDir Path folder;
    private Workspace workspace;
    private RunExecution execution;

    @BeforeEach void open() {
        workspace = TinyWorkspace.open(folder);
        execution = new RunExecution(workspace);
    }

    @AfterEach void close() { workspace.close(); }

    private List<String> modelFolders() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("models"))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** A device that is always full stands where the weights are to be written, as a full disk would. */
    @Test void aFullDiskWhileTheModelIsSavedIsSaidAndLeavesNoModel() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "This system has no device that is always full.");
        RunInfo prepared = execution.prepare(TinyWorkspace.generator());
        RunInfo run = execution.execute(prepared.id(), new SilentJournal() {
            @Override public void metrics(int step, Map<String, Double> values) {
                Path weights = folder.resolve("models/.making-" + prepared.id() + "/model.safetensors.part");
                try {
                    if (!Files.exists(weights)) Files.createSymbolicLink(weights, full);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("the disk is full").contains(folder.toString()).contains("Nothing stored before was lost");
        assertThat(modelFolders()).isEmpty();
        assertThat(workspace.models().list()).isEmpty();
        assertThat(execution.perform(TinyWorkspace.generator(), new SilentJournal()).state())
                .as("with space again").isEqualTo(RunState.FINISHED);
    }

    @Test void aFinishedRunLeavesItsModelItsRecipeAndWhatItSaid() throws IOException {
        RunInfo run = execution.perform(TinyWorkspace.generator(), new SilentJournal());
        assertThat(run.state()).as(run.message()).isEqualTo(RunState.FINISHED);
        assertThat(run.model()).isEqualTo("tiny-generator");
        assertThat(run.step()).isEqualTo(6);
        assertThat(workspace.runs().metrics(run.id(), "train/loss", 0)).hasSize(6);
        assertThat(workspace.runs().promptAnswers(run.id(), 0, 10)).isNotEmpty().allMatch(one -> one.sample().prompt() == 0);
        assertThat(Files.readString(workspace.runs().folder(run.id()).resolve("recipe.json"))).isEqualTo(run.recipe());
        assertThat(Files.readString(workspace.runs().folder(run.id()).resolve("log.txt"))).contains("was stored");
        ModelInfo model = workspace.models().find("tiny-generator").orElseThrow();
        assertThat(model.run()).isEqualTo(run.id());
        assertThat(model.facts()).containsKeys("validation perplexity", "dataset", "seed");
        try (ResponseGenerator generator = ResponseGenerator.load(workspace.models().folder(model.name()), Device.cpu())) {
            assertThat(generator.model().parameterCount()).isEqualTo(model.parameters());
        }
        assertThat(modelFolders()).containsExactly("tiny-generator");
    }

    @Test void equalRecipesGiveEqualWeights() throws IOException {
        RunInfo first = execution.perform(TinyWorkspace.generator(), new SilentJournal());
        RunInfo second = execution.perform(TinyWorkspace.generator(), new SilentJournal());
        RunInfo other = execution.perform(TinyWorkspace.generator().withSeed(2), new SilentJournal());
        assertThat(second.model()).isEqualTo("tiny-generator-2");
        byte[] weights = Files.readAllBytes(workspace.models().folder(first.model()).resolve("model.safetensors"));
        assertThat(Files.readAllBytes(workspace.models().folder(second.model()).resolve("model.safetensors"))).isEqualTo(weights);
        assertThat(Files.readAllBytes(workspace.models().folder(other.model()).resolve("model.safetensors"))).isNotEqualTo(weights);
    }

    @Test void aStoppedRunKeepsTheModelAsItWas() {
        AtomicInteger last = new AtomicInteger();
        RunInfo run = execution.perform(TinyWorkspace.generator().withSettings(Map.of("maximumSteps", 100_000)), new SilentJournal() {
            @Override public void metrics(int step, Map<String, Double> values) { last.set(step); }

            @Override public boolean stopRequested() { return last.get() >= 4; }
        });
        assertThat(run.state()).isEqualTo(RunState.STOPPED);
        assertThat(run.message()).contains("step 4").contains("tiny-generator");
        assertThat(run.model()).isEqualTo("tiny-generator");
        assertThat(workspace.models().find("tiny-generator").orElseThrow().facts()).containsEntry("stopped at step", "4");
    }

    @Test void aRunThatFailsSaysWhyAndLeavesNoHalfModel() throws IOException {
        RunInfo prepared = execution.prepare(TinyWorkspace.generator());
        workspace.datasets().delete("tiny");
        RunInfo run = execution.execute(prepared.id(), new SilentJournal());
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("no dataset named \"tiny\"");
        assertThat(Files.readString(workspace.runs().folder(run.id()).resolve("log.txt")))
                .contains("The run failed").contains("UserInputException");
        assertThat(modelFolders()).isEmpty();
    }

    @Test void aFaultOfTheProgramIsOneSentenceWithTheLogsName() throws IOException {
        RunInfo run = execution.perform(TinyWorkspace.generator(), new SilentJournal() {
            @Override public void metrics(int step, Map<String, Double> values) {
                if (step == 3) throw new IllegalStateException("a listener fell over\nwith details");
            }
        });
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("IllegalStateException: a listener fell over)").contains("log.txt").doesNotContain("\n");
        assertThat(modelFolders()).isEmpty();
    }

    @Test void aRunWhoseFolderCannotBeWrittenIsNotBegun() throws IOException {
        String id = execution.prepare(TinyWorkspace.generator()).id();
        Path own = workspace.runs().folder(id);
        Files.delete(own.resolve("recipe.json"));
        Files.delete(own);
        Files.writeString(own, "a file in the place of the folder");
        assertThatThrownBy(() -> execution.execute(id, new SilentJournal())).isInstanceOf(UserInputException.class)
                .hasMessageContaining("The log of the run cannot be written")
                .hasMessageContaining("Nothing was started");
        assertThat(workspace.runs().find(id).orElseThrow().state()).isEqualTo(RunState.QUEUED);
    }

    /** A folder in which even the machine's owner may make nothing stands where the checkpoints are written. */
    @Test void aFolderThatCanOnlyBeReadIsSaidAndTheRunGoesOnOnceItCanBeWritten() throws IOException {
        Path readable = Path.of("/sys/kernel");
        Assumptions.assumeTrue(Files.isDirectory(readable), "This system has no folder that nobody may write to.");
        RunInfo prepared = execution.prepare(TinyWorkspace.generator().withSettings(Map.of("checkpointEvery", 2)));
        Path checkpoints = workspace.runs().folder(prepared.id()).resolve("checkpoints");
        Path before = workspace.runs().folder(prepared.id()).resolve("before");
        RunInfo failed = execution.execute(prepared.id(), new SilentJournal() {
            @Override public void metrics(int step, Map<String, Double> values) {
                if (step != 3) return;
                try {
                    Files.move(checkpoints, before);
                    Files.createSymbolicLink(checkpoints, readable);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        assertThat(failed.state()).as(failed.message()).isEqualTo(RunState.FAILED);
        assertThat(failed.message()).contains(folder.toString()).contains("Nothing stored before was lost")
                .contains("permissions").doesNotContain("fault of the program");
        assertThat(modelFolders()).isEmpty();
        Files.delete(checkpoints);
        Files.move(before, checkpoints);
        RunInfo resumed = execution.execute(failed.id(), new SilentJournal());
        assertThat(resumed.state()).as(resumed.message()).isEqualTo(RunState.FINISHED);
        assertThat(workspace.runs().metrics(failed.id(), "train/loss", 0)).hasSize(6);
    }

    @Test void aFailedRunSaysFromWhereItMayGoOn() throws IOException {
        RunInfo failed = execution.perform(TinyWorkspace.generator().withSettings(Map.of("checkpointEvery", 2)), new SilentJournal() {
            @Override public void metrics(int step, Map<String, Double> values) {
                if (step == 5) throw new IllegalStateException("a listener fell over");
            }
        });
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.message()).endsWith("The run's checkpoint of step 4 exists: resume it, or branch from it with other settings.");
        RunInfo resumed = execution.execute(failed.id(), new SilentJournal());
        assertThat(resumed.state()).as(resumed.message()).isEqualTo(RunState.FINISHED);
        assertThat(workspace.runs().metrics(failed.id(), "train/loss", 0)).hasSize(6);
    }

    @Test void aRecipeThatDoesNotFitTheWorkspaceStartsNothing() {
        refused(TinyWorkspace.generator().withDataset(""), "names no dataset");
        refused(TinyWorkspace.generator().withDataset("big"), "It has: tiny");
        refused(TinyWorkspace.generator().withBase("t5"), "t5");
        refused(TinyWorkspace.generator().withModel("../x"), "cannot be the name");
        refused(Recipe.of(RunKind.PPO).withDataset("tiny"), "\"base\"");
        assertThat(workspace.runs().list()).isEmpty();
    }

    private void refused(Recipe recipe, String why) {
        assertThatThrownBy(() -> execution.prepare(recipe)).isInstanceOf(UserInputException.class)
                .hasMessageContaining(why).hasMessageEndingWith(".");
    }

    @Test void aNameThatAPersonChoseIsNotGivenTwice() {
        execution.perform(TinyWorkspace.generator().withModel("mine"), new SilentJournal());
        refused(TinyWorkspace.generator().withModel("mine"), "already has a model named \"mine\"");
    }

    @Test void aFinishedRunIsNotDoneAgain() {
        RunInfo run = execution.perform(TinyWorkspace.generator(), new SilentJournal());
        assertThatThrownBy(() -> execution.execute(run.id(), new SilentJournal()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("has finished");
    }

    private static SilentJournal runsOutOfMemoryIn(int step, Supplier<Throwable> as) {
        return new SilentJournal() {
            @Override public void metrics(int now, Map<String, Double> values) {
                if (now != step) return;
                Throwable failure = as.get();
                if (failure instanceof Error error) throw error;
                throw (RuntimeException) failure;
            }
        };
    }

    @Test void memoryThatRunsOutEndsTheRunWithItsModelItsCheckpointAndTheSettingToLower() {
        RunInfo run = execution.perform(TinyWorkspace.generator(),
                runsOutOfMemoryIn(4, () -> new EngineException("[enforce fail at alloc_cpu.cpp:115] err == 0. DefaultCPUAllocator: "
                        + "can't allocate memory: you tried to allocate 68719476736 bytes. Error code 12 (Cannot allocate memory)")));
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("Memory ran out in step", "the machine's memory, of which 68,719.5 MB more were asked for",
                "stored as \"tiny-generator\"", "checkpoint of step 4 is kept",
                "\"Tokens at once\" (no limit), which does not change the result",
                "Batch (8)", "--branch " + run.id() + " --set tokensAtOnce=");
        assertThat(run.model()).isEqualTo("tiny-generator");
        assertThat(workspace.models().find("tiny-generator").orElseThrow().facts()).containsEntry("stopped at step", "4");
        RunInfo whole = execution.execute(run.id(), new SilentJournal());
        assertThat(whole.state()).as("what was kept goes on: " + whole.message()).isEqualTo(RunState.FINISHED);
        RunInfo straight = execution.perform(TinyWorkspace.generator(), new SilentJournal());
        assertThat(weights(whole)).as("exactly").isEqualTo(weights(straight));
    }

    private byte[] weights(RunInfo run) {
        try {
            return Files.readAllBytes(workspace.models().folder(run.model()).resolve("model.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test void memoryThatRunsOutAtOnceLeavesNothingButTheSentence() throws IOException {
        RunInfo run = execution.perform(TinyWorkspace.generator(), new SilentJournal() {
            @Override public void totalSteps(int steps) { throw new OutOfMemoryError("Java heap space"); }
        });
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("Memory ran out in step 1: Java's own memory (Java heap space)",
                "Nothing stored before was lost", "\"Tokens at once\"");
        assertThat(modelFolders()).isEmpty();
    }
}
