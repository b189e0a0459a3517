package org.empathyworkbench.run;

import java.io.IOException;
import java.util.Optional;
import org.empathyworkbench.runsettings.RunSettings;

/** A kind of run: reads its inputs, trains, writes the model's files. */
@FunctionalInterface
interface Trainer {
    /**
     * Works until the end or until the journal requests a stop, and leaves a complete model in
     * {@link RunContext#outputFolder()} either way.
     *
     * @return the result; empty if stopped before there was a usable model, or paused
     * @throws IOException if a file of the model cannot be written
     */
    Optional<TrainedModel> make(RunContext context) throws IOException;

    static Trainer of(RunSettings settings) { return settings.match(GeneratorTrainer::new, IdentifierTrainer::new, PpoTrainer::new); }
}
