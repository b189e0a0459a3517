package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedCase;
import org.empathyworkbench.comparison.ComparisonExport.Format;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.comparison.RowFilter.Bar;
import org.empathyworkbench.comparison.RowFilter.Show;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareViewModelTest {
    @TempDir Path folder;
    private final FakeInference inference = new FakeInference();
    private Workspace workspace;
    private WorkspaceWatch watch;
    private CompareViewModel model;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        workspace.models().add(ModelInfo.of("readers", ModelKind.IDENTIFIERS, "", 1));
        for (String name : List.of("a", "b", "silent")) workspace.models().add(ModelInfo.of(name, ModelKind.GENERATOR, "", 1));
        List<GivenResponse> given = new ArrayList<>();
        for (int i = 50; i >= 0; i -= 10)
            given.add(new GivenResponse("", List.of("something happened to me , number " + i + " ."),
                    "i see , answer " + i + " .", i == 20 ? "why ?" : "i am sorry ."));
        workspace.responseSets().add("MoEL", "MoEL", "file", given);
        model = page(List.of());
    }

    private CompareViewModel page(List<ColumnProvider> more) {
        watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        SameThreadTasks tasks = new SameThreadTasks();
        CompareViewModel made = new CompareViewModel(inference, workspace,
                new CompareViewModel.Tasks(tasks, tasks, tasks), watch, more, new Random(2));
        watch.look();
        made.look();
        return made;
    }

    @AfterEach
    void close() { workspace.close(); }

    private ColumnSource source(String key) {
        return model.sources().offered().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
    }

    private void stand(String... keys) {
        List.copyOf(model.columns().systems()).forEach(model::remove);
        for (String key : keys) model.add(source(key));
    }

    private Answer answer(String key, int row) { return model.comparison().column(key).at(row).get(0); }

    @Test
    void theTestPartOpensWithTwoSystemsAndPublishedResponsesFindTheirContextsByWhatTheySay() {
        assertThat(model.sources().contextsProperty().get()).isEqualTo(new ContextSource(ContextSource.Kind.DIALOGUES, "talk", Split.TEST));
        assertThat(model.columns().systems()).hasSize(2).allMatch(CompareColumn::live);
        assertThat(model.manyProperty().get()).as("nothing has been asked yet, so one context is shown").isFalse();
        stand("responses:MoEL");
        assertThat(model.comparison().size()).isEqualTo(6);
        for (int row = 0; row < 6; row++) assertThat(answer("responses:MoEL", row).text()).isEqualTo(row == 2 ? "why ?" : "i am sorry .");
        assertThat(model.columns().systems().get(0).joinedProperty().get())
                .isEqualTo("6 of 6 responses joined: 6 by context and reference.");
    }

    @Test
    void theSelectedContextIsAnsweredWithLevelsRewardAndLikelihood() {
        stand("generator:a", "responses:MoEL", "generator:silent");
        model.answerHere();
        Answer a = answer("generator:a", 0);
        assertThat(a.text()).isEqualTo("a 1 sorry: Something happened to me, number 0.");
        assertThat(a.perToken()).isEqualTo(-1.5);
        // The reference has no "sorry" and no question mark: none, none, none at .6 each... and a has a strong emotional reaction at .8.
        Map<Mechanism, Level> targets = model.comparison().targets(0);
        assertThat(a.reward(targets))
                .isCloseTo(FakeInference.profile(a.text()).reward(FakeInference.profile("I see, answer 0.").levels()), within(1e-12));
        assertThat(answer("generator:silent", 0).text()).isEmpty();
        assertThat(answer("generator:silent", 0).profile()).as("nothing was said, so nothing was read").isNull();
        assertThat(model.answeringProperty().get()).isFalse();
        model.step(1);
        assertThat(model.selectedProperty().get()).isEqualTo(1);
        assertThat(answer("generator:a", 1).text()).as("the next one is answered at once").endsWith("number 10.");
        assertThat(model.comparison().column("generator:a").answers(2)).isFalse();
        model.answerAgain();
        assertThat(answer("generator:a", 1).text()).startsWith("a 2 ");
    }

    @Test
    void noResponseIsReadTwiceByTheSameIdentifiers() {
        stand("responses:MoEL");
        inference.scored.clear();
        assertThat(model.rows().unseenProperty().get()).isPositive();
        model.readAll();
        assertThat(inference.scored).hasSizeBetween(8, 12);
        model.readAll();
        assertThat(inference.scored).hasSizeLessThanOrEqualTo(12);
        assertThat(model.rows().unseenProperty().get()).isZero();
        assertThat(model.rows().figuresProperty().get().of("responses:MoEL").judged()).isEqualTo(6);
        inference.scored.clear();
        model = page(List.of());
        stand("responses:MoEL");
        assertThat(model.rows().unseenProperty().get()).as("known from the workspace").isZero();
        assertThat(inference.scored).isEmpty();
        model.sources().identifiersProperty().set("");
        assertThat(answer("responses:MoEL", 0).profile()).isNull();
    }

    @Test
    void metricsAndTheirContextsFollowTheFilter() {
        stand("responses:MoEL");
        model.readAll();
        assertThat(model.rows().figuresProperty().get().of("responses:MoEL").levels().get(Mechanism.EXPLORATION)).containsExactly(5, 0, 1);
        model.rows().filter().look(new Bar("responses:MoEL", Mechanism.EXPLORATION, Level.STRONG));
        assertThat(model.rows().shownProperty().get()).containsExactly(2);
        assertThat(model.rows().figuresProperty().get().shown()).isEqualTo(1);
        model.rows().filter().look(new Bar("responses:MoEL", Mechanism.EXPLORATION, Level.STRONG));
        assertThat(model.rows().shownProperty().get()).hasSize(6);
        model.rows().filter().textProperty().set("NUMBER 30");
        assertThat(model.rows().shownProperty().get()).containsExactly(3);
        model.rows().filter().clear();
        model.rows().filter().emotionProperty().set("lonely");
        assertThat(model.rows().shownProperty().get()).containsExactly(0, 3);
        model.rows().filter().clear();
        model.rows().filter().showProperty().set(Show.MISSED);
        assertThat(model.rows().shownProperty().get()).isEmpty();
    }

    @Test
    void allShownContextsAreGeneratedOnceAndStoredAsAReusableSet() {
        stand("generator:b");
        model.rows().filter().textProperty().set("number 2");
        model.answerShown();
        assertThat(inference.asked).containsExactly(1);
        model.rows().filter().clear();
        model.answerShown();
        assertThat(inference.asked).as("one was there already").containsExactly(1, 5);
        assertThat(workspace.responseSets().list()).extracting(set -> set.name() + " " + set.responses())
                .contains("b seed 1 1", "b seed 1-2 6");
        assertThat(workspace.responseSets().find("b seed 1-2").orElseThrow().facts())
                .containsEntry("model", "b").containsEntry("seed", "1").containsEntry("temperature", "0.9");
        assertThat(workspace.responseSets().responses("b seed 1-2").get(0))
                .isEqualTo(new GivenResponse("lonely", List.of("Something happened to me, number 0."), "I see, answer 0.",
                        "b 1 sorry: Something happened to me, number 0.", -6, 4));
        assertThat(model.problemProperty().get().text()).contains("b seed 1-2");
        inference.asked.clear();
        model = page(List.of());
        stand("generator:b");
        assertThat(model.comparison().column("generator:b").answered()).isEqualTo(6);
        model.answerShown();
        assertThat(inference.asked).isEmpty();
        model.draw(model.columns().systems().get(0), SamplingPlan.FIRST.withSeed(9));
        assertThat(model.comparison().column("generator:b").answered()).as("another seed was never asked").isZero();
    }

    @Test
    void severalSamplesAContextAreDrawnAndCounted() {
        stand("generator:a");
        model.draw(model.columns().systems().get(0), SamplingPlan.FIRST.withSamples(3));
        model.answerShown();
        assertThat(model.comparison().column("generator:a").at(4)).extracting(Answer::text)
                .containsExactly("a 1 sorry: Something happened to me, number 40.",
                        "a 1 sorry: Something happened to me, number 40. (1)", "a 1 sorry: Something happened to me, number 40. (2)");
        assertThat(model.rows().figuresProperty().get().of("generator:a").responses()).isEqualTo(18);
        model = page(List.of());
        stand("generator:a");
        assertThat(model.comparison().column("generator:a").at(4)).as("the kept set gives as many as are asked for").hasSize(1);
        model.draw(model.columns().systems().get(0), SamplingPlan.FIRST.withSamples(2));
        assertThat(model.comparison().column("generator:a").at(4)).hasSize(2);
    }

    @Test
    void aCustomContextIsGeneratedForAndStoredSetsHaveNoResponseToIt() {
        stand("generator:a", "responses:MoEL");
        model.type(List.of("Hello", "Hi", "My cat is ill."), "");
        assertThat(model.comparison().size()).isEqualTo(1);
        assertThat(answer("generator:a", 0).text()).isEqualTo("a 1 sorry: My cat is ill.");
        assertThat(model.comparison().column("responses:MoEL").answers(0)).isFalse();
        assertThat(model.comparison().targets(0)).isEmpty();
        model.sources().contextsProperty().set(model.sources().contextSources().get(0));
        assertThat(model.comparison().size()).isEqualTo(6);
    }

    @Test
    void thePageIsFoundAsItWasLeft() {
        stand("responses:MoEL", "generator:b");
        model.columns().find("generator:b").orElseThrow().hiddenProperty().set(true);
        model.draw(model.columns().find("generator:b").orElseThrow(), SamplingPlan.FIRST.withSeed(5).withSamples(2));
        model.columns().setBlind(true);
        Map<String, String> letters = model.columns().letters();
        model.manyProperty().set(true);
        model.sources().contextsProperty().set(new ContextSource(ContextSource.Kind.DIALOGUES, "talk", Split.TRAIN));
        model = page(List.of());
        assertThat(model.columns().letters()).isEqualTo(letters);
        assertThat(model.columns().find("generator:b").orElseThrow().hidden()).isTrue();
        assertThat(model.columns().find("generator:b").orElseThrow().drawing()).isEqualTo(SamplingPlan.FIRST.withSeed(5).withSamples(2));
        assertThat(model.manyProperty().get()).isTrue();
        assertThat(model.comparison().size()).isEqualTo(54);
    }

    @Test
    void aCaseHoldsAllThatIsNeededToKeepItAndNothingMoreWhileTheSystemsAreBlinded() throws IOException {
        stand("generator:a", "responses:MoEL");
        model.answerHere();
        ComparedCase one = model.shot(model.shownRows()).caseOf(0);
        assertThat(one.context().reference()).isEqualTo("I see, answer 0.");
        assertThat(one.identifiers()).isEqualTo("readers");
        assertThat(one.responses()).hasSize(2);
        assertThat(one.responses().get(0).origin()).containsEntry("model", "a").containsEntry("seed", "1").containsEntry("topK", "20");
        assertThat(one.responses().get(1).origin()).containsEntry("set", "MoEL");
        assertThat(model.shot(model.shownRows()).caseOf(0, "responses:MoEL", 0).responses()).containsExactly(one.responses().get(1));
        model.columns().setBlind(true);
        ComparedCase blinded = model.shot(model.shownRows()).caseOf(0);
        assertThat(blinded.responses()).extracting(ComparedCase.CaseResponse::system).containsExactly("A", "B");
        assertThat(blinded.responses()).allMatch(response -> response.origin().isEmpty());
        model.export(Format.CSV);
        Path file = Files.list(workspace.exports()).findFirst().orElseThrow();
        assertThat(Files.readString(file)).contains(",A,1,", ",B,1,").doesNotContain("MoEL");
        assertThat(model.problemProperty().get().text()).contains(file.getFileName().toString());
    }

    @Test
    void otherProvidersSourcesAreListedAndTheirFailuresReported() {
        model = page(List.of(contents -> List.of(new Remote())));
        stand("endpoint:there");
        model.answerHere();
        assertThat(model.problemProperty().get().text()).isEqualTo("The server did not answer. Nothing was stored. Try again.");
        assertThat(model.answeringProperty().get()).isFalse();
    }

    /** A server that is not there. */
    private record Remote() implements ColumnSource {
        @Override public String key() { return "endpoint:there"; }

        @Override public String title() { return "there"; }

        @Override public Kind kind() { return Kind.ENDPOINT; }

        @Override public boolean live() { return true; }

        @Override public Map<String, String> facts(SamplingPlan drawing) { return Map.of("endpoint", "there"); }

        @Override public List<GivenResponse> stored(SamplingPlan drawing) { return List.of(); }

        @Override
        public List<Answer> ask(List<List<String>> contexts, SamplingPlan drawing, int sample, Progress progress) {
            throw new UserInputException("The server did not answer. Nothing was stored. Try again.");
        }
    }
}
