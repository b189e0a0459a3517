package org.empathyworkbench.app.compare;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.GivenResponse;

/** Source of a column's responses: a model that can generate, or stored responses. Sources with equal keys are the same source. */
public interface ColumnSource {
    /** Kind of source. */
    enum Kind {
        GENERATOR("generator", "Generators"), CHECKPOINT("checkpoint", "Checkpoints"),
        ENDPOINT("endpoint", "Endpoints"), RESPONSES("stored", "Stored responses");

        private final String word;
        private final String plural;

        Kind(String word, String plural) {
            this.word = word;
            this.plural = plural;
        }

        /** Label of the column's chip. */
        public String word() { return word; }

        /** Heading of a list of this kind. */
        public String plural() { return plural; }
    }

    /** Unique key, stable over restarts, such as {@code generator:small}. */
    String key();

    /** The column's name. */
    String title();

    Kind kind();

    /** Group within its kind, such as the run of a checkpoint; empty for none. */
    default String group() { return ""; }

    /** Whether it can generate; otherwise {@link #stored} has all its responses. */
    boolean live();

    /**
     * Provenance of its responses as name and value: stored with responses and cases. Must contain no secrets.
     *
     * @param drawing sampling settings, for a source that can generate
     */
    Map<String, String> facts(SamplingPlan drawing);

    /** Stored responses, in any order; joined to contexts by their text. Called off the JavaFX thread. */
    List<GivenResponse> stored(SamplingPlan drawing);

    /** Sentence about failed requests; empty for none. Called off the JavaFX thread. */
    default String leftOut() { return ""; }

    /**
     * Generates one response per context, in their order. Called off the JavaFX thread with a few contexts at a time.
     *
     * @param sample index from 0 within {@link SamplingPlan#samples()}
     * @throws org.empathyworkbench.dialogue.UserInputException when it cannot generate
     */
    List<Answer> ask(List<List<String>> contexts, SamplingPlan drawing, int sample, Progress progress);
}
