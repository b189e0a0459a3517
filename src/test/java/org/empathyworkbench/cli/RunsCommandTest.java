package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pause, resume, branch and stop as a terminal gives them. */
class RunsCommandTest {
    private static final String TINY = """
            {"name": "tiny", "kind": "generator", "dataset": "demo", "threads": 1, "settings": {"contextTokens": 32, \
            "responseTokens": 16, "maximumSteps": 4, "batch": 8,
             "validationExamples": 8, "samples": 1, "pieces": 300, "dModel": 16, "dFf": 32, "encoderLayers": 1, "decoderLayers": 1, \
            "heads": 2, "checkpointEvery": 2}}
            """;

    @TempDir static Path folder;

    private static Done run(String command, String... more) { return Typed.in(folder.resolve("workspace"), command, more); }

    @BeforeAll static void train() throws IOException {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.datasets().add("demo", "a test", DemoCorpus.generate(3, 64));
        }
        Done done = run("train", "--recipe", Files.writeString(folder.resolve("tiny.json"), TINY).toString());
        assertThat(done.status()).as(done.err()).isZero();
    }

    @Test void checkpointsAreListedPinnedAndBranchedFrom() {
        assertThat(run("runs", "checkpoints", "tiny").out()).contains("step").contains("4");
        JsonElement listed = run("runs", "checkpoints", "tiny", "--json").json();
        assertThat(listed.getAsJsonArray()).isNotEmpty();
        int step = listed.getAsJsonArray().get(0).getAsJsonObject().get("step").getAsInt();
        assertThat(run("runs", "pin", "tiny", "--step", String.valueOf(step)).status()).isZero();
        assertThat(run("runs", "checkpoints", "tiny").out()).contains("pinned");

        Done branch = run("train", "--branch", "tiny@" + step, "--set", "maximumSteps=6",
                "--set", "learningRate=0.01", "--name", "longer", "--json");
        assertThat(branch.status()).as(branch.err()).isZero();
        JsonObject made = branch.json().getAsJsonObject();
        assertThat(made.get("state").getAsString()).isEqualTo("finished");
        assertThat(made.get("step").getAsInt()).isEqualTo(6);
        assertThat(made.get("origin").getAsString()).endsWith("@" + step);
        assertThat(branch.err()).contains("Resuming from the checkpoint of step " + step);
    }

    @Test void whatCannotGoOnSaysWhy() {
        Done finished = run("train", "--resume", "tiny");
        assertThat(finished.status()).isEqualTo(Main.FAILED);
        assertThat(finished.err()).contains("has finished");
        assertThat(run("train", "--resume", "nobody").err()).contains("no run \"nobody\"").contains("list");
        for (Done wrong : List.of(run("train", "--resume", "tiny", "--set", "batch=2"),
                run("train", "--resume", "tiny", "--recipe", "demo-generator"),
                run("runs", "pause"), run("runs", "pin", "tiny"), run("runs", "nonsense", "tiny"))) {
            assertThat(wrong.status()).as(wrong.err()).isEqualTo(Main.BAD_ARGUMENTS);
            assertThat(wrong.err()).doesNotContain("\tat ");
        }
        assertThat(run("train", "--branch", "tiny@x").status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("train", "--branch", "tiny@3").err()).contains("no checkpoint of step 3").contains("Nothing was started");
        Done rests = run("runs", "pause", "tiny");
        assertThat(rests.status()).isZero();
        assertThat(rests.out()).contains("is at rest (finished)");
        assertThat(run("runs", "checkpoint", "tiny").err()).contains("is not running");
        assertThat(run("runs", "stop", "tiny", "--now").status()).isZero();
    }

    @Test void aRunThatAnotherProcessDoesIsAskedThroughTheWorkspace() {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            String id = workspace.runs().create(new NewRun("elsewhere", RunKind.PPO, "", "{}")).id();
            workspace.runs().started(id, ProcessHandle.current().pid());
            assertThat(run("runs").out()).contains("elsewhere").contains("running");
            assertThat(run("runs", "pause", id).out()).contains("pauses after its step");
            assertThat(workspace.runs().find(id).orElseThrow().pauseRequested()).isTrue();
            assertThat(run("runs").out()).contains("pausing");
            assertThat(run("runs", "checkpoint", "elsewhere").status()).isZero();
            assertThat(run("runs", "stop", id, "--now").err()).contains("runs in this process");
            assertThat(run("runs", "stop", id, "--json").json().getAsJsonObject().get("id").getAsString()).isEqualTo(id);
            assertThat(workspace.runs().find(id).orElseThrow().stopRequested()).isTrue();
            workspace.runs().paused(id, "Paused after step 3.");
            assertThat(run("runs", "--json").json().getAsJsonObject().getAsJsonArray("resumable")).hasSize(1);
            workspace.runs().queueAgain(id);
            assertThat(workspace.runs().find(id).orElseThrow().state()).isEqualTo(RunState.QUEUED);
            assertThat(run("runs", "stop", id).status()).isZero();
        }
    }
}
