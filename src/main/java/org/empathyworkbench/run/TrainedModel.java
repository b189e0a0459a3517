package org.empathyworkbench.run;

import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.workspace.ModelKind;

/**
 * Result of a trainer.
 *
 * @param parameters number of trained parameters, all networks together
 * @param facts      sizes and final scores, for display
 * @param shortage   message if memory ran out and the result is partial
 */
record TrainedModel(ModelKind kind, long parameters, Map<String, String> facts, Optional<TensorMemoryException> shortage) {
    TrainedModel { facts = Map.copyOf(facts); }

    TrainedModel(ModelKind kind, long parameters, Map<String, String> facts) { this(kind, parameters, facts, Optional.empty()); }
}
