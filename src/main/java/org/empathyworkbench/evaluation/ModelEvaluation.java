package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.EncodedExamples;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.torch.MallocTuning;
import org.empathyworkbench.torch.RandomStream;
import org.jspecify.annotations.Nullable;

/** Fills the row of a table for a generator or for stored responses (METHOD section 7). */
public final class ModelEvaluation {
    /** Rows between two looks at progress and stop. */
    private static final int CHUNK = 256;

    private final List<Judge> judges;
    private final ProgressListener progress;
    private final BooleanSupplier stop;

    /**
     * @param judges sets of identifiers; may be empty. The first is the one whose figures stand in front
     * @param stop   asked often; when it says yes, the evaluation throws {@link CancellationException}
     */
    public ModelEvaluation(List<Judge> judges, ProgressListener progress, BooleanSupplier stop) {
        this.judges = List.copyOf(judges);
        this.progress = progress;
        this.stop = stop;
    }

    /** The contexts of a table: at most so many, drawn once by the seed, in their own order; all when {@code limit} is 0. */
    public static <T> List<T> drawn(List<T> all, int limit, long seed) {
        return RandomStream.chosen(all, limit, seed, RandomStream.EVALUATION);
    }

    /**
     * Perplexity on the references, then one response a context, then the figures of the responses. Equal seeds give equal reports.
     *
     * @param system what the generator is called
     * @param data   display name of the examples
     * @throws UserInputException              when there are no examples
     * @throws CancellationException when a stop was asked for
     */
    public Evaluated generator(String system, String data, ResponseGenerator generator,
            List<Example> examples, EvaluationSettings settings, SamplingSettings sampling,
            long seed) {
        if (examples.isEmpty())
            throw new UserInputException("There are no examples in " + data
                    + ". Nothing was evaluated. Choose a split with dialogues whose listener answers.");
        MallocTuning.prepare(generator.model().parameterCount());
        List<Example> chosen = drawn(examples, settings.examples(), seed);
        ContextLimits limits = settings.responseTokens() == 0 ? generator.limits()
                : generator.limits().chosen(own -> own.withResponseTokens(settings.responseTokens()));
        EncodedExamples encoded = EncodedExamples.of(generator.tokenizer(), chosen, limits);
        double[] nll = TeacherForced.nll(generator.model(), encoded, stop, (part, what) -> progress.at(0.3 * part, what));
        checkStop();
        PerplexityFigures perplexity = PerplexityFigures.of(TeacherForced.perplexity(nll, encoded, settings.batch()), settings.batch());
        List<GivenResponse> responses = new ArrayList<>();
        for (int from = 0; from < chosen.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, chosen.size());
            long[] keys = new long[to - from];
            for (int i = 0; i < keys.length; i++) keys[i] = from + i;
            List<Response> written = generator.respondToIds(Arrays.asList(encoded.contexts()).subList(from, to), keys, sampling, seed);
            for (int i = from; i < to; i++) {
                Example example = chosen.get(i);
                responses.add(new GivenResponse(example.emotion(), example.context(), example.response(), written.get(i - from).text()));
            }
            progress.at(0.3 + 0.5 * to / chosen.size(), "writing responses");
            checkStop();
        }
        Map<String, Object> used = new LinkedHashMap<>(Settings.toMap(settings));
        used.putAll(Settings.toMap(sampling));
        used.put("contextTokens", limits.contextTokens());
        used.put("responseTokens", limits.responseTokens());
        used.put("truncation", limits.side());
        used.put("limits", limits.source().name().toLowerCase(Locale.ROOT));
        used.put("contextsCut", encoded.cut());
        used.put("responsesCut", encoded.cutResponses());
        String read = system + " reads " + limits.words() + "; " + encoded.cutWords(limits) + ".";
        return report(system, data, seed, used, List.of(read), perplexity, TextFigures.of(responses), responses, 0.8);
    }

    /**
     * The figures of stored responses: all but perplexity. Empathy figures are of the responses that have a reference.
     *
     * @throws UserInputException              when there are no responses
     * @throws CancellationException when a stop was asked for
     */
    public Evaluated responses(String system, String data, List<GivenResponse> responses) {
        if (responses.isEmpty())
            throw new UserInputException("There are no responses of " + system
                    + ". Nothing was evaluated. Choose a response set that holds some.");
        return report(system, data, 0, Map.of(), List.of(), null, TextFigures.of(responses), responses, 0);
    }

    /**
     * As above, of the contexts that other systems answer too.
     *
     * @param seed that drew the contexts
     */
    public Evaluated responses(String system, String data, JoinedResponses joined, long seed) {
        return report(system, data, seed, Map.of(), joined.notes(), null, TextFigures.of(joined.asWritten()), joined.onContexts(), 0);
    }

    private Evaluated report(String system, String data, long seed, Map<String, Object> settings,
            List<String> notes, @Nullable PerplexityFigures perplexity, TextFigures text,
            List<GivenResponse> responses, double done) {
        List<EmpathyFigures> empathy = new ArrayList<>();
        List<EmpathyProfile> shown = List.of();
        List<List<String>> contexts = responses.stream().map(GivenResponse::context).toList();
        double share = judges.isEmpty() ? 0 : (1 - done) / judges.size();
        for (int j = 0; j < judges.size(); j++) {
            List<EmpathyProfile> profiles = new ArrayList<>();
            List<Map<Mechanism, Level>> targets = new ArrayList<>();
            for (int from = 0; from < responses.size(); from += CHUNK) {
                List<GivenResponse> rows = responses.subList(from, Math.min(from + CHUNK, responses.size()));
                profiles.addAll(judges.get(j).scoring()
                        .score(contexts.subList(from, from + rows.size()), rows.stream().map(GivenResponse::text).toList()));
                targets.addAll(targets(judges.get(j), rows));
                progress.at(done + share * (j + (double) (from + rows.size()) / responses.size()), "judging empathy");
                checkStop();
            }
            if (j == 0) shown = profiles;
            List<EmpathyProfile> judged = new ArrayList<>();
            List<Map<Mechanism, Level>> judgedTargets = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                if (targets.get(i).isEmpty()) continue;
                judged.add(profiles.get(i));
                judgedTargets.add(targets.get(i));
            }
            if (!judged.isEmpty()) empathy.add(EmpathyFigures.of(judges.get(j), judgedTargets, judged));
        }
        progress.at(1, "done");
        return new Evaluated(new EvaluationReport(system, data, seed, settings, notes, perplexity, text, empathy), responses, shown);
    }

    /** Levels of each row's reference; empty where there is none. */
    private static List<Map<Mechanism, Level>> targets(Judge judge, List<GivenResponse> rows) {
        List<GivenResponse> known = rows.stream().filter(row -> !row.reference().isBlank()).toList();
        List<Map<Mechanism, Level>> levels = judge.targets(known.stream().map(GivenResponse::context).toList(),
                known.stream().map(GivenResponse::reference).toList());
        List<Map<Mechanism, Level>> all = new ArrayList<>();
        int next = 0;
        for (GivenResponse row : rows) all.add(row.reference().isBlank() ? Map.of() : levels.get(next++));
        return all;
    }

    private void checkStop() {
        if (stop.getAsBoolean()) throw new CancellationException("The evaluation was stopped.");
    }
}
