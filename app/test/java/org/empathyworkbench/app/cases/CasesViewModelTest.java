package org.empathyworkbench.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseFormat;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.casestudy.Ratings;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.markup.CsvText;
import org.empathyworkbench.run.CaseSaver;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private WorkspaceWatch watch;
    private CasesViewModel model;
    private SaveCaseButton keep;
    private CaseAnswers answers;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder.resolve("ws"));
        workspace.models().add(ModelInfo.of("readers", ModelKind.IDENTIFIERS, "", 1));
        watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        watch.look();
        model = new CasesViewModel(workspace.cases(), watch, new SameThreadTasks());
        keep = new SaveCaseButton((name, draft) -> workspace.cases().keep(workspace.cases().findOrCreate(name).id(), draft),
                List::of, new SameThreadTasks(), name -> { });
        answers = new CaseAnswers(workspace.cases(), workspace.models(), model, new FakeInference(), new SameThreadTasks(),
                watch, response -> response, Clock.fixed(KeptCases.AT.plusSeconds(60), ZoneOffset.UTC));
    }

    @AfterEach
    void close() { workspace.close(); }

    private void kept(String... topics) {
        for (String topic : topics) keep.keep("Lesson", KeptCases.draft(topic), () -> { });
        watch.look();
    }

    private List<String> order() {
        return model.studies().stream().map(one -> one.context().get(2))
                .map(turn -> turn.replace("It is all about ", "").replace(".", "")).toList();
    }

    @Test
    void aSavedCaseAppearsWithItsOriginAtTheNextPoll() {
        assertThat(model.collections()).isEmpty();
        kept("rain", "snow");
        assertThat(model.collectionProperty().get().name()).isEqualTo("Lesson");
        assertThat(order()).containsExactly("rain", "snow");
        CaseResponse after = model.studies().get(0).responses().get(2);
        assertThat(after.from().seed()).isEqualTo(7L);
        assertThat(after.from().settings()).containsEntry("topK", "20");
        assertThat(keep.collectionProperty().get()).isEqualTo("Lesson");
        assertThat(keep.keptProperty().get().id()).isEqualTo(model.studies().get(1).id());
    }

    @Test
    void casesAreMovedByHandAndTheOpenOneStaysOpen() {
        kept("a", "b", "c");
        model.open(model.studies().get(0));
        model.moveOpen(1);
        assertThat(order()).containsExactly("b", "a", "c");
        model.moveOpen(1);
        model.moveOpen(1);
        assertThat(order()).containsExactly("b", "c", "a");
        model.move(model.studies().get(1), 0);
        assertThat(order()).containsExactly("c", "b", "a");
        assertThat(model.studyProperty().get().context().get(2)).isEqualTo("It is all about a.");
        assertThat(workspace.cases().studies(model.collectionProperty().get().id())).extracting(CaseStudy::id)
                .containsExactlyElementsOf(model.studies().stream().map(CaseStudy::id).toList());
        model.remove(model.studyProperty().get());
        assertThat(order()).containsExactly("c", "b");
        assertThat(model.studyProperty().get().context().get(2)).isEqualTo("It is all about b.");
    }

    @Test
    void ratingsNotesMarksAndTitlesAreStored() {
        kept("rain");
        CaseStudy study = model.studyProperty().get();
        CaseResponse one = study.responses().get(1);
        model.rate(one, Ratings.Aspect.EMPATHY, 4);
        model.rate(one, Ratings.Aspect.FLUENCY, 5);
        model.rate(one, Ratings.Aspect.EMPATHY, null);
        model.note(one, "short");
        model.mark(one, List.of(new Mark(0, 4, Mechanism.INTERPRETATION)));
        model.markTurn(study, 2, List.of(new Mark(0, 2, Mechanism.EXPLORATION)));
        model.describe(study, "Rain", "for Monday");
        CaseStudy stored = workspace.cases().study(study.id()).orElseThrow();
        assertThat(stored.responses().get(1)).usingRecursiveComparison()
                .isEqualTo(one.judged(new Ratings(null, null, 5), "short", List.of(new Mark(0, 4, Mechanism.INTERPRETATION))));
        assertThat(stored.marks().get(2)).containsExactly(new Mark(0, 2, Mechanism.EXPLORATION));
        assertThat(stored.title() + ", " + stored.note()).isEqualTo("Rain, for Monday");
        assertThat(model.studyProperty().get()).usingRecursiveComparison().isEqualTo(stored);
    }

    @Test
    void regeneratedResponsesAreAddedWithSeedDateAndReward() {
        kept("rain");
        CaseStudy before = model.studyProperty().get();
        answers.renew(before, false);
        answers.renew(model.studyProperty().get(), true);
        List<CaseResponse> now = model.studyProperty().get().responses();
        assertThat(now).extracting(CaseResponse::system)
                .containsExactly("Reference", "before", "before", "before", "after", "after", "after", "MoEL");
        assertThat(now.get(1)).usingRecursiveComparison().isEqualTo(before.responses().get(1));
        assertThat(now.get(2).text()).isEqualTo("before 7 sorry: It is all about rain.");
        assertThat(now.get(3).text()).isEqualTo("before 8 sorry: It is all about rain.");
        assertThat(now.get(3).from().at()).isEqualTo(KeptCases.AT.plusSeconds(60));
        assertThat(now.get(3).renews()).isEqualTo(now.get(1).id());
        // The reference reads strong, none, strong; a "sorry" without a question mark has .8, .6 and .1 there.
        assertThat(now.get(3).reward())
                .isEqualTo(now.get(3).reading().profile().reward(before.responses().get(0).reading().profile().levels()));
        assertThat(answers.workingProperty().get()).isFalse();
    }

    /** A comparison draws from another place of the random stream: which sample it was is asked again. */
    @Test
    void aResponseOfAComparisonIsDrawnAsTheComparisonDrewIt() {
        workspace.models().add(ModelInfo.of("after", ModelKind.GENERATOR, "", 1));
        Map<String, String> settings = new LinkedHashMap<>();
        Settings.toMap(SamplingSettings.paper()).forEach((name, value) -> settings.put(name, String.valueOf(value)));
        settings.put("sample", "3");
        CaseResponse drawn = CaseResponse.of("after",
                new Provenance(Provenance.Kind.GENERATOR, "after", "", 7L, settings, KeptCases.AT), "x");
        keep.keep("Lesson", CaseDraft.of(List.of("Hello.")).response(drawn), () -> { });
        watch.look();
        answers.renew(model.studyProperty().get(), false);
        CaseResponse anew = model.studyProperty().get().responses().get(1);
        assertThat(anew.text()).isEqualTo("after 7 sorry: Hello. (3)");
        assertThat(anew.from().settings()).isEqualTo(settings);
    }

    @Test
    void identifiersScoreOnlyUnscoredResponses() {
        kept("rain");
        answers.read(model.studyProperty().get());
        CaseResponse moel = model.studyProperty().get().responses().get(3);
        assertThat(moel.reading().identifiers()).isEqualTo("readers");
        assertThat(moel.reward()).isNotNull();
        assertThat(model.studyProperty().get().responses().get(1).reward()).isEqualTo(0.25);
    }

    @Test
    void anExportIsReadBackIntoAnotherCollection() throws IOException {
        kept("rain", "snow");
        Path file = folder.resolve("out/cases.jsonl");
        model.export(CaseFormat.JSONL, CsvText.Cells.SAFE, false, file);
        assertThat(model.problemProperty().get().happened()).isEqualTo("2 cases were written.");
        model.create();
        assertThat(model.studies()).isEmpty();
        model.importFrom(file);
        assertThat(order()).containsExactly("rain", "snow");
        assertThat(workspace.cases().list()).extracting(one -> one.cases()).containsExactly(2, 2);
        Files.writeString(file, "nonsense");
        model.importFrom(file);
        assertThat(model.problemProperty().get().text()).contains("line 1").contains("Nothing was stored");
        assertThat(order()).hasSize(2);
    }

    @Test
    void anotherProgramsChangeIsSeen() {
        kept("rain");
        workspace.cases().keep(workspace.cases().get("Lesson").id(), KeptCases.draft("wind"));
        watch.look();
        assertThat(order()).containsExactly("rain", "wind");
        model.show("case:" + model.studies().get(1).id());
        assertThat(model.studyProperty().get()).isEqualTo(model.studies().get(1));
        model.rename("Other lesson");
        assertThat(model.collectionProperty().get().name()).isEqualTo("Other lesson");
        model.deleteCollection();
        assertThat(model.collectionProperty().get()).isNull();
        assertThat(model.studyProperty().get()).isNull();
    }

    /** A generator's answer is kept with the hash of the weights that stand in its folder. */
    @Test
    void keepingTakesTheHashOfTheWeights() throws IOException {
        workspace.models().add(new ModelInfo("after", ModelKind.GENERATOR, "", "", 1, Map.of(), KeptCases.AT.minusSeconds(1)));
        Files.createDirectories(workspace.models().folder("after"));
        Files.writeString(workspace.models().folder("after").resolve("model.safetensors"), "abc");
        workspace.models().delete("readers");
        CaseStudy study = new CaseSaver(workspace).keep("Lesson", KeptCases.draft("rain"));
        // FIPS 180-2's example
        assertThat(study.responses().get(2).from().weights()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(study.responses().get(1).from().weights()).isEmpty();
    }

    @Test
    void disposingThePageStoresPendingChangesInOrderEvenIfOneFails() {
        List<Runnable> handed = new ArrayList<>();
        List<Throwable> told = new ArrayList<>();
        SameThreadTasks atOnce = new SameThreadTasks(told::add);
        TaskExecutor later = new TaskExecutor() {
            @Override public <T> RunningTask run(BackgroundTask<T> task) {
                handed.add(() -> atOnce.run(task));
                return null;                                                // nobody here cancels
            }

            @Override public void close() { }
        };
        CasesViewModel left = new CasesViewModel(workspace.cases(), watch, later);
        handed.clear();                                                     // the first look
        List<String> stored = new ArrayList<>();
        left.change("First", () -> stored.add("first"));
        left.change("Second", () -> { throw new UserInputException("Second is refused. Nothing was stored."); });
        left.change("Third", () -> stored.add("third"));
        left.change("Fourth", () -> { throw new UserInputException("Fourth is refused. Nothing was stored."); });
        left.change("Fifth", () -> stored.add("fifth"));
        left.leave();
        assertThat(handed).hasSize(2);
        handed.get(1).run();                                                // the other thread may be the quicker one
        assertThat(stored).containsExactly("first", "third", "fifth");
        assertThat(told).extracting(Throwable::getMessage).containsExactly("Second is refused. Nothing was stored.");
        handed.get(0).run();
        assertThat(stored).as("each is stored once").hasSize(3);
    }
}
