package org.empathyworkbench.timeline;

import java.nio.file.Path;

/**
 * A model that a run kept.
 *
 * @param step   steps that were done: 0 for the start model
 * @param name   of the model; {@code run@step} for a checkpoint
 * @param folder in Hugging Face layout
 */
public record TimelineStop(Kind kind, int step, String name, Path folder) {
    /** Its step in the run. */
    public enum Kind {
        START("start model"), CHECKPOINT("checkpoint"), FINAL("final model");

        private final String word;

        Kind(String word) { this.word = word; }

        /** Display text. */
        public String word() { return word; }
    }

    /** {@code step 120}, {@code start}, {@code final}: what a table or an axis calls it. */
    public String label() { return kind == Kind.CHECKPOINT ? "step " + step : kind == Kind.START ? "start" : "final"; }
}
