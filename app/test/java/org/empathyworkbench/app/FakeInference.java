package org.empathyworkbench.app;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.app.inference.GeneratorPlace;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.SamplingSettings;

/**
 * Models whose answers a test can foretell: emotional reaction is strong with "sorry" and exploration with a question mark; a generator
 * answers with its name, the seed and the last turn.
 */
public final class FakeInference implements Inference {
    public final List<String> scored = new ArrayList<>();
    /** How many contexts each question of many had. */
    public final List<Integer> asked = new ArrayList<>();

    @Override
    public List<EmpathyProfile> score(String identifiers, List<List<String>> contexts, List<String> responses, Progress progress) {
        if (identifiers.equals("broken")) throw new UserInputException("The identifiers are damaged. Nothing was loaded. Choose others.");
        scored.addAll(responses);
        return responses.stream().map(FakeInference::profile).toList();
    }

    public static EmpathyProfile profile(String response) {
        return FakeRuns.profile(response.contains("sorry") ? 0.8 : 0.1, 0.1, response.contains("?") ? 0.7 : 0.1);
    }

    @Override
    public Response respond(String generator, List<String> context, SamplingSettings sampling, long seed, Progress progress) {
        String text = generator.equals("silent") ? "" : generator + " " + seed + " sorry: " + context.get(context.size() - 1);
        return new Response(text, new int[] {1}, true, 0);
    }

    @Override
    public List<Answer> answers(GeneratorPlace generator, List<List<String>> contexts,
            SamplingSettings sampling, long seed, int sample, Progress progress) {
        asked.add(contexts.size());
        return contexts.stream().map(context -> new Answer(respond(generator.name(), context, sampling, seed, progress).text()
                + (sample == 0 ? "" : " (" + sample + ")"), -6, 4, null)).toList();
    }

    @Override
    public String hash(String identifiers, Progress progress) { return "hash of " + identifiers; }
}
