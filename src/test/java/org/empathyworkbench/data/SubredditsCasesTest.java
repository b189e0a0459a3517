package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Situations that people reported with the Mental Health Subreddits: each on a made copy, and on the
 * folder that rebuilds it where that is at hand.
 */
class SubredditsCasesTest {
    private static final String HEADER = "sp_id,rp_id,seeker_post,response_post,level,rationales\n";
    private static final List<String> NAMES = List.of("emotional-reactions", "interpretations", "explorations");

    private final CorpusReader reader = CorpusReaders.byFormat("mental-health-subreddits");

    @TempDir Path folder;

    @TestFactory Stream<DynamicTest> levelsWithDecimalsAreReadAndCounted() throws IOException {
        for (String name : NAMES) write(name, HEADER + String.join("", twelve()).replaceAll(",([012]),", ",$1.0,"));
        return both("e02-float-levels",
                path -> assertThat(twelveRead(path).notices()).anyMatch(note -> note.contains("with decimals: 36 rows")));
    }

    @TestFactory Stream<DynamicTest> semicolonsAndByteOrderMarksAreReadWithNotes() throws IOException {
        for (String name : NAMES) write(name, "\uFEFF" + (HEADER + String.join("", twelve())).replace("\"", "").replaceAll(",(?! )", ";"));
        return both("e03-bom-semicolon", path -> {
            Corpus corpus = twelveRead(path);
            assertThat(corpus.notices()).anyMatch(note -> note.contains("semicolons") && note.contains("3 files"))
                    .anyMatch(note -> note.contains("byte order mark"));
            assertThat(corpus.pairs()).allMatch(pair -> pair.context().contains(","));
        });
    }

    @TestFactory Stream<DynamicTest> filesInDifferentOrderAreJoinedByIds() throws IOException {
        List<String> backwards = new ArrayList<>(twelve());
        Collections.reverse(backwards);
        for (String name : NAMES) write(name, HEADER + String.join("", name.equals("interpretations") ? backwards : twelve()));
        return both("e04-order-differs", path -> assertThat(twelveRead(path).notices()).anyMatch(note -> note.startsWith("Joined by ids")));
    }

    @TestFactory Stream<DynamicTest> emptyResponsesAreLeftOutAndCounted() throws IOException {
        List<String> rows = new ArrayList<>(twelve());
        rows.add(5, "s9,r9,I am tired.,,0,\n");
        for (String name : NAMES) write(name, HEADER + String.join("", rows));
        return both("e11-empty-response", path -> {
            Corpus corpus = twelveRead(path);
            assertThat(corpus.notices()).anyMatch(note -> note.contains("text is empty: 1 pair"));
            assertThat(corpus.pairs()).extracting(LabelledPair::id).contains("s9/r9").noneMatch(id -> id.contains("#"));
        });
    }

    @TestFactory Stream<DynamicTest> idsThatASpreadsheetRoundedAreRefused() throws IOException {
        for (String name : NAMES) write(name, HEADER + "7.00E+12,r0,A,B,0,\n7.00E+12,r1,C,D,1,\n");
        return both("e17-numeric-ids", path -> assertThatThrownBy(() -> reader.read(List.of(path))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("rounded by a spreadsheet").hasMessageContaining("line 2, column 1 \"sp_id\""));
    }

    @Test void oneSeekerIdForDifferentPostsIsRefusedAndForOnePostLoudlyNoted() throws IOException {
        for (String name : NAMES) write(name, HEADER + "s,r0,A,B,0,\ns,r1,C,D,1,\n");
        assertThatThrownBy(() -> reader.read(List.of(folder)))
                .hasMessageContaining("All pairs have the seeker id \"s\"").hasMessageContaining("none for training");
        for (String name : NAMES) write(name, HEADER + "s,r0,A,B,0,\ns,r1,A,D,1,\n");
        assertThat(reader.read(List.of(folder)).notices().get(0)).startsWith("WARNING: no pair is left for training");
    }

    @Test void differentPostsUnderOneSeekerIdAreCounted() throws IOException {
        for (String name : NAMES) write(name, HEADER + "s,r0,A,B,0,\ns,r1,C,D,1,\nt,r2,E,F,0,\nt,r3,E,G,0,\n");
        assertThat(reader.read(List.of(folder)).notices())
                .anyMatch(note -> note.contains("share a seeker id") && note.contains("1 id (first: s)"));
    }

    /** Two of the three rationales of each file stand in their responses. */
    @Test void rationalesThatTheirResponseDoesNotHoldAreCounted() throws IOException {
        for (String name : NAMES) write(name, HEADER + "s,r0,A,So sorry,1,sorry|\nt,r1,C,So sad now,2,So sad|very sad|\n");
        assertThat(reader.read(List.of(folder)).notices())
                .anyMatch(note -> note.startsWith("3 rationales of 9 are not found word for word"));
    }

    @Test void copiesWithDifferentTextsAreMatchedByTextInFilesOfDifferentOrder() throws IOException {
        write("emotional-reactions", HEADER + "s,r,A,B,2,B|\ns,r,A,C,0,\nt,u,x,y,0,\n");
        write("interpretations", HEADER + "t,u,x,y,0,\ns,r,A,C,0,\ns,r,A,B,1,B|\n");
        write("explorations", HEADER + "s,r,A,C,0,\nt,u,x,y,0,\ns,r,A,B,2,B|\n");
        Corpus corpus = reader.read(List.of(folder));
        LabelledPair pair = corpus.pairs().stream().filter(one -> one.response().equals("B")).findFirst().orElseThrow();
        assertThat(pair.levels()).containsEntry(Mechanism.EMOTIONAL_REACTION, Level.STRONG)
                .containsEntry(Mechanism.INTERPRETATION, Level.WEAK)
                .containsEntry(Mechanism.EXPLORATION, Level.STRONG);
        write("explorations", HEADER + "s,r,A,P,0,\nt,u,x,y,0,\ns,r,A,Q,2,Q|\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).hasMessageContaining("cannot be told")
                .hasMessageContaining("explorations-reddit.csv, line 2");
    }

    @Test void rowsThatAStrayQuoteSwallowedArePartedAgainAndCounted() throws IOException {
        for (String name : NAMES) write(name, HEADER + "a,b,\"x,y,0,\nc,d,z,w\",1,\n");
        Corpus corpus = reader.read(List.of(folder));
        assertThat(corpus.pairs()).extracting(LabelledPair::response).containsExactly("y", "w");
        assertThat(corpus.notices()).anyMatch(note -> note.startsWith("Parted again") && note.contains("3 rows"));
    }

    private Corpus twelveRead(Path path) {
        Corpus corpus = reader.read(List.of(path));
        CorpusSummary summary = CorpusSummary.of(corpus);
        assertThat(summary.total().pairs()).isEqualTo(12);
        for (Mechanism mechanism : Mechanism.values()) {
            for (Level level : Level.values()) assertThat(summary.level(mechanism, level)).as(mechanism + " " + level).isEqualTo(4);
        }
        // Whatever the order, a pair's number tells its level: 0, 1, 2, 0, 1, 2 ...
        assertThat(corpus.pairs()).allMatch(pair ->
                pair.levels().values().stream().allMatch(level -> level == Level.of(Integer.parseInt(pair.seekerId().substring(1)) % 3)));
        assertThat(corpus.pairs()).noneMatch(pair -> pair.response().isBlank());
        return corpus;
    }

    private static List<String> twelve() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++)
            rows.add("s" + i + ",r" + i + ",\"Tired, day " + i + ".\",Sleep well on day " + i
                    + "." + "," + i % 3 + "," + (i % 3 == 0 ? "" : "Sleep well|") + "\n");
        return rows;
    }

    private void write(String name, String table) throws IOException {
        Files.write(folder.resolve(name + "-reddit.csv"), table.getBytes(StandardCharsets.UTF_8));
    }

    private Stream<DynamicTest> both(String name, Consumer<Path> check) {
        return Stream.of(DynamicTest.dynamicTest("made copy", () -> check.accept(folder)),
                DynamicTest.dynamicTest(name, () -> check.accept(SharedData.cases(name))));
    }
}
