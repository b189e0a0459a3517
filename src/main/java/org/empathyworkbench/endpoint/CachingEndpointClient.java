package org.empathyworkbench.endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.workspace.AnswerCache;
import org.empathyworkbench.workspace.AnswerCache.Question;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceException;

/**
 * Asks outside models so that nobody pays twice: what came is in the workspace, with all that it took, before anybody sees it, and the same
 * question finds it there, also after the window was closed. A question that got no answer is kept as such and not asked again by itself.
 * Another seed is another question; {@link #anew} asks the same once more.
 */
public final class CachingEndpointClient {
    private final Endpoints endpoints;
    private final Workspace workspace;
    private final AnswerCache answers;

    public CachingEndpointClient(Endpoints endpoints, Workspace workspace) {
        this.endpoints = endpoints;
        this.workspace = workspace;
        this.answers = workspace.paidAnswers();
    }

    /** What was answered to this before, or that it got no answer; no server is asked. */
    public Optional<CachedAnswer> known(Endpoint endpoint, List<String> context, String prompt, ChatSettings settings, long seed) {
        return answers.find(question(endpoint, prompt, settings), seed, context);
    }

    /**
     * What was answered to this before, else what the model says now. While the same is being asked elsewhere
     * in this program, its answer is waited for.
     *
     * @throws UserInputException as {@link #anew}
     */
    public CachedAnswer ask(Endpoint endpoint, List<String> context, String prompt,
            ChatSettings settings, long seed, RequestListener asking) {
        Supplier<Optional<CachedAnswer>> kept = () -> known(endpoint, context, prompt, settings, seed);
        return kept.get().orElseGet(() -> answers.oneAtATime(question(endpoint, prompt, settings), seed, context, asking::cancelled,
                () -> kept.get().orElseGet(() -> pay(endpoint, context, prompt, settings, seed, asking))));
    }

    /**
     * What the model says now, whatever it said before.
     *
     * @throws UserInputException as {@link EndpointClient#ask}; before anything is asked where the answer could not be kept; with the
     *     answer where keeping it failed
     */
    public CachedAnswer anew(Endpoint endpoint, List<String> context, String prompt,
            ChatSettings settings, long seed, RequestListener asking) {
        return answers.oneAtATime(question(endpoint, prompt, settings), seed, context,
                asking::cancelled, () -> pay(endpoint, context, prompt, settings, seed, asking));
    }

    private CachedAnswer pay(Endpoint endpoint, List<String> context, String prompt,
            ChatSettings settings, long seed, RequestListener asking) {
        if (workspace.readOnly()) {
            throw new UserInputException("An answer by " + endpoint.name()
                    + " could not be kept, and would be paid for in vain. Nothing was asked. " + workspace.readOnlyWords());
        }
        EndpointAnswer came = endpoints.client(endpoint).ask(context, prompt, settings, seed, asking);
        CachedAnswer answer = new CachedAnswer(context, came.text(), came.none() == null ? null : came.none().key(),
                came.origin(endpoint, prompt, settings, seed), endpoint.price().of(came.usage()), endpoint.price().currency());
        try {
            answers.add(answer);
        } catch (WorkspaceException lost) {
            throw new UserInputException("The answer by " + endpoint.name() + " came and was paid for, but could not be stored. "
                    + "Copy it from here, the same question is paid for again: \"" + came.text() + "\". " + lost.getMessage(), lost);
        }
        return answer;
    }

    /**
     * All that was asked so, as a column of a comparison counts it: sample k of a context is the answer to seed {@code first + k}. A
     * context has as many as are there without a gap, counted from those that it has already.
     *
     * @param before how many samples a context has already, from elsewhere; none where it is not named
     */
    public Map<List<String>, List<CachedAnswer>> known(Endpoint endpoint, String prompt,
            ChatSettings settings, long first, int samples, Map<List<String>, Integer> before) {
        Map<List<String>, List<CachedAnswer>> byContext = new HashMap<>();
        Map<List<String>, Integer> there = new HashMap<>(before);
        for (int sample = 0; sample < samples; sample++) {
            for (CachedAnswer one : answers.all(question(endpoint, prompt, settings), first + sample)) {
                if (there.getOrDefault(one.context(), 0) != sample) continue;
                byContext.computeIfAbsent(one.context(), any -> new ArrayList<>()).add(one);
                there.put(one.context(), sample + 1);
            }
        }
        return byContext;
    }

    /** What all answers of a model in this workspace took. */
    public AnswerCache.Spent spent(Endpoint endpoint) { return answers.spent(endpoint.address().toString(), endpoint.model()); }

    private static Question question(Endpoint endpoint, String prompt, ChatSettings settings) {
        return new Question(endpoint.address().toString(), endpoint.model(), prompt, BaselineRun.words(settings));
    }
}
