package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.compare.Contestant.Kind;
import org.empathyworkbench.app.control.SameThreadTasks;
import org.empathyworkbench.app.example.ExamplesViewModel;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private CompareViewModel model;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        workspace.models().add(ModelInfo.of("readers", ModelKind.IDENTIFIERS, "", 1));
        for (String name : List.of("a", "b", "silent")) workspace.models().add(ModelInfo.of(name, ModelKind.GENERATOR, "", 1));
        workspace.responseSets().add("MoEL", "MoEL", "file", List.of(
                new GivenResponse("sad", List.of("i am so tired . i can not sleep ."), "why not ?", "that is a shame ."),
                new GivenResponse("sad", List.of("hello", "hi", "my cat is ill ."), "oh no , what is wrong ?", "i hope it gets well | soon .")));
        WorkspaceWatch watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        model = new CompareViewModel(new FakeInference(), workspace.responseSets(), new SameThreadTasks(), watch, new ExamplesViewModel(workspace, watch, new SameThreadTasks()));
        watch.look();
        List.copyOf(model.chosen()).forEach(model::toggle);
    }

    @AfterEach
    void close() { workspace.close(); }

    @Test
    void eachSystemGetsAColumnWithItsRewardAgainstTheReference() {
        choose(Kind.GENERATOR, "a");
        choose(Kind.PUBLISHED, "MoEL");
        model.contextProperty().set("I'm so tired. I can't sleep.");
        model.referenceProperty().set("Sorry?");
        model.generate();
        assertThat(model.columns()).extracting(Column::title).containsExactly("Reference", "a", "MoEL");
        assertThat(model.columns()).extracting(Column::text).containsExactly("Sorry?", "a 1 sorry: I'm so tired. I can't sleep.", "that is a shame .");
        // The reference reads none, none, strong, since "Sorry" has a capital letter; a gives these .1333.., .6 and .1, MoEL .6, .6 and .1.
        assertThat(model.columns().get(1).reward()).isCloseTo(0.2 * 2 / 3 * 0.6 * 0.1, within(1e-12));
        assertThat(model.columns().get(2).reward()).isCloseTo(0.6 * 0.6 * 0.1, within(1e-12));
        assertThat(model.workingProperty().get()).isFalse();
    }

    @Test
    void aSystemWithoutAResponseSaysWhyAndTheOthersStand() {
        choose(Kind.GENERATOR, "silent");
        choose(Kind.PUBLISHED, "MoEL");
        choose(Kind.GENERATOR, "b");
        model.contextProperty().set("Nobody ever said this.");
        model.generate();
        assertThat(model.columns()).extracting(Column::note).containsExactly("The response is empty.", "This set holds no response to this context.", "");
        assertThat(model.columns().get(2).profile()).isNotNull();
        assertThat(model.columns().get(2).reward()).isNull();
    }

    @Test
    void theNextExampleIsAnsweredAtOnceButOnlyAfterThePersonHasBegun() {
        choose(Kind.GENERATOR, "a");
        model.examples().next();
        assertThat(model.columns()).isEmpty();
        model.generate();
        model.examples().next();
        assertThat(model.columns()).hasSize(2);
        assertThat(model.columns().get(1).text()).isEqualTo("a 1 sorry: Something happened to me, number 1.");
        model.generateAnother();
        assertThat(model.columns().get(1).text()).startsWith("a 2 ");
        model.contextProperty().set("Another.");
        assertThat(model.columns()).isEmpty();
    }

    @Test
    void noMoreThanFourStandSideBySideAndNothingStartsWithoutAContext() {
        assertThat(model.missingProperty().get()).isEqualTo("Choose the systems to compare.");
        model.offered().forEach(model::toggle);
        assertThat(model.chosen()).hasSize(4);
        model.toggle(new Contestant(Kind.GENERATOR, "one more"));
        assertThat(model.chosen()).hasSize(4);
        assertThat(model.missingProperty().get()).isEqualTo("Type a context or pick an example.");
    }

    @Test
    void markdownKeepsItsTableWhateverTheWordsAre() {
        choose(Kind.PUBLISHED, "MoEL");
        model.contextProperty().set("Hello\nHi\nMy cat is ill.");
        model.referenceProperty().set("Oh no, what's wrong?");
        model.generate();
        List<String> rows = model.markdown().lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows).hasSize(4).allSatisfy(row -> assertThat(row.replace("\\|", "").chars().filter(c -> c == '|').count()).isEqualTo(7));
        assertThat(rows.get(3)).contains("well \\| soon .", "none (as the reference)");
        assertThat(model.markdown()).contains("- Speaker: My cat is ill.", "Levels by readers; seed 1, temperature 0.9, top-k 20");
    }

    private void choose(Kind kind, String name) { model.toggle(new Contestant(kind, name)); }
}
