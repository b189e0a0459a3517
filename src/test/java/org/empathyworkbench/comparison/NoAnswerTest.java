package org.empathyworkbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.BaselineInfo;
import org.empathyworkbench.workspace.ResponseOrigin;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question that an outside model did not answer is asked once, counts in no figure, and is counted. */
class NoAnswerTest {
    private final Comparison comparison = new Comparison(List.of(new ComparedContext("a", "", List.of("I lost."), "Oh no."),
            new ComparedContext("b", "", List.of("I won."), "Nice!"), new ComparedContext("c", "", List.of("I wait."), "For whom?")));
    private final ComparedColumn asked = new ComparedColumn("endpoint:x", 3);

    private ComparedColumn filled() {
        comparison.put(asked);
        asked.put(0, List.of(Answer.of("one two three four")));
        asked.put(1, List.of(Answer.none("only reasoning was received")));
        asked.put(2, List.of(Answer.none("cut off"), Answer.of("five six")));
        return asked;
    }

    @Test void itIsNoResponseOfTheColumn() {
        ComparedColumn column = filled();
        assertThat(column.responses()).isEqualTo(2);
        assertThat(column.answered()).isEqualTo(2);
        assertThat(column.answers(1)).isFalse();
        assertThat(column.at(1)).as("it was asked").hasSize(1);
        column.put(2, List.of());
        assertThat(column.answered()).isEqualTo(1);
    }

    @Test void itIsAskedOnce() {
        filled();
        int[] questions = {0};
        int written = ResponseWriting.write(comparison, asked, (contexts, sample) -> {
            questions[0] += contexts.size();
            return contexts.stream().map(one -> Answer.of("anew")).toList();
        }, 1, new int[] {0, 1, 2}, Watch.nobody());
        assertThat(written).isZero();
        assertThat(questions[0]).isZero();
    }

    @Test void itIsInNoFigureAndCounted() {
        ColumnMetrics figures = new Metrics.Counter().count(comparison, List.of(filled().key()), new int[] {0, 1, 2}).columns().get(0);
        assertThat(figures.responses()).isEqualTo(2);
        assertThat(figures.words()).as("4 and 2 words").isEqualTo(3);
        assertThat(figures.noAnswers()).isEqualTo(2);
    }

    @Test void itIsLeftOutOfFilesWithANote() {
        filled();
        ComparisonSnapshot shot = new ComparisonSnapshot(comparison,
                List.of(new ComparisonSnapshot.Shown("endpoint:x", "X", Map.of())), new int[] {0, 1, 2}, Metrics.NONE, "texts", "");
        assertThat(shot.caseOf(1).responses()).isEmpty();
        assertThat(shot.caseOf(2).responses()).hasSize(1);
        assertThat(shot.text(ComparisonExport.Format.MARKDOWN)).contains("X gave no answer to 2 of its questions; they are left out.");
    }

    @Test void aBaselinesQuestionsWithoutAnAnswerAreSaidOfItsColumn(@TempDir Path folder) {
        try (Workspace workspace = Workspace.open(folder)) {
            ResponseOrigin origin = new ResponseOrigin("x", "http://a/v1", "m",
                    "m", "", Map.of(), 1, Instant.EPOCH, null, null, "length", "");
            workspace.baselines().begin(new BaselineInfo("base", "demo", Split.TEST, 2, 1, 2, "x", "http://a/v1", "m", "", Map.of()));
            workspace.baselines().save("base", 0, new GivenResponse("", List.of("I lost."), "", "Oh no."), origin);
            ComparedSystem.Stored column = new ComparedSystem.Stored(workspace.responseSets().find("base").orElseThrow());
            assertThat(column.leftOut(workspace)).isEmpty();
            workspace.baselines().saveNoAnswer("base", 1, "cut-off", origin);
            assertThat(column.leftOut(workspace)).isEqualTo("Left out of it: 1 without an answer (1 cut off before an answer).");
            assertThat(column.stored(workspace, SamplingPlan.FIRST)).hasSize(1);
        }
    }
}
