package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.empathyworkbench.text.WordDiff.Change;
import org.empathyworkbench.text.WordDiff.Piece;
import org.junit.jupiter.api.Test;

class WordDiffTest {
    @Test void whatWasPutInAndLeftOutStandsBetweenWhatStayed() {
        assertThat(said(WordDiff.of("i am so sorry to hear that .", "I am very sorry that you lost it.")))
                .isEqualTo("=I am -so +very =sorry -to hear =that +you lost it=.");
        assertThat(said(WordDiff.of("", "Oh no!"))).isEqualTo("+Oh no!");
        assertThat(said(WordDiff.of("Oh no!", ""))).isEqualTo("-Oh no!");
        assertThat(WordDiff.of("", "")).isEmpty();
    }

    @Test void caseAndTheWayMarksStandAreNoDifference() {
        assertThat(WordDiff.of("that 's great , i 'm happy !", "That 's great, I 'm happy!"))
                .extracting(Piece::change).containsOnly(Change.SAME);
    }

    @Test void theTextComesBackWholeAndWhatStaysIsALongestCommonSubsequence() {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 200; trial++) {
            List<String> a = words(random);
            List<String> b = words(random);
            List<Piece> pieces = WordDiff.of(String.join(" ", a), String.join(" ", b));
            assertThat(words(pieces, Change.DELETED)).isEqualTo(b);
            assertThat(words(pieces, Change.INSERTED)).isEqualTo(a);
            long same = pieces.stream().filter(piece -> piece.change() == Change.SAME)
                    .mapToLong(piece -> piece.text().split(" ").length).sum();
            assertThat(same).isEqualTo(longest(a, b));
        }
    }

    /** By trying every subset of the shorter one. */
    private static int longest(List<String> a, List<String> b) {
        int best = 0;
        for (int mask = 0; mask < 1 << a.size(); mask++) {
            int at = 0;
            int length = Integer.bitCount(mask);
            for (int i = 0; i < a.size() && at >= 0; i++) {
                if ((mask >> i & 1) == 0) continue;
                int found = b.subList(at, b.size()).indexOf(a.get(i));
                at = found < 0 ? -1 : at + found + 1;
            }
            if (at >= 0) best = Math.max(best, length);
        }
        return best;
    }

    private static List<String> words(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) words.add(String.valueOf((char) ('a' + random.nextInt(4))));
        return words;
    }

    /** The words of all pieces but those of one fate. */
    private static List<String> words(List<Piece> pieces, Change without) {
        return pieces.stream().filter(piece -> piece.change() != without).flatMap(piece -> Arrays.stream(piece.text().split(" "))).toList();
    }

    private static String said(List<Piece> pieces) {
        return pieces.stream().map(piece -> (piece.blankBefore() ? " " : "") + switch (piece.change()) {
            case SAME -> "=";
            case INSERTED -> "+";
            case DELETED -> "-";
        } + piece.text()).collect(Collectors.joining());
    }
}
