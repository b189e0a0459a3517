package org.empathyworkbench.casestudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.empathyworkbench.dialogue.Mechanism.EMOTIONAL_REACTION;
import static org.empathyworkbench.dialogue.Mechanism.EXPLORATION;
import static org.empathyworkbench.dialogue.Mechanism.INTERPRETATION;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;

class MarksTest {
    @Test void aNewMarkTakesWhatItCoversAndLeavesTheRest() {
        List<Mark> marks = Marks.with(List.of(new Mark(0, 10, EMOTIONAL_REACTION)), new Mark(3, 6, EXPLORATION));
        assertThat(marks)
                .containsExactly(new Mark(0, 3, EMOTIONAL_REACTION), new Mark(3, 6, EXPLORATION), new Mark(6, 10, EMOTIONAL_REACTION));
        assertThat(Marks.without(marks, 2, 7)).containsExactly(new Mark(0, 2, EMOTIONAL_REACTION), new Mark(7, 10, EMOTIONAL_REACTION));
    }

    @Test void touchingMarksOfOneMechanismBecomeOne() {
        assertThat(Marks.with(List.of(new Mark(0, 4, INTERPRETATION)), new Mark(4, 9, INTERPRETATION)))
                .containsExactly(new Mark(0, 9, INTERPRETATION));
    }

    @Test void piecesAreTheWholeText() {
        assertThat(Marks.pieces("so sorry now", List.of(new Mark(3, 8, EMOTIONAL_REACTION))).stream()
                .map(piece -> (piece.mark() == null ? "" : piece.mark().mechanism().key() + ":")
                        + piece.text()).toList()).containsExactly("so ", "er:sorry", " now");
        assertThat(Marks.pieces("", List.of())).isEmpty();
    }

    @Test void marksThatOverlapOrReachBeyondTheTextAreRefused() {
        assertThatThrownBy(() -> Marks.pieces("abc", List.of(new Mark(0, 4, EXPLORATION)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Marks.pieces("abcdef", List.of(new Mark(0, 4, EXPLORATION), new Mark(3, 5, EXPLORATION))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Against an array that holds each character's mechanism. */
    @Test void anyOrderOfMarkingAndErasingEqualsAnArrayOfCharacters() {
        SplittableRandom random = new SplittableRandom(4);
        String text = "abcdefghijklmnopqrst";
        for (int round = 0; round < 300; round++) {
            Mechanism[] owner = new Mechanism[text.length()];
            List<Mark> marks = List.of();
            for (int step = 0; step < 12; step++) {
                int from = random.nextInt(text.length());
                int to = from + 1 + random.nextInt(text.length() - from);
                Mechanism mechanism = random.nextInt(4) == 0 ? null : Mechanism.values()[random.nextInt(3)];
                marks = mechanism == null ? Marks.without(marks, from, to) : Marks.with(marks, new Mark(from, to, mechanism));
                for (int i = from; i < to; i++) owner[i] = mechanism;
            }
            String drawn = Marks.pieces(text, marks).stream()
                    .map(piece -> (piece.mark() == null ? "." : piece.mark().mechanism().key().substring(1)).repeat(piece.text().length()))
                    .collect(Collectors.joining());
            String expected = Arrays.stream(owner).map(one -> one == null ? "." : one.key().substring(1)).collect(Collectors.joining());
            assertThat(drawn).isEqualTo(expected);
        }
    }
}
