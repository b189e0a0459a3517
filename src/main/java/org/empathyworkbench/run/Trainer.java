package org.empathyworkbench.run;

import java.io.IOException;
import java.util.Optional;
import org.empathyworkbench.workspace.RunKind;

/** What the kinds of runs do differently: read their inputs, train, write the model's files. */
@FunctionalInterface
interface Trainer {
    /**
     * Works until the end or until the journal asks for a stop, and leaves a whole model in {@link RunContext#making()} either way.
     *
     * @return what was made; empty when a stop came before there was a model worth keeping, or the run was paused
     * @throws IOException when a file of the model cannot be written
     */
    Optional<TrainedModel> make(RunContext place) throws IOException;

    static Trainer of(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> new GeneratorTrainer();
            case PPO -> new PpoTrainer();
            case IDENTIFIERS -> new IdentifierTrainer();
        };
    }
}
