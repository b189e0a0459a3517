package org.empathyworkbench.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.app.empathy.MarkedText;
import org.empathyworkbench.app.empathy.MarkedText.Piece;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.Test;

class MarkedTextTest {
    private static final String TEXT = "I am  sorry (really). What happened?";

    @Test
    void marksStandWhereTheyAreAndNothingIsLost() {
        List<Piece> pieces = MarkedText.pieces(TEXT,
                Map.of(Mechanism.EXPLORATION, List.of("What happened?"), Mechanism.EMOTIONAL_REACTION, List.of("I am sorry (really).")));
        assertThat(pieces).extracting(Piece::mechanism).containsExactly(Mechanism.EMOTIONAL_REACTION, null, Mechanism.EXPLORATION);
        assertThat(pieces.stream().map(Piece::text).collect(Collectors.joining())).isEqualTo(TEXT);
    }

    @Test
    void overlappingMarksBelongToTheFirstMechanism() {
        List<Piece> pieces = MarkedText.pieces("abcdef",
                Map.of(Mechanism.EMOTIONAL_REACTION, List.of("abcd"), Mechanism.EXPLORATION, List.of("cdef")));
        assertThat(pieces).containsExactly(new Piece("ab", Mechanism.EMOTIONAL_REACTION),
                new Piece("cd", Mechanism.EMOTIONAL_REACTION), new Piece("ef", Mechanism.EXPLORATION));
    }

    @Test
    void marksThatAreNotInTheTextAreNamedAsMissing() {
        assertThat(MarkedText.missing(TEXT, List.of("I am sorry", "", "Not there"))).containsExactly("Not there");
        assertThat(MarkedText.pieces(TEXT, Map.of(Mechanism.INTERPRETATION, List.of("Not there")))).containsExactly(new Piece(TEXT, null));
    }
}
