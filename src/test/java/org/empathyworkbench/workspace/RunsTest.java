package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    private static final NewRun SMALL = new NewRun("small", RunKind.PPO, "paper", "{\"seed\": 7}");

    private final HandClock clock = new HandClock();
    private final Set<Long> living = new HashSet<>();
    private Workspace workspace;
    private Runs runs;

    @BeforeEach void open(@TempDir Path folder) {
        workspace = Workspace.open(folder, clock, (pid, lastSeen) -> living.contains(pid), 200);
        runs = workspace.runs();
    }

    @AfterEach void close() { workspace.close(); }

    @Test void aNewRunWaitsWithItsRecipe() {
        RunInfo run = runs.create(SMALL);
        assertThat(run.state()).isEqualTo(RunState.QUEUED);
        assertThat(run.recipe()).isEqualTo("{\"seed\": 7}");
        assertThat(run.kind()).isEqualTo(RunKind.PPO);
        assertThat(run.startedAt()).isNull();
        assertThat(run.createdAt()).isEqualTo(clock.instant());
        assertThat(runs.find(run.id())).contains(run);
        assertThat(runs.list()).containsExactly(run);
    }

    @Test void aRunLivesFromQueueToModel() {
        String id = runs.create(SMALL).id();
        clock.forward(Duration.ofSeconds(2));
        RunInfo started = runs.started(id, 4711);
        assertThat(started.state()).isEqualTo(RunState.RUNNING);
        assertThat(started.pid()).isEqualTo(4711);
        clock.forward(Duration.ofSeconds(5));
        assertThat(started.elapsed(clock.instant())).isEqualTo(Duration.ofSeconds(5));
        runs.finished(id, "kind-t5");
        clock.forward(Duration.ofDays(1));
        RunInfo finished = runs.find(id).orElseThrow();
        assertThat(finished.state()).isEqualTo(RunState.FINISHED);
        assertThat(finished.model()).isEqualTo("kind-t5");
        assertThat(finished.elapsed(clock.instant())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test void onlyOneProcessTakesARunUp() {
        String id = runs.create(SMALL).id();
        runs.started(id, 1);
        assertThatThrownBy(() -> runs.started(id, 2)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("is being run by process 1");
        assertThat(runs.find(id).orElseThrow().pid()).isEqualTo(1);
    }

    @Test void aFinishedRunIsNotStartedAgainButAFailedOneIs() {
        String failed = runs.create(SMALL).id();
        runs.started(failed, 1);
        runs.failed(failed, "The disk is full. The last checkpoint is safe. Free some space and resume.");
        assertThat(runs.find(failed).orElseThrow().message()).startsWith("The disk is full.");
        RunInfo again = runs.started(failed, 2);
        assertThat(again.state()).isEqualTo(RunState.RUNNING);
        assertThat(again.message()).isEmpty();
        assertThat(again.finishedAt()).isNull();
        runs.finished(failed, "");
        assertThatThrownBy(() -> runs.started(failed, 3)).isInstanceOf(UserInputException.class).hasMessageContaining("has finished");
    }

    @Test void anUnknownRunIsNamed() {
        assertThatThrownBy(() -> runs.started("nowhere", 1)).isInstanceOf(UserInputException.class).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> runs.finished("nowhere", "")).isInstanceOf(UserInputException.class);
        assertThatThrownBy(() -> runs.requestStop("nowhere")).isInstanceOf(UserInputException.class);
        assertThat(runs.find("nowhere")).isEmpty();
    }

    @Test void aSilentRunWhoseProcessIsDeadIsInterrupted() {
        String id = runs.create(SMALL).id();
        runs.started(id, 99);
        clock.forward(Duration.ofSeconds(30));
        assertThat(runs.markInterrupted()).as("silent for 30 s, not longer").isEmpty();
        clock.forward(Duration.ofMillis(1));
        assertThat(runs.markInterrupted()).extracting(RunInfo::id).containsExactly(id);
        RunInfo run = runs.find(id).orElseThrow();
        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.message()).contains("Resume the run");
        assertThat(run.finishedAt()).as("the last time it was heard of").isEqualTo(run.heartbeatAt());
        assertThat(runs.markInterrupted()).as("marked once").isEmpty();
        assertThat(runs.started(id, 100).state()).isEqualTo(RunState.RUNNING);
    }

    @Test void aSilentRunWhoseProcessLivesIsLeftAlone() {
        String id = runs.create(SMALL).id();
        living.add(99L);
        runs.started(id, 99);
        clock.forward(Duration.ofHours(3));
        assertThat(runs.markInterrupted()).isEmpty();
        assertThat(runs.find(id).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }

    @Test void aRunThatIsHeardOfIsLeftAlone() {
        String id = runs.create(SMALL).id();
        runs.started(id, 99);
        clock.forward(Duration.ofSeconds(29));
        runs.heartbeat(id);
        clock.forward(Duration.ofSeconds(29));
        assertThat(runs.markInterrupted()).isEmpty();
    }

    @Test void theRealProcessTableKnowsThisProcessAndNoInheritorOfItsNumber() {
        long self = ProcessHandle.current().pid();
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        assertThat(ProcessLiveness.ofThisMachine().alive(self, started.plusSeconds(60))).isTrue();
        assertThat(ProcessLiveness.ofThisMachine().alive(self, started.minusSeconds(60))).as("began after the heartbeat").isFalse();
        assertThat(ProcessLiveness.ofThisMachine().alive(Long.MAX_VALUE, started)).isFalse();
    }

    @Test void aQueuedRunStopsAtOnceAndARunningOneIsAsked() {
        String queued = runs.create(SMALL).id();
        runs.requestStop(queued);
        assertThat(runs.find(queued).orElseThrow().state()).isEqualTo(RunState.STOPPED);
        assertThatThrownBy(() -> runs.started(queued, 1)).as("its process was on its way")
                .isInstanceOf(UserInputException.class).hasMessageContaining("was stopped before it started");
        assertThat(runs.queueAgain(queued).state()).isEqualTo(RunState.QUEUED);
        assertThat(runs.started(queued, 1).state()).isEqualTo(RunState.RUNNING);
        assertThatThrownBy(() -> runs.queueAgain(queued)).isInstanceOf(UserInputException.class).hasMessageContaining("process 1");

        String running = runs.create(SMALL).id();
        runs.started(running, 1);
        runs.requestStop(running);
        RunInfo asked = runs.find(running).orElseThrow();
        assertThat(asked.state()).isEqualTo(RunState.RUNNING);
        assertThat(asked.stopRequested()).isTrue();
        runs.stopped(running, "Stopped at step 3.");
        assertThat(runs.find(running).orElseThrow().stopRequested()).isFalse();
        assertThat(runs.started(running, 2).stopRequested()).isFalse();
    }

    @Test void metricsComeBackAfterARowWithEveryKindOfNumber() {
        String id = runs.create(SMALL).id();
        WorkspaceJournal journal = journal(id);
        double[] values = {0.1, Double.NaN, Double.POSITIVE_INFINITY, -2.5, Double.MIN_VALUE};
        for (int step = 1; step <= values.length; step++) journal.metrics(step, Map.of("reward", values[step - 1]));
        journal.flushAndKeepTrying();
        List<MetricPoint> points = runs.metrics(id, "reward", 0);
        assertThat(points).extracting(MetricPoint::value)
                .containsExactly(0.1, Double.NaN, Double.POSITIVE_INFINITY, -2.5, Double.MIN_VALUE);
        assertThat(points).extracting(MetricPoint::step).containsExactly(1, 2, 3, 4, 5);
        assertThat(runs.metrics(id, "reward", points.get(2).row())).isEqualTo(points.subList(3, 5));
        assertThat(runs.metrics(id, "loss", 0)).isEmpty();
        assertThat(runs.find(id).orElseThrow().step()).isEqualTo(5);
    }

    @Test void metricNamesStandInTheirOrderAndTheLatestValuesBesideThem() {
        String id = runs.create(SMALL).id();
        WorkspaceJournal journal = journal(id);
        journal.metrics(1, Map.of("zeta", 1.0));
        journal.metrics(1, Map.of("alpha", 2.0));
        journal.metrics(2, Map.of("zeta", 3.0));
        journal.flushAndKeepTrying();
        assertThat(runs.metricNames(id)).containsExactly("zeta", "alpha");
        assertThat(runs.latestMetrics(id)).hasEntrySatisfying("zeta", point -> assertThat(point.value()).isEqualTo(3.0))
                .hasEntrySatisfying("alpha", point -> assertThat(point.step()).isEqualTo(1));
    }

    @Test void aRewoundRunHasNoStepTwiceAndAReaderMissesNone() {
        String id = runs.create(SMALL).id();
        WorkspaceJournal journal = journal(id);
        for (int step = 1; step <= 10; step++) {
            journal.metrics(step, Map.of("loss", 100.0 + step));
            journal.sample(RunSample.plain(step, List.of("hello"), "hi", ""));
        }
        journal.flushAndKeepTrying();
        long seen = runs.metrics(id, "loss", 0).get(9).row();
        runs.rewind(id, 6);
        assertThat(runs.find(id).orElseThrow().step()).isEqualTo(6);
        WorkspaceJournal resumed = journal(id);
        for (int step = 7; step <= 8; step++) resumed.metrics(step, Map.of("loss", 200.0 + step));
        resumed.flushAndKeepTrying();
        assertThat(runs.metrics(id, "loss", 0)).extracting(MetricPoint::step).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(runs.metrics(id, "loss", seen)).extracting(MetricPoint::value).containsExactly(207.0, 208.0);
        assertThat(runs.samples(id, 0, 100)).hasSize(6);
    }

    @Test void samplesComeBackWholeAndByStep() {
        String id = runs.create(SMALL).id();
        WorkspaceJournal journal = journal(id);
        EmpathyProfile profile = new EmpathyProfile(Map.of(Mechanism.EMOTIONAL_REACTION, new double[] {0.1, 0.2, 0.7},
                Mechanism.INTERPRETATION, new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, Mechanism.EXPLORATION, new double[] {1, 0, 0}));
        Map<Mechanism, Level> targets = Map.of(Mechanism.EMOTIONAL_REACTION, Level.STRONG, Mechanism.INTERPRETATION, Level.NONE,
                Mechanism.EXPLORATION, Level.WEAK);
        journal.sample(new RunSample(5, List.of("I lost my \"dog\"\n🐕", "Oh"), "I'm so sorry.", "Sorry!", profile, targets, 0.25));
        journal.sample(RunSample.plain(7, List.of("hello"), "hi", ""));
        journal.flushAndKeepTrying();
        List<StoredSample> all = runs.samples(id, 0, 100);
        RunSample first = all.get(0).sample();
        assertThat(first.context()).containsExactly("I lost my \"dog\"\n🐕", "Oh");
        assertThat(first.targets()).isEqualTo(targets);
        assertThat(first.reward()).isEqualTo(0.25);
        assertThat(first.profile().probability(Mechanism.INTERPRETATION, Level.WEAK)).isEqualTo(1.0 / 3);
        assertThat(first.profile().probability(Mechanism.EMOTIONAL_REACTION, Level.STRONG)).isEqualTo(0.7);
        assertThat(all.get(1).sample()).isEqualTo(RunSample.plain(7, List.of("hello"), "hi", ""));
        assertThat(runs.samples(id, all.get(0).row(), 100)).hasSize(1);
        assertThat(runs.samplesAt(id, 5, 6)).extracting(StoredSample::row).containsExactly(all.get(0).row());
    }

    @Test void tokensComeBackToFiveFiguresAndAnswersToFixedPromptsStandApart() {
        String id = runs.create(SMALL).id();
        WorkspaceJournal journal = journal(id);
        List<TokenKl> tokens = List.of(new TokenKl("\u2581I", 0.123456789),
                new TokenKl("'", -3.5), new TokenKl("m", 0), new TokenKl("</s>", 1.5e-9));
        journal.sample(RunSample.plain(5, List.of("hello"), "I'm", "").withTokens(tokens));
        journal.sample(RunSample.plain(5, List.of("hello"), "hi", "").toPrompt(2));
        journal.sample(RunSample.plain(9, List.of("hello"), "", ""));
        journal.sample(RunSample.plain(10, List.of("hello"), "ho", "").toPrompt(2));
        journal.flushAndKeepTrying();
        assertThat(runs.samples(id, 0, 9)).extracting(one -> one.sample().step()).containsExactly(5, 9);
        assertThat(runs.samplesAt(id, 5, 5)).hasSize(1);
        assertThat(runs.sampledSteps(id)).containsExactly(5, 9);
        assertThat(runs.promptAnswers(id, 0, 9)).extracting(one -> one.sample().response()).containsExactly("hi", "ho");
        assertThat(runs.promptAnswers(id, 0, 9)).allMatch(one -> one.sample().prompt() == 2);
        List<TokenKl> read = runs.samples(id, 0, 9).get(0).sample().tokens();
        assertThat(read).extracting(TokenKl::piece).containsExactly("\u2581I", "'", "m", "</s>");
        for (int t = 0; t < read.size(); t++)
            assertThat(read.get(t).kl()).isCloseTo(tokens.get(t).kl(), within(1e-4 * Math.abs(tokens.get(t).kl())));
        runs.rewind(id, 5);
        assertThat(runs.promptAnswers(id, 0, 9)).hasSize(1);
        runs.rewind(id, 0);
        assertThat(runs.promptAnswers(id, 0, 9)).isEmpty();
    }

    @Test void aLongCurveIsReadInBlocksThatGiveWhatReadingItWholeGives() {
        String id = runs.create(SMALL).id();
        WorkspaceJournal journal = journal(id);
        for (int step = 1; step <= 25; step++) journal.metrics(step, Map.of("loss", step == 7 ? Double.NaN : step / 3.0));
        journal.flushAndKeepTrying();
        List<MetricPoint> whole = runs.metrics(id, "loss", 0);
        assertThat(runs.lastRows(id)).isEqualTo(Map.of("loss", whole.get(24).row()));
        int at = 0;
        for (long row = 0; at < 25; ) {
            MetricBlock block = runs.metricBlock(id, "loss", row, 10);
            assertThat(block.size()).isEqualTo(Math.min(10, 25 - at));
            for (int i = 0; i < block.size(); i++, at++) {
                assertThat(new MetricPoint(block.rows()[i], block.steps()[i], block.values()[i], Instant.ofEpochMilli(block.at()[i])))
                        .isEqualTo(whole.get(at));
            }
            row = block.lastRow(row);
        }
        assertThat(runs.metricBlock(id, "loss", whole.get(24).row(), 10).size()).isZero();
        assertThat(runs.metricBlock(id, "nothing", 0, 10).size()).isZero();
    }

    @Test void notesStandAtTheirStepsUntilTheyOrTheirRunGo() {
        String id = runs.create(SMALL).id();
        StepNotes notes = runs.notes();
        notes.add(id, 40, " the rate was halved ");
        notes.add(id, 7, "first look");
        assertThat(notes.of(id)).extracting(StepNote::step).containsExactly(7, 40);
        assertThat(notes.of(id).get(1).text()).isEqualTo("the rate was halved");
        notes.change(notes.of(id).get(1).id(), "the rate was quartered");
        notes.remove(notes.of(id).get(0).id());
        assertThat(notes.of(id)).extracting(StepNote::text).containsExactly("the rate was quartered");
        assertThatThrownBy(() -> notes.add(id, 3, "  ")).isInstanceOf(UserInputException.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> notes.add(id, 3, "x".repeat(501))).isInstanceOf(UserInputException.class).hasMessageContaining("501");
        assertThatThrownBy(() -> notes.add("nobody", 3, "x")).isInstanceOf(UserInputException.class);
        runs.rewind(id, 0);
        assertThat(notes.of(id)).as("a note is a person's, not the run's").hasSize(1);
        runs.delete(id);
        assertThat(notes.of(id)).isEmpty();
    }

    @Test void aDeletedRunTakesItsRecordsAndItsFolderWithIt() throws IOException {
        String id = runs.create(SMALL).id();
        WorkspaceJournal journal = journal(id);
        journal.metrics(1, Map.of("loss", 1.0));
        journal.say("Hello.");
        journal.flushAndKeepTrying();
        Files.createDirectories(runs.folder(id).resolve("checkpoints"));
        Files.writeString(runs.folder(id).resolve("checkpoints/a"), "a");
        runs.started(id, 1);
        assertThatThrownBy(() -> runs.delete(id)).isInstanceOf(UserInputException.class).hasMessageContaining("is running");
        runs.stopped(id, "");
        runs.delete(id);
        assertThat(runs.find(id)).isEmpty();
        assertThat(runs.folder(id)).doesNotExist();
        assertThat(runs.metricNames(id)).isEmpty();
        assertThat(runs.events(id, 0)).isEmpty();
    }

    @Test void ofAMillionMetricsJustThoseAskedForComeBack() {
        String id = runs.create(SMALL).id();
        String other = runs.create(SMALL).id();
        List<RunRecords.Measured> batch = new ArrayList<>();
        for (int step = 0; step < 25_000; step++) {
            for (int name = 0; name < 20; name++) batch.add(new RunRecords.Measured(step, "metric" + name, step * 0.5, step));
        }
        workspace.store().change(connection -> RunRecords.addMetrics(connection, id, batch));
        workspace.store().change(connection -> RunRecords.addMetrics(connection, other, batch));
        assertThat(runs.metrics(id, "metric7", 24_900)).hasSize(100);
        assertThat(runs.latestMetrics(id)).hasSize(20);
        assertThat(runs.metricNames(other)).hasSize(20);
        assertThat(runs.metrics(id, "metric7", 0)).hasSize(25_000);
    }

    private WorkspaceJournal journal(String id) { return WorkspaceJournal.withoutThread(runs, id, null); }
}
