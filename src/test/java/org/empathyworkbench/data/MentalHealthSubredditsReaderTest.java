package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MentalHealthSubredditsReaderTest {
    private static final String HEADER = "sp_id,rp_id,seeker_post,response_post,level,rationales\r\n";

    private final CorpusReader reader = CorpusReaders.byFormat("mental-health-subreddits");

    @TempDir Path folder;

    @Test void theThreeFilesGiveEveryPairWithThreeLevels() {
        Corpus corpus = real();
        CorpusSummary summary = CorpusSummary.of(corpus);
        assertThat(summary.total()).isEqualTo(new CorpusSummary.Amounts(0, 0, 0, 3_084));
        levels(summary, Mechanism.EMOTIONAL_REACTION, 2_037, 895, 152);
        levels(summary, Mechanism.INTERPRETATION, 1_626, 114, 1_344);
        levels(summary, Mechanism.EXPLORATION, 2_604, 104, 376);
    }

    @Test void aFifthValidatesAndNoSeekerPostStandsInTwoSplits() {
        Corpus corpus = real();
        assertThat(corpus.pairs().stream().filter(pair -> pair.split() == Split.VALIDATION).count()).isBetween(617L, 620L);
        assertThat(corpus.pairs()).noneMatch(pair -> pair.split() == Split.TEST);
        Map<String, Split> splits = new HashMap<>();
        Map<String, Split> byText = new HashMap<>();
        for (LabelledPair pair : corpus.pairs()) {
            assertThat(splits.putIfAbsent(pair.seekerId(), pair.split())).isIn(null, pair.split());
            assertThat(byText.putIfAbsent(pair.context(), pair.split())).isIn(null, pair.split());
        }
        assertThat(reader.read(List.of(SharedData.data("mental-health-subreddits")
                .resolve("explorations-reddit.csv"), SharedData.data("mental-health-subreddits/interpretations-reddit.csv"),
                SharedData.data("mental-health-subreddits/emotional-reactions-reddit.csv"))))
                .as("drawn alike from the three files").isEqualTo(corpus);
    }

    /** Drawn by an independent script: SHA-256 of "13:" and the id, in order, until a fifth of the pairs is reached. */
    @Test void theValidationPostsStayTheSameForEver() throws NoSuchAlgorithmException {
        List<String> drawn = real().pairs().stream().filter(pair -> pair.split() == Split.VALIDATION)
                .map(LabelledPair::seekerId).distinct().sorted().toList();
        assertThat(drawn).hasSize(596);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(String.join("\n", drawn).getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo("bfb17fc76cde6104362b1f9cb641043c601f59ac456c321698af6107150c5c05");
    }

    @Test void copiesKeepIdsOfTheirOwnAndTheirDisagreementIsTold() {
        Corpus corpus = real();
        assertThat(corpus.pairs().stream().map(LabelledPair::id).distinct().count()).isEqualTo(3_084);
        assertThat(corpus.pairs().stream().filter(pair -> pair.id().contains("#")).count()).isEqualTo(61);
        assertThat(corpus.notices()).anyMatch(notice -> notice.contains("60 pairs occur more than once (61 surplus rows)")
                && notice.contains("10 (emotional reaction), 10 (interpretation), 5 (exploration)"))
                .anyMatch(notice -> notice.contains("no rationale: 2 (emotional reaction), 10 (interpretation), 1 (exploration)"));
    }

    @Test void entitiesAreDecodedInPostsAndRationalesAlike() {
        Corpus corpus = real();
        assertThat(corpus.pairs())
                .noneMatch(pair -> (pair.context() + pair.response() + pair.rationales()).matches("(?s).*&(amp|lt|gt|nbsp|#x200B);.*"));
        assertThat(corpus.pairs()).anyMatch(pair -> pair.response().contains("<3"));
        // 525 parts, of which 8 were not literal in the published files; decoding leaves fewer.
        long missed = corpus.pairs().stream().flatMap(pair -> pair.rationales().getOrDefault(Mechanism.EXPLORATION, List.of()).stream()
                .filter(part -> !pair.response().contains(part))).count();
        assertThat(missed).isLessThanOrEqualTo(8);
        assertThat(corpus.pairs().stream().mapToInt(pair -> pair.rationales().getOrDefault(Mechanism.EXPLORATION, List.of()).size()).sum())
                .isEqualTo(525);
        assertThat(corpus.pairs().stream()
                .mapToInt(pair -> pair.rationales().getOrDefault(Mechanism.INTERPRETATION, List.of()).size()).sum()).isEqualTo(1_614);
        assertThat(corpus.pairs().stream()
                .mapToInt(pair -> pair.rationales().getOrDefault(Mechanism.EMOTIONAL_REACTION, List.of()).size()).sum()).isEqualTo(1_243);
    }

    @Test void entityNamesAndNumbersBecomeCharactersAndOthersStay() {
        assertThat(HtmlEntities.decode("&lt;3 &amp;amp; &#39;x&#x27; &amp;#x200B; AT&T &bogus; &#0; &#xD800; &"))
                .isEqualTo("<3 & 'x' \u200B AT&T &bogus; &#0; &#xD800; &");
    }

    @Test void aMissingFileIsNamed() throws IOException {
        write("emotional-reactions-reddit.csv", "a,b,s,r,0,\r\n");
        write("interpretations-reddit.csv", "a,b,s,r,0,\r\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("explorations-reddit.csv is missing");
        assertThatThrownBy(() -> reader.read(List.of(folder.resolve("nowhere")))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("There is no file or folder").hasMessageContaining("nowhere");
        assertThatThrownBy(() -> reader.read(List.of(Files.createDirectory(folder.resolve("empty")))))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("no .csv file in");
    }

    @Test void filesOfDifferentPairsAreRefused() throws IOException {
        write("emotional-reactions-reddit.csv", "a,b,s,r,0,\r\nc,d,s,r,1,r|");
        write("interpretations-reddit.csv", "a,b,s,r,0,\r\nc,d,s,r,0,\r\n");
        write("explorations-reddit.csv", "a,b,s,r,0,\r\nc,e,s,r,0,\r\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("The pair c/e is not in interpretations-reddit.csv (explorations-reddit.csv, line 3)");
        write("explorations-reddit.csv", "a,b,s,r,0,\r\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("0 rows of the pair c/d and interpretations-reddit.csv 1 row");
    }

    @Test void anUnknownLevelIsNamedWithItsPlace() throws IOException {
        write("emotional-reactions-reddit.csv", "a,b,s,r,0,\r\nc,d,s,r,3,r|");
        write("interpretations-reddit.csv", "a,b,s,r,0,\r\nc,d,s,r,0,\r\n");
        write("explorations-reddit.csv", "a,b,s,r,0,\r\nc,d,s,r,0,\r\n");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("\"3\" is not one of 0 to 2")
                .hasMessageContaining("emotional-reactions-reddit.csv, line 3, column 5 \"level\"");
    }

    @Test void textThatIsNotUtf8IsNamedWithItsPlace() throws IOException {
        write("interpretations-reddit.csv", "a,b,s,r,0,\r\n");
        write("explorations-reddit.csv", "a,b,s,r,0,\r\n");
        byte[] bytes = (HEADER + "a,b,s\u00e9 ?,r,0,\r\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '?') bytes[i] = (byte) 0xE9;               // Latin-1
        }
        Files.write(folder.resolve("emotional-reactions-reddit.csv"), bytes);
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class).hasMessageContaining("not UTF-8")
                .hasMessageContaining("emotional-reactions-reddit.csv, line 2, character 8");
    }

    @Test void anEmptyFileIsNamed() throws IOException {
        write("interpretations-reddit.csv", "a,b,s,r,0,\r\n");
        write("explorations-reddit.csv", "a,b,s,r,0,\r\n");
        Files.writeString(folder.resolve("emotional-reactions-reddit.csv"), "");
        assertThatThrownBy(() -> reader.read(List.of(folder))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("The file is empty (emotional-reactions-reddit.csv)");
    }

    private Corpus real() {
        Path real = SharedData.data("mental-health-subreddits");
        return reader.read(List.of(real));
    }

    private static void levels(CorpusSummary summary, Mechanism mechanism, int none, int weak, int strong) {
        assertThat(List.of(summary.level(mechanism, Level.NONE),
                summary.level(mechanism, Level.WEAK), summary.level(mechanism, Level.STRONG)))
                .as(mechanism.title()).containsExactly(none, weak, strong);
    }

    private void write(String name, String rows) throws IOException { Files.writeString(folder.resolve(name), HEADER + rows); }
}
