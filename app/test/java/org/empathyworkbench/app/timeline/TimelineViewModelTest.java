package org.empathyworkbench.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.example.ExampleHit;
import org.empathyworkbench.app.example.ExamplesViewModel;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.timeline.TimelinePoint;
import org.empathyworkbench.timeline.TimelineQuestion;
import org.empathyworkbench.timeline.TimelineStop;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private TimelineViewModel model;
    private RunInfo run;
    private final List<String> asked = new ArrayList<>();
    private Runnable whileAsked = () -> { };

    /** Answers grow by a word a step; the checkpoint of step 40 is gone. */
    private final TimelineModels models = new TimelineModels() {
        @Override
        public List<TimelineStop> stops(RunInfo run) {
            return List.of(new TimelineStop(TimelineStop.Kind.START, 0, "base", folder),
                    new TimelineStop(TimelineStop.Kind.CHECKPOINT, 20, run.id() + "@20", folder),
                    new TimelineStop(TimelineStop.Kind.CHECKPOINT, 40, run.id() + "@40", folder),
                    new TimelineStop(TimelineStop.Kind.FINAL, 60, "aligned", folder));
        }

        @Override
        public String identifiers(RunInfo run) { return "readers-2"; }

        @Override
        public EmpathyProfile target(String readers, TimelineQuestion question, Progress progress) {
            if (question.reference().equals("broken"))
                throw new UserInputException("The identifiers are damaged. Nothing was loaded. Choose others.");
            return question.reference().isEmpty() ? null : FakeInference.profile(question.reference());
        }

        @Override
        public TimelinePoint ask(RunInfo run, TimelineStop stop, TimelineQuestion question,
                String readers, EmpathyProfile target, Progress progress) {
            asked.add(stop.label() + " " + question.seed() + " " + question.sampling().greedy());
            whileAsked.run();
            if (stop.step() == 40) return new TimelinePoint(stop, "", "It is gone.", null, null);
            String text = stop.step() == 0 ? "oh" : "oh sorry";
            EmpathyProfile profile = FakeInference.profile(text);
            return new TimelinePoint(stop, text, "", profile, target == null ? null : profile.reward(target.levels()));
        }
    };

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder.resolve("ws"));
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        for (String name : List.of("readers-1", "readers-2")) workspace.models().add(ModelInfo.of(name, ModelKind.IDENTIFIERS, "", 1));
        WorkspaceWatch watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        model = new TimelineViewModel(models, new SameThreadTasks(), new SameThreadTasks(), watch, new ExamplesViewModel(workspace,
                watch, new SameThreadTasks()), Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
        watch.look();
        run = FakeRuns.started(workspace, "align", RunKind.PPO, "", "{}");
        model.show(run);
    }

    @AfterEach
    void close() { workspace.close(); }

    @Test
    void everyModelIsAskedOnceInOrderWithTheSameSeed() {
        assertThat(model.stops()).hasSize(4);
        assertThat(model.identifiersProperty().get()).as("those that gave the run its reward").isEqualTo("readers-2");
        model.contextProperty().set("I am ill.");
        model.referenceProperty().set("sorry?");
        model.seedProperty().set("11");
        model.samplingProperty().set(SamplingSettings.greedyDecoding());
        model.follow();
        assertThat(asked).containsExactly("start 11 true", "step 20 11 true", "step 40 11 true", "final 11 true");
        assertThat(model.points()).extracting(TimelinePoint::text).containsExactly("oh", "oh sorry", "", "oh sorry");
        assertThat(model.points().get(2).note()).isEqualTo("It is gone.");
        assertThat(model.workingProperty().get()).isFalse();
    }

    @Test
    void cancellingBetweenTwoModelsKeepsTheResponsesSoFar() {
        model.contextProperty().set("I am ill.");
        whileAsked = () -> { if (asked.size() == 2) model.cancel(); };
        model.follow();
        assertThat(asked).hasSize(2);
        assertThat(model.points()).hasSize(1);
        assertThat(model.workingProperty().get()).isFalse();
    }

    @Test
    void anotherRunBeginsWithNoAnswersAndTheSameRunKeepsThem() {
        model.contextProperty().set("I am ill.");
        model.follow();
        model.show(workspace.runs().find(run.id()).orElseThrow());
        assertThat(model.points()).hasSize(4);
        model.show(FakeRuns.started(workspace, "other", RunKind.GENERATOR, "", "{}"));
        assertThat(model.points()).isEmpty();
    }

    @Test
    void theTimelineCanBeSavedAsACase() {
        model.take(new ExampleHit("x", "sad", List.of("I am ill."), "sorry?", Map.of()));
        model.follow();
        List<CaseResponse> kept = model.draft().responses();
        assertThat(model.draft().emotion()).isEqualTo("sad");
        assertThat(kept).extracting(CaseResponse::system).containsExactly("Reference", "base", "step 20", "aligned");
        assertThat(kept.get(2).from().kind()).isEqualTo(Provenance.Kind.CHECKPOINT);
        assertThat(kept.get(2).from().model()).isEqualTo(run.id() + "@20");
        assertThat(kept.get(2).reading().identifiers()).isEqualTo("readers-2");
        assertThat(kept.get(2).reward()).isEqualTo(model.points().get(1).reward());
    }

    @Test
    void anIdentifierErrorIsReportedAndNothingIsGenerated() {
        model.contextProperty().set("I am ill.");
        model.referenceProperty().set("broken");
        model.follow();
        assertThat(asked).isEmpty();
        assertThat(model.problemProperty().get().happened()).isEqualTo("The identifiers are damaged.");
        assertThat(model.workingProperty().get()).isFalse();
    }
}
