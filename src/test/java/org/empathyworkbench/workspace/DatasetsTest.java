package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.data.CorpusReaders;
import org.empathyworkbench.data.CorpusSummary;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DatasetsTest {
    private Workspace workspace;
    private Datasets datasets;

    @BeforeEach void open(@TempDir Path folder) {
        workspace = Workspace.open(folder);
        datasets = workspace.datasets();
    }

    @AfterEach void close() { workspace.close(); }

    @Test void empatheticDialoguesComesBackEqualAndCountedAsItsReaderCountedIt() {
        Corpus corpus = CorpusReaders.byFormat("empathetic-dialogues-by-emotion")
                .read(List.of(SharedData.data("empathetic-dialogues/by-emotion"), SharedData.data("empathetic-dialogues/with-conv-ids")));
        datasets.add("ED", "the published files", corpus);
        List<Dialogue> back = new ArrayList<>();
        for (Split split : Split.values()) {
            List<Dialogue> part = datasets.dialogues("ED", split);
            assertThat(part).isEqualTo(corpus.dialogues().stream().filter(dialogue -> dialogue.split() == split).toList());
            back.addAll(part);
        }
        assertThat(back).hasSize(corpus.dialogues().size());
        assertThat(datasets.examples("ED", Split.TEST)).hasSize(5_259)
                .startsWith(back.stream().filter(dialogue -> dialogue.split() == Split.TEST).findFirst()
                        .orElseThrow().examples().get(0));
        equalCounts(datasets.counts("ED"), CorpusSummary.of(corpus));

        // Filters, against brute force over the corpus.
        same(corpus, DialogueFilter.ALL.withEmotion("proud").withSplit(Split.TEST),
                dialogue -> dialogue.emotion().equals("proud") && dialogue.split() == Split.TEST);
        same(corpus, DialogueFilter.ALL.withText("100%"), dialogue -> contains(dialogue, "100%"));
        same(corpus, DialogueFilter.ALL.withText("Water Barrels"), dialogue -> contains(dialogue, "water barrels"));
        same(corpus, DialogueFilter.ALL.withText("\\"), dialogue -> contains(dialogue, "\\"));
        same(corpus, DialogueFilter.ALL.withLevel(Mechanism.EXPLORATION, Level.STRONG), dialogue -> false);
        datasets.page("ED", DialogueFilter.ALL.withText("zebra crossing"), 0, 50);
        datasets.page("ED", DialogueFilter.ALL, 20_000, 50);
        datasets.counts("ED");
        datasets.list();
    }

    @Test void mentalHealthSubredditsComesBackEqualAndCountedAsItsReaderCountedIt() {
        Corpus corpus = CorpusReaders.byFormat("mental-health-subreddits").read(List.of(SharedData.data("mental-health-subreddits")));
        DatasetInfo info = datasets.add("MHS", "the published files", corpus);
        assertThat(info.pairs()).isEqualTo(3_084);
        assertThat(info.notices()).isEqualTo(corpus.notices());
        assertThat(datasets.find("MHS")).contains(info);
        for (Split split : Split.values()) {
            assertThat(datasets.pairs("MHS", split)).isEqualTo(corpus.pairs().stream().filter(pair -> pair.split() == split).toList());
        }
        equalCounts(datasets.counts("MHS"), CorpusSummary.of(corpus));
        Page<LabelledPair> page = datasets.pairPage("MHS",
                DialogueFilter.ALL.withLevel(Mechanism.EXPLORATION, Level.WEAK).withSplit(Split.VALIDATION), 3, 4);
        List<LabelledPair> expected = corpus.pairs().stream().filter(pair -> pair.split() == Split.VALIDATION
                && pair.levels().get(Mechanism.EXPLORATION) == Level.WEAK).toList();
        assertThat(page).isEqualTo(new Page<>(expected.size(), 3, expected.subList(3, 7)));
        assertThat(datasets.pairPage("MHS", DialogueFilter.ALL.withText("<3"), 0, 1_000).rows())
                .isEqualTo(corpus.pairs().stream().filter(pair -> (pair.context() + "\n" + pair.response()).contains("<3")).toList());
        assertThat(datasets.pairPage("MHS", DialogueFilter.ALL.withEmotion("sad"), 0, 10).total()).isZero();
    }

    @Test void levelsOfTurnsAreKeptFilteredAndCounted() {
        Turn kind = new Turn(Role.LISTENER, "I'm so sorry. What happened?", Map.of(Mechanism.EMOTIONAL_REACTION,
                Level.STRONG, Mechanism.INTERPRETATION, Level.NONE, Mechanism.EXPLORATION, Level.WEAK));
        Turn plain = new Turn(Role.LISTENER, "Fine.", Map.of(Mechanism.EMOTIONAL_REACTION, Level.NONE));
        Dialogue first = new Dialogue("a", Split.TRAIN, "sad", "", List.of(new Turn(Role.SPEAKER, "It rains."), kind));
        Dialogue second = new Dialogue("b", Split.TEST, "", "s",
                List.of(new Turn(Role.SPEAKER, "It shines."), plain, new Turn(Role.SPEAKER, "Yes.")));
        Dialogue empty = new Dialogue("c", Split.TEST, "", "s", List.of());
        datasets.add("demo", "by hand", new Corpus("demo", List.of(first, second, empty), List.of(), List.of()));
        assertThat(datasets.dialogues("demo", Split.TRAIN)).containsExactly(first);
        assertThat(datasets.dialogues("demo", Split.TEST)).containsExactly(second, empty);
        assertThat(datasets.page("demo", DialogueFilter.ALL.withLevel(Mechanism.EXPLORATION, Level.WEAK), 0, 10).rows())
                .containsExactly(first);
        assertThat(datasets.page("demo", DialogueFilter.ALL.withLevel(Mechanism.EMOTIONAL_REACTION, null), 0, 10).rows())
                .containsExactly(first, second);
        assertThat(datasets.page("demo", DialogueFilter.ALL.withLevel(Mechanism.EMOTIONAL_REACTION, Level.NONE), 0, 10).rows())
                .containsExactly(second);
        DatasetCounts counts = datasets.counts("demo");
        assertThat(counts.level(Mechanism.EMOTIONAL_REACTION, Level.STRONG)).isEqualTo(1);
        assertThat(counts.level(Split.TEST, Mechanism.EMOTIONAL_REACTION, Level.NONE)).isEqualTo(1);
        assertThat(counts.level(Split.TEST, Mechanism.INTERPRETATION, Level.NONE)).isZero();
        assertThat(counts.amounts(Split.TEST)).isEqualTo(new DatasetCounts.Amounts(2, 3, 1, 0));
        assertThat(counts.emotion("sad")).isEqualTo(1);
        assertThat(datasets.examples("demo", Split.TEST)).containsExactly(new Example("b#1", "", List.of("It shines."), "Fine."));
    }

    @Test void aPageIsAPartOfTheWholeInItsOrder() {
        Corpus corpus = WorkspaceTest.small(25);
        datasets.add("small", "by hand", corpus);
        assertThat(datasets.page("small", DialogueFilter.ALL, 10, 10)).isEqualTo(new Page<>(25, 10, corpus.dialogues().subList(10, 20)));
        assertThat(datasets.page("small", DialogueFilter.ALL, 20, 10).rows()).hasSize(5);
        assertThat(datasets.page("small", DialogueFilter.ALL, 30, 10)).isEqualTo(new Page<>(25, 30, List.of()));
    }

    @Test void aTakenNameAWrongNameAndAnEmptyCorpusAreRefused() {
        datasets.add("Small set", "by hand", WorkspaceTest.small(2));
        assertThatThrownBy(() -> datasets.add("small SET", "by hand", WorkspaceTest.small(3)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("already has a dataset");
        for (String name : List.of("", " x", "a/b", "../x", "x.", "con", "a\nb", "x".repeat(81))) {
            assertThatThrownBy(() -> datasets.add(name, "by hand", WorkspaceTest.small(2))).as(name)
                    .isInstanceOf(UserInputException.class).hasMessageContaining("cannot be the name");
        }
        assertThatThrownBy(() -> datasets.add("none", "by hand", WorkspaceTest.small(0)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("empty");
        Dialogue one = WorkspaceTest.small(1).dialogues().get(0);
        assertThatThrownBy(() -> datasets.add("twice", "by hand", new Corpus("x", List.of(one, one), List.of(), List.of())))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("\"c0\" twice");
        assertThat(datasets.list()).hasSize(1);
        assertThat(datasets.freeName("Small set")).isEqualTo("Small set-2");
        assertThat(datasets.freeName("other")).isEqualTo("other");
    }

    @Test void anUnknownDatasetNamesTheKnownOnes() {
        assertThatThrownBy(() -> datasets.dialogues("ED", Split.TRAIN))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no dataset named \"ED\"")
                .hasMessageContaining("none yet");
        datasets.add("small", "by hand", WorkspaceTest.small(2));
        assertThatThrownBy(() -> datasets.counts("ED")).isInstanceOf(UserInputException.class).hasMessageContaining("It has: small.");
    }

    @Test void aDeletedDatasetLeavesTheOthersWhole() {
        datasets.add("a", "by hand", WorkspaceTest.small(3));
        datasets.add("b", "by hand", WorkspaceTest.small(4));
        datasets.delete("a");
        assertThat(datasets.list()).extracting(DatasetInfo::name).containsExactly("b");
        assertThat(datasets.dialogues("b", Split.TRAIN)).isEqualTo(WorkspaceTest.small(4).dialogues());
        assertThatThrownBy(() -> datasets.delete("a")).isInstanceOf(UserInputException.class);
        datasets.add("a", "again", WorkspaceTest.small(1));
        assertThat(datasets.dialogues("a", Split.TRAIN)).isEqualTo(WorkspaceTest.small(1).dialogues());
    }

    private void same(Corpus corpus, DialogueFilter filter, Predicate<Dialogue> expected) {
        List<Dialogue> wanted = corpus.dialogues().stream().filter(expected).toList();
        assertThat(datasets.page("ED", filter, 0, 100_000)).as(filter.toString()).isEqualTo(new Page<>(wanted.size(), 0, wanted));
    }

    private static boolean contains(Dialogue dialogue, String lowerCase) {
        return (dialogue.situation() + "\n" + String.join("\n", dialogue.turns().stream().map(Turn::text).toList()))
                .toLowerCase(Locale.ROOT).contains(lowerCase);
    }

    /** The workspace counts rows in SQL, the summary counts values in Java. */
    private static void equalCounts(DatasetCounts counts, CorpusSummary summary) {
        assertThat(counts.emotions()).isEqualTo(summary.emotions());
        assertThat(counts.levels()).isEqualTo(summary.levels());
        assertThat(counts.splits().keySet()).isEqualTo(summary.splits().keySet());
        summary.splits().forEach((split, amounts) -> assertThat(counts.amounts(split)).isEqualTo(
                new DatasetCounts.Amounts(amounts.dialogues(), amounts.utterances(), amounts.responses(), amounts.pairs())));
    }
}
