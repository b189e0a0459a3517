package org.empathyworkbench.app.compare;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * Where a column's responses come from: something that can be asked, such as a generator, or responses that are there already. What a
 * provider offers again under an equal key is taken for the same source.
 */
public interface ColumnSource {
    /** What kind of thing answers. */
    enum Kind {
        GENERATOR("generator", "Generators"), CHECKPOINT("checkpoint", "Checkpoints"),
        ENDPOINT("endpoint", "Endpoints"), RESPONSES("stored", "Stored responses");

        private final String word;
        private final String plural;

        Kind(String word, String plural) {
            this.word = word;
            this.plural = plural;
        }

        /** On the column's chip. */
        public String word() { return word; }

        /** Over a list of them. */
        public String plural() { return plural; }
    }

    /** Unique among all sources and the same after a restart, such as {@code generator:small}. */
    String key();

    /** As the column is headed. */
    String title();

    Kind kind();

    /** Under which of a kind's lists it stands, such as the run of a checkpoint; empty for the kind's own list. */
    default String group() { return ""; }

    /** Whether it can be asked; if not, {@link #stored} is all there is. */
    boolean live();

    /**
     * How its responses come to be, by name: kept with stored responses and with cases. Nothing secret may stand in it.
     *
     * @param drawing of a source that can be asked
     */
    Map<String, String> facts(SamplingPlan drawing);

    /** Responses that are there already, in whatever order; joined to contexts by what they say. Called away from the window. */
    List<GivenResponse> stored(SamplingPlan drawing);

    /** What was asked for it and got no answer, in a sentence; empty for nothing. Called away from the window. */
    default String leftOut() { return ""; }

    /**
     * Asks it, one response a context in the contexts' order. Called away from the window with a few contexts at a time.
     *
     * @param sample from 0, which of the {@link SamplingPlan#samples()}
     * @throws org.empathyworkbench.dialogue.UserInputException when it cannot answer
     */
    List<Answer> ask(List<List<String>> contexts, SamplingPlan drawing, int sample, Progress progress);
}
