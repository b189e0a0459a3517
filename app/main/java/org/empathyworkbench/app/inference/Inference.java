package org.empathyworkbench.app.inference;

import java.util.List;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.SamplingSettings;

/** Inference with a workspace's models by name. May take long: call it in a task, never on the JavaFX thread. */
public interface Inference {
    /**
     * Scores responses with a set of identifiers.
     *
     * @param contexts turns before each response, oldest first
     * @param progress of loading models
     * @throws org.empathyworkbench.dialogue.UserInputException when there is no such set or it cannot be loaded
     */
    List<EmpathyProfile> score(String identifiers, List<List<String>> contexts, List<String> responses, Progress progress);

    /**
     * Generates a response; equal seeds give equal responses.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException when there is no such generator or it cannot be loaded
     */
    Response respond(String generator, List<String> context, SamplingSettings sampling, long seed, Progress progress);

    /**
     * Generates one sample for each of many contexts, with its log-likelihood. A response depends only on the generator, context,
     * settings, seed and sample index, not on the batch.
     *
     * @param sample index from 0 within one seed
     * @throws org.empathyworkbench.dialogue.UserInputException when it cannot be loaded
     */
    List<Answer> answers(GeneratorPlace generator, List<List<String>> contexts,
            SamplingSettings sampling, long seed, int sample, Progress progress);

    /**
     * Hash of a set's weights, the key of stored scores.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException when there is no such set or it cannot be loaded
     */
    String hash(String identifiers, Progress progress);
}
