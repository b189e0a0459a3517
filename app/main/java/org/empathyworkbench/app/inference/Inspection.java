package org.empathyworkbench.app.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.TeacherForcedScores;
import org.empathyworkbench.identifier.EditReport;
import org.empathyworkbench.identifier.EditSearch;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;

/**
 * Asks models about one response to one context. A context is kept read while only the response changes. May take long: call it in a task.
 * Work that is cancelled ends soon, with a {@link java.util.concurrent.CancellationException}. Unknown or damaged models are refused as
 * {@link Inference} does.
 */
public interface Inspection {
    EmpathyProfile read(String identifiers, List<String> context, String response, Progress progress);

    /** Ways to tell evidence that a set of identifiers has; the one that is best by measurement first. */
    List<EvidenceMethod> methods(String identifiers, Progress progress);

    Map<Mechanism, Evidence> evidence(String identifiers, List<String> context, String response,
            EvidenceMethod method, EvidenceSettings settings, Progress progress);

    EditReport edits(String identifiers, List<String> context, String response, EditSearch search, Progress progress);

    /** What a generator would have at every place of the response. @param most pieces at a place */
    TeacherForcedScores pieces(String generator, List<String> context, String response, int most, Progress progress);

    /** The model that a generator was aligned from; empty for one that PPO did not make, or whose start is gone. */
    Optional<Alignment> alignment(String generator);
}
