package org.empathyworkbench.app.inference;

import java.util.List;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.SamplingSettings;

/** Asks the models of a workspace by their names. May take long: call it in a task, never on the window's thread. */
public interface Inference {
    /**
     * What a set of identifiers sees in responses.
     *
     * @param contexts turns before each response, oldest first
     * @param progress told while models are being loaded
     * @throws org.empathyworkbench.dialogue.UserInputException when there is no such set or it cannot be loaded
     */
    List<EmpathyProfile> score(String identifiers, List<List<String>> contexts, List<String> responses, Progress progress);

    /**
     * What a generator answers; equal seeds give equal answers.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException when there is no such generator or it cannot be loaded
     */
    Response respond(String generator, List<String> context, SamplingSettings sampling, long seed, Progress progress);

    /**
     * What a generator answers to many contexts: one sample each, with its likelihood. An answer depends on the generator, its context, the
     * settings, the seed and the sample alone, however many others are asked for.
     *
     * @param sample from 0: further samples of one seed
     * @throws org.empathyworkbench.dialogue.UserInputException when it cannot be loaded
     */
    List<Answer> answers(GeneratorPlace generator, List<List<String>> contexts,
            SamplingSettings sampling, long seed, int sample, Progress progress);

    /**
     * The hash of a set's weights, by which what it has seen is kept.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException when there is no such set or it cannot be loaded
     */
    String hash(String identifiers, Progress progress);
}
