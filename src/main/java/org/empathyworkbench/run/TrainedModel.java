package org.empathyworkbench.run;

import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.workspace.ModelKind;

/**
 * What a run has written into the folder it was given.
 *
 * @param parameters numbers that were learned, all networks together
 * @param facts      for people: sizes and the scores at the end
 * @param shortage   why it is less than the whole: memory ran out
 */
record TrainedModel(ModelKind kind, long parameters, Map<String, String> facts, Optional<TensorMemoryException> shortage) {
    TrainedModel { facts = Map.copyOf(facts); }

    TrainedModel(ModelKind kind, long parameters, Map<String, String> facts) { this(kind, parameters, facts, Optional.empty()); }
}
