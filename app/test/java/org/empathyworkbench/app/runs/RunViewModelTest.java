package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.newrun.NewRunViewModel;
import org.empathyworkbench.app.newrun.RunMemory;
import org.empathyworkbench.app.newrun.RunStart;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.app.task.UserMessage.Severity;
import org.empathyworkbench.chart.Curve;
import org.empathyworkbench.chart.RunCurves;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.DamagedCheckpoint;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.MemoryCheck;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;


/** View models need no toolkit: no JavaFX is started here. */
class RunViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private RunViewModel model;
    private final List<String> taken = new ArrayList<>();

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        model = new RunViewModel(workspace.runs(), new RunControl(workspace, (opened, run) -> taken.add(run)),
                new SameThreadTasks(), Clock.systemUTC());
    }

    /** The steps of the reward's curve as they have been read. */
    private List<Integer> drawn() {
        Curve curve = model.curves().curve("reward/raw");
        return curve == null ? List.of() : IntStream.range(0, curve.size()).mapToObj(curve::step).toList();
    }

    @AfterEach
    void close() { workspace.close(); }

    @Test
    void eachPointIsReadOnceInOrder() {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 1, 50, 100));
        model.open(run.id());
        model.look();
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 51, 60, 100));
        model.look();
        model.look();
        assertThat(drawn()).containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
        assertThat(model.tracksProperty().get().get("reward/raw").lastStep()).isEqualTo(60);
        assertThat(model.samples()).extracting(one -> one.sample().step()).containsExactly(60, 40, 20);
    }

    @Test
    void anIdleRunIsReadOnlyAfterAChangeOfTheWorkspace() {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 1, 50, 50));
        workspace.runs().finished(run.id(), "");
        model.open(run.id());
        model.look();
        Instant settled = model.nowProperty().get();
        model.look();
        assertThat(model.nowProperty().get()).as("when it was last read").isSameAs(settled);
        workspace.runs().mark(run.id(), marks -> marks.withStar(true));
        model.look();
        assertThat(model.nowProperty().get()).isNotSameAs(settled);
        assertThat(model.runProperty().get().marks().starred()).isTrue();
    }

    @Test
    void aLongRunIsReadInSeveralLooksThatFollowEachOtherAtOnce() {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.GENERATOR, "", "{}");
        int steps = 2 * RunCurves.AT_ONCE + 17;
        FakeRuns.write(workspace, run.id(), journal -> {
            for (int step = 1; step <= steps; step++) journal.metrics(step, Map.of("train/loss", step / 3.0));
        });
        List<Integer> sizes = new ArrayList<>();
        model.readsProperty()
                .subscribe(() -> sizes.add(model.curves().curve("train/loss") == null ? 0 : model.curves().curve("train/loss").size()));
        model.open(run.id());
        Curve curve = model.curves().curve("train/loss");
        assertThat(curve.size()).isEqualTo(steps);
        assertThat(curve.y(steps - 1)).isEqualTo(steps / 3.0);
        assertThat(curve.step(77_777)).isEqualTo(77_778);
        assertThat(sizes).contains(RunCurves.AT_ONCE, 2 * RunCurves.AT_ONCE, steps);
        assertThat(model.tracksProperty().get().get("train/loss"))
                .isEqualTo(new RunViewModel.Track(1 / 3.0, steps / 3.0, steps, 1 / 3.0, steps / 3.0));
    }

    @Test
    void turningToAnotherRunForgetsTheFirst() {
        RunInfo one = FakeRuns.started(workspace, "one", RunKind.PPO, "", "{}");
        FakeRuns.write(workspace, one.id(), journal -> FakeRuns.ppo(journal, 1, 50, 100));
        RunInfo two = FakeRuns.started(workspace, "two", RunKind.GENERATOR, "", "{}");
        model.open(one.id());
        model.open(two.id());
        assertThat(drawn()).isEmpty();
        assertThat(model.samples()).isEmpty();
        assertThat(model.chartsProperty().get()).isEmpty();
        assertThat(model.runProperty().get().name()).isEqualTo("two");
    }

    @Test
    void aResumedRunIsReadFromItsStart() {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 1, 50, 100));
        model.open(run.id());
        workspace.runs().stopped(run.id(), "Stopped.");
        model.look();
        workspace.runs().rewind(run.id(), 30);
        workspace.runs().started(run.id(), 1);
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 31, 40, 100));
        model.look();
        assertThat(drawn()).containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void aFailedRunShowsAProblemAndARunningRunNone() {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        model.open(run.id());
        assertThat(model.problemProperty().get()).isNull();
        workspace.runs().failed(run.id(), "The disk is full. Nothing was lost.");
        model.look();
        assertThat(model.problemProperty().get().severity()).isEqualTo(Severity.DANGER);
        assertThat(model.problemProperty().get().happened()).isEqualTo("The disk is full.");
        workspace.runs().delete(run.id());
        model.look();
        assertThat(model.runProperty().get()).isNull();
    }

    @Test
    void aRunIsPausedResumedSavedAndStoppedThroughTheWorkspace() {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        model.open(run.id());
        model.save();
        assertThat(model.problemProperty().get()).isNull();
        model.pause();
        assertThat(model.runProperty().get().pauseRequested()).isTrue();
        workspace.runs().paused(run.id(), "Paused after step 3. Its checkpoint is saved; resume it to continue from there.");
        model.look();
        assertThat(model.problemProperty().get().severity()).isEqualTo(Severity.INFO);
        assertThat(model.runProperty().get().state().resumable()).isTrue();
        model.save();
        assertThat(model.problemProperty().get().happened()).contains("is not running");
        model.resume();
        assertThat(model.runProperty().get().state()).isEqualTo(RunState.QUEUED);
        assertThat(taken).containsExactly(run.id());
        workspace.runs().started(run.id(), ProcessHandle.current().pid());
        model.stop();
        assertThat(model.runProperty().get().stopRequested()).isTrue();
    }

    @Test
    void damagedCheckpointsAreListedWithTheirReason() throws IOException {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        CheckpointFolder saved = CheckpointFolder.of(workspace.runs().folder(run.id()), run.id());
        for (int step : new int[] {10, 20})
            saved.save(new Snapshot(step).file("model.safetensors", file -> Files.write(file, new byte[10])));
        Files.delete(saved.list().get(0).folder().resolve("state.json"));
        model.open(run.id());
        assertThat(model.checkpoints()).extracting(CheckpointInfo::step).containsExactly(20);
        assertThat(model.damagedCheckpoints()).extracting(DamagedCheckpoint::step).containsExactly(10);
        assertThat(model.damagedCheckpoints().get(0).words()).contains("step 10 is damaged: state.json is missing");
        model.open("");
        assertThat(model.damagedCheckpoints()).isEmpty();
    }

    /** The page reads while the resumed process is between taking the run up and forgetting the steps behind its checkpoint. */
    @Test
    void stepsThatAResumeTakesBackAreForgottenHere() {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 1, 50, 100));
        model.open(run.id());
        workspace.runs().interrupted(run.id(), ProcessHandle.current().pid(), "Gone.");
        workspace.runs().started(run.id(), ProcessHandle.current().pid());
        model.look();
        workspace.runs().rewind(run.id(), 40);
        model.look();
        model.look();
        assertThat(drawn()).hasSize(40);
        assertThat(model.pace()).as("of this sitting nothing is known yet").isZero();
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 41, 45, 100));
        model.look();
        assertThat(drawn()).containsExactlyElementsOf(IntStream.rangeClosed(1, 45).boxed().toList());
    }

    @Test
    void aBranchIsStartedFromItsCheckpointWithWhatWasChanged() {
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        WorkspaceWatch watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        watch.look();
        List<RunStart.Origin> origins = new ArrayList<>();
        NewRunViewModel form = new NewRunViewModel(watch, new SameThreadTasks(), (recipe, origin) -> {
            origins.add(origin);
            return "id";
        }, () -> 1, memory(16_000_000_000L));
        RunStart.Origin origin = new RunStart.Origin("abc", "first", 40);
        form.branch(Recipe.of(RunKind.GENERATOR).withName("first").withDataset("talk"), origin);
        assertThat(form.nameProperty().get()).isEqualTo("first from step 40");
        form.start(id -> { });
        form.begin(RunKind.GENERATOR);
        form.start(id -> { });
        assertThat(origins).containsExactly(origin, null);
    }

    @Test
    void aNewRunTakesPresetWorkspaceAndEveryChange() {
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        workspace.models().add(ModelInfo.of("first", ModelKind.GENERATOR, "", 1));
        WorkspaceWatch watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        watch.look();
        List<Recipe> started = new ArrayList<>();
        NewRunViewModel form = new NewRunViewModel(watch, new SameThreadTasks(), (recipe, origin) -> {
            started.add(recipe);
            return "id";
        }, () -> 3, memory(16_000_000_000L));
        form.begin(RunKind.PPO);
        assertThat(form.missingProperty().get()).contains("identifiers");
        form.begin(RunKind.GENERATOR);
        assertThat(form.missingProperty().get()).isEmpty();
        assertThat(form.bases()).containsExactly("", "first");
        form.seedProperty().set("x");
        assertThat(form.missingProperty().get()).isEqualTo("The seed must be a whole number.");
        form.seedProperty().set("7");
        form.changesProperty().set(Map.of("batch", 5));
        List<String> ids = new ArrayList<>();
        form.start(ids::add);
        assertThat(ids).containsExactly("id");
        assertThat(started.get(0)).satisfies(recipe -> {
            assertThat(recipe.seed()).isEqualTo(7);
            assertThat(recipe.dataset()).isEqualTo("talk");
            assertThat(recipe.threads()).isEqualTo(3);
            assertThat(recipe.settings()).containsEntry("batch", 5);
            assertThat(recipe.resolve().settings().get("batch")).isEqualTo(5);
        });
    }

    @Test
    void anEngineErrorIsShownAndTheFormStaysOpen() {
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        WorkspaceWatch watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        watch.look();
        NewRunViewModel form = new NewRunViewModel(watch, new SameThreadTasks(), (recipe, origin) -> {
            throw new UserInputException("The name is taken. Choose another.");
        }, () -> 1,
                memory(16_000_000_000L));
        form.begin(RunKind.GENERATOR);
        form.start(id -> { throw new AssertionError(id); });
        assertThat(form.problemProperty().get().happened()).isEqualTo("The name is taken.");
        assertThat(form.startingProperty().get()).isFalse();
    }

    @Test
    void theFormShowsEstimatedMemoryAndTheSettingToLower() {
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        WorkspaceWatch watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        watch.look();
        NewRunViewModel form = new NewRunViewModel(watch, new SameThreadTasks(), (recipe, origin) -> "id", () -> 1, memory(2_000_000_000L));
        form.begin(RunKind.GENERATOR);
        assertThat(form.devices()).hasSize(2);
        form.presetProperty()
                .set(form.presets().stream().filter(preset -> preset.name().equals("small-generator")).findFirst().orElseThrow());
        form.changesProperty().set(Map.of("dModel", 64, "batch", 4));
        long small = form.memoryProperty().get().estimate().bytes();
        assertThat(form.memoryProperty().get().warning()).isEmpty();
        form.changesProperty().set(Map.of("dModel", 64, "batch", 4_096));
        assertThat(form.memoryProperty().get().estimate().bytes()).isGreaterThan(small);
        assertThat(form.memoryProperty().get().warning()).contains("will likely run out of memory", "\"Tokens at once\"");
        form.deviceProperty().set("cuda:0");
        assertThat(form.memoryProperty().get().warning()).contains("cuda:0 has 1.0 GB free");
        form.deviceProperty().set("cuda:3");
        assertThat(form.memoryProperty().get().warning()).contains("no device \"cuda:3\"");
        form.seedProperty().set("x");
        assertThat(form.memoryProperty().get()).isNull();
    }

    private RunMemory memory(long free) {
        return new RunMemory() {
            @Override public List<ComputeDevice> devices() {
                return List.of(new ComputeDevice("cpu", "CPU, 2 cores", 32_000_000_000L, free),
                        new ComputeDevice("cuda:0", "A small GPU", 2_000_000_000L, 1_000_000_000L));
            }

            @Override public MemoryCheck check(Recipe recipe, List<ComputeDevice> devices) {
                return MemoryCheck.of(workspace, recipe, devices);
            }
        };
    }
}
