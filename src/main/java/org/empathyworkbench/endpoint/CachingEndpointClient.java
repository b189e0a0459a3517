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
 * Client of outside models with a persistent cache, so that no answer is paid for twice: an answer is stored in the workspace with its cost
 * before it is returned, and the same request finds it there later. A request without an answer is stored as such and not repeated
 * automatically. The seed is part of the key; {@link #anew} bypasses the cache.
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

    /** The cached answer to a request, or its cached lack of one; sends nothing. */
    public Optional<CachedAnswer> known(Endpoint endpoint, List<String> context, String prompt, ChatSettings settings, long seed) {
        return answers.find(question(endpoint, prompt, settings), seed, context);
    }

    /**
     * The cached answer, else the model's. If the same request is pending in this program, waits for its answer.
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
     * Sends the request even if an answer is cached.
     *
     * @throws UserInputException as {@link EndpointClient#ask}; before anything is sent if the answer could not be stored; with the answer
     *     in the message if storing failed
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
                    + " could not be stored, and would be paid for in vain. Nothing was sent. " + workspace.readOnlyWords());
        }
        EndpointAnswer came = endpoints.client(endpoint).ask(context, prompt, settings, seed, asking);
        CachedAnswer answer = new CachedAnswer(context, came.text(), came.none() == null ? null : came.none().key(),
                came.origin(endpoint, prompt, settings, seed), endpoint.price().of(came.usage()), endpoint.price().currency());
        try {
            answers.add(answer);
        } catch (WorkspaceException lost) {
            throw new UserInputException("The answer by " + endpoint.name() + " was received and paid for, but could not be stored. "
                    + "Copy it from here; the same request has to be paid for again: \"" + came.text() + "\". " + lost.getMessage(), lost);
        }
        return answer;
    }

    /**
     * All cached answers of a configuration, as counted by a comparison's column: sample k of a context is the answer to seed {@code first
     * + k}. A context has as many samples as exist without a gap, after those that it has already.
     *
     * @param before number of samples that a context already has from elsewhere; 0 if absent
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

    /** Total usage of all answers of a model in this workspace. */
    public AnswerCache.Spent spent(Endpoint endpoint) { return answers.spent(endpoint.address().toString(), endpoint.model()); }

    private static Question question(Endpoint endpoint, String prompt, ChatSettings settings) {
        return new Question(endpoint.address().toString(), endpoint.model(), prompt, BaselineRun.words(settings));
    }
}
