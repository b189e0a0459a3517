package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;
import org.junit.jupiter.api.Test;

class CorpusSummaryTest {
    private static final Map<Mechanism, Level> KIND = Map.of(Mechanism.EMOTIONAL_REACTION, Level.STRONG, Mechanism.EXPLORATION, Level.NONE);

    @Test void amountsEmotionsLevelsAndLengthsAreCounted() {
        Dialogue train = new Dialogue("a", Split.TRAIN, "sad", "", List.of(new Turn(Role.SPEAKER, " It  rains "),
                new Turn(Role.LISTENER, "Oh no , really ?", KIND), new Turn(Role.SPEAKER, "Yes")));
        Dialogue test = new Dialogue("b", Split.TEST, "", "",
                List.of(new Turn(Role.LISTENER, "Hello"), new Turn(Role.SPEAKER, ""), new Turn(Role.LISTENER, "Go on")));
        LabelledPair pair = new LabelledPair("p", "s", Split.TRAIN, "I am low", "Why", KIND, Map.of());
        CorpusSummary summary = CorpusSummary.of(new Corpus("x", List.of(train, test), List.of(pair), List.of("Note.")));
        assertThat(summary.amounts(Split.TRAIN)).isEqualTo(new CorpusSummary.Amounts(1, 3, 1, 1));
        assertThat(summary.amounts(Split.TEST)).as("a listener who begins answers nobody").isEqualTo(new CorpusSummary.Amounts(1, 3, 1, 0));
        assertThat(summary.amounts(Split.VALIDATION)).isEqualTo(CorpusSummary.Amounts.NONE);
        assertThat(summary.total()).isEqualTo(new CorpusSummary.Amounts(2, 6, 2, 1));
        assertThat(summary.emotions()).isEqualTo(Map.of("sad", Map.of(Split.TRAIN, 1)));
        assertThat(summary.level(Mechanism.EMOTIONAL_REACTION, Level.STRONG)).isEqualTo(2);
        assertThat(summary.level(Split.TRAIN, Mechanism.EXPLORATION, Level.NONE)).isEqualTo(2);
        assertThat(summary.level(Mechanism.INTERPRETATION, Level.NONE)).isZero();
        assertThat(summary.meanTurns()).isEqualTo(3.0);
        assertThat(summary.meanUtteranceWords()).isEqualTo((2 + 5 + 1 + 1 + 0 + 2 + 3 + 1) / 8.0);
        assertThat(summary.meanResponseWords()).isEqualTo((5 + 2 + 1) / 3.0);
        assertThat(summary.notices()).containsExactly("Note.");
    }

    @Test void meansOfNothingAreNotANumber() {
        CorpusSummary summary = CorpusSummary.of(new Corpus("x", List.of(), List.of(), List.of()));
        assertThat(summary.total()).isEqualTo(CorpusSummary.Amounts.NONE);
        assertThat(summary.meanTurns()).isNaN();
    }
}
