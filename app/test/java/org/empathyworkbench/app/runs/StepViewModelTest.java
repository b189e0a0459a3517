package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private StepViewModel model;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder);
        model = new StepViewModel(workspace.runs(), new SameThreadTasks());
    }

    @AfterEach
    void close() { workspace.close(); }

    @Test
    void theNearestRecordedStepOpensAndTheArrowsGoAlong() {
        RunInfo run = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        FakeRuns.write(workspace, run.id(), journal -> FakeRuns.ppo(journal, 1, 100, 100));          // every 20 steps
        model.open(run.id(), 47);
        assertThat(model.openedProperty().get()).satisfies(now -> {
            assertThat(now.step()).isEqualTo(40);
            assertThat(now.exact()).isFalse();
            assertThat(now.samples()).hasSize(1);
            assertThat(now.place()).isEqualTo(1);
            assertThat(now.count()).isEqualTo(5);
        });
        model.next();
        assertThat(model.openedProperty().get().step()).isEqualTo(60);
        assertThat(model.openedProperty().get().exact()).isTrue();
        model.next();
        model.next();
        model.next();
        assertThat(model.openedProperty().get().step()).isEqualTo(100);
        assertThat(model.openedProperty().get().hasNext()).isFalse();
        model.open(run.id(), 3);
        model.previous();
        assertThat(model.openedProperty().get().step()).isEqualTo(20);
        model.close();
        assertThat(model.openedProperty().get()).isNull();
    }

    @Test
    void aRunWithoutSamplesOpensEmptyAndOneOfFixedPromptsOpensThose() {
        RunInfo none = FakeRuns.started(workspace, "a", RunKind.PPO, "", "{}");
        model.open(none.id(), 5);
        assertThat(model.openedProperty().get().samples()).isEmpty();
        model.next();
        assertThat(model.openedProperty().get().asked()).isEqualTo(5);
        RunInfo prompts = FakeRuns.started(workspace, "b", RunKind.GENERATOR, "", "{}");
        FakeRuns.write(workspace, prompts.id(), journal -> {
            for (int step = 10; step <= 30; step += 10) {
                for (int i = 0; i < 2; i++) journal.sample(RunSample.plain(step, List.of("hello"), "answer " + step, "").toPrompt(i));
            }
        });
        model.open(prompts.id(), 24);
        assertThat(model.openedProperty().get().step()).isEqualTo(20);
        assertThat(model.openedProperty().get().samples()).hasSize(2);
    }

    @Test
    void theNearestOfRisingNumbersIsFoundAsLookingAtAllFindsIt() {
        int[] steps = {1, 4, 9, 10, 50};
        for (int to = -3; to < 60; to++) {
            int best = 0;
            for (int i = 1; i < steps.length; i++) if (Math.abs(steps[i] - to) < Math.abs(steps[best] - to)) best = i;
            assertThat(StepViewModel.nearest(steps, to)).isEqualTo(best);
        }
    }

    @Test
    void answersThatStayedTheSameAreOneEntryAndChangesAreFoundWordByWord() {
        List<RunSample> answers = List.of(answer(0, 0, "I am sad"), answer(0, 1, "x"), answer(25, 0, "I am sad"),
                answer(50, 0, "I am so sorry"), answer(50, 1, "y"), answer(25, 1, "x"));
        List<PromptTimeline> timelines = PromptTimeline.of(answers);
        assertThat(timelines).hasSize(2);
        assertThat(timelines.get(0).entries()).extracting(PromptTimeline.Entry::from).containsExactly(0, 50);
        assertThat(timelines.get(0).entries().get(0).to()).isEqualTo(25);
        assertThat(timelines.get(0).entries().get(1).before()).isEqualTo("I am sad");
        assertThat(WordChanges.between("I am sad", "I am so sorry").parts())
                .containsExactly(new WordChanges.Part(WordChanges.Kind.SAME, "I am"),
                        new WordChanges.Part(WordChanges.Kind.GONE, "sad"), new WordChanges.Part(WordChanges.Kind.NEW, "so sorry"));
        assertThat(WordChanges.between("", "new words").parts()).containsExactly(new WordChanges.Part(WordChanges.Kind.NEW, "new words"));
        assertThat(WordChanges.between("same", "same").parts()).containsExactly(new WordChanges.Part(WordChanges.Kind.SAME, "same"));
    }

    @Test
    void piecesAreGroupedToWordsAndEosIsSeparate() {
        List<TokenKl> tokens = List.of(new TokenKl("\u2581I", 0.1), new TokenKl("'", 0), new TokenKl("m", -0.2),
                new TokenKl("\u2581", 0), new TokenKl("sorry", 1), new TokenKl("</s>", 0.3));
        List<String> words = KlHeatLine.words(tokens).stream()
                .map(word -> String.join("", word.stream().map(token -> KlHeatLine.text(token.piece())).toList())).toList();
        assertThat(words).containsExactly("I'm", "sorry", "end");
        assertThat(KlHeatLine.sum(tokens)).isEqualTo(0.1 - 0.2 + 1 + 0.3);
        assertThat(KlHeatLine.words(new TokenKl("\u2581sorry", Math.log(2))))
                .isEqualTo("\"sorry\": KL +0.6931 nats. The policy gives it 2.00 times the reference's probability.");
        assertThat(KlHeatLine.most(List.of())).isEqualTo(1);
        assertThat(KlHeatLine.most(tokens)).isEqualTo(0.3);
    }

    private static RunSample answer(int step, int prompt, String text) {
        return RunSample.plain(step, List.of("hello"), text, "").toPrompt(prompt);
    }
}
