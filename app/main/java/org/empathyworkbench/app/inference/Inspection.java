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
 * Inference on one response to one context; the encoded context is cached while only the response changes. May take long: call it in a
 * task. Cancelled work ends soon with a {@link java.util.concurrent.CancellationException}. Unknown or damaged models are reported as in
 * {@link Inference}.
 */
public interface Inspection {
    EmpathyProfile read(String identifiers, List<String> context, String response, Progress progress);

    /** Attribution methods of a set of identifiers, the best by measurement first. */
    List<EvidenceMethod> methods(String identifiers, Progress progress);

    Map<Mechanism, Evidence> evidence(String identifiers, List<String> context, String response,
            EvidenceMethod method, EvidenceSettings settings, Progress progress);

    EditReport edits(String identifiers, List<String> context, String response, EditSearch search, Progress progress);

    /** Token probabilities of a generator at every position of the response. @param most candidates per position */
    TeacherForcedScores pieces(String generator, List<String> context, String response, int most, Progress progress);

    /** The reference model of an aligned generator; empty if it was not trained by PPO or the reference is gone. */
    Optional<Alignment> alignment(String generator);
}
