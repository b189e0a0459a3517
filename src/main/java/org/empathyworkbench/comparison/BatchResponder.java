package org.empathyworkbench.comparison;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.evaluation.TeacherForced;
import org.empathyworkbench.generation.EncodedExamples;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.torch.RandomStream;

/**
 * Has a generator answer contexts so that an answer depends on nothing but the model, the context, the settings, the seed and the number of
 * the sample: the same in the window and in a terminal, alone and among five thousand others. Different contexts get different noise, so
 * that figures over many are fair.
 */
public final class BatchResponder {
    private BatchResponder() { }

    /**
     * One sample a context, in the contexts' order, each with its log-probability under the model itself: teacher-forced, before
     * temperature and truncation.
     *
     * @param sample from 0: further samples of one seed
     */
    public static List<Answer> answers(ResponseGenerator generator,
            List<List<String>> contexts, SamplingSettings sampling, long seed, int sample) {
        List<int[]> ids = contexts.stream().map(generator::contextIds).toList();
        long[] keys = contexts.stream().mapToLong(context -> key(context, sample)).toArray();
        List<Response> responses = generator.respondToIds(ids, keys, sampling, seed);
        EncodedExamples said = new EncodedExamples(ids.toArray(int[][]::new),
                responses.stream().map(Response::ids).toArray(int[][]::new), new int[ids.size()]);
        double[] nll = TeacherForced.nll(generator.model(), said, () -> false, ProgressListener.none());
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < nll.length; i++) answers.add(new Answer(responses.get(i).text(), -nll[i], responses.get(i).ids().length, null));
        return answers;
    }

    /** What the noise of a row depends on beside the seed. */
    static long key(List<String> context, int sample) {
        long key = RandomStream.mix(sample, "context", context.size());
        for (String turn : context) {
            byte[] bytes = turn.strip().getBytes(StandardCharsets.UTF_8);
            key = RandomStream.mix(key, "turn", bytes.length);
            for (byte one : bytes) key = key * 0x100000001B3L ^ one;
        }
        return RandomStream.mix(key, "answer");
    }
}
