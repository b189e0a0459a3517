package org.empathyworkbench.app.talk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.conversation.Answer;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.endpoint.CachingEndpointClient;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.EndpointAnswer;
import org.empathyworkbench.endpoint.EndpointClient;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.endpoint.NoAnswer;
import org.empathyworkbench.endpoint.Price;
import org.empathyworkbench.endpoint.RequestListener;
import org.empathyworkbench.endpoint.Usage;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.AnswerDetails;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.ResponseOrigin;
import org.empathyworkbench.workspace.Workspace;

/**
 * Generates a participant's response off the JavaFX thread, with its provenance. Responses of outside models to an equal request come
 * from the cache.
 */
final class ParticipantClient {
    /** Provenance entries of an outside model's response that are shown separately. */
    static final String REASONING = "reasoning";
    static final String TAKEN_OFF = "takenOff";
    static final String AS_IT_CAME = "asItCame";
    static final String ADAPTED = "adapted";

    private final Inference inference;
    private final Endpoints endpoints;
    private final CachingEndpointClient paid;
    private final Clock clock;

    ParticipantClient(Inference inference, Endpoints endpoints, Workspace workspace, Clock clock) {
        this.inference = inference;
        this.endpoints = endpoints;
        this.paid = new CachingEndpointClient(endpoints, workspace);
        this.clock = clock;
    }

    Instant now() { return clock.instant().truncatedTo(ChronoUnit.MILLIS); }

    static SamplingSettings sampling(Participant generator) { return Settings.with(SamplingSettings.paper(), generator.settings()); }

    ChatSettings drawing(Participant outside) { return Settings.with(endpoints.get(outside.name()).settings(), outside.settings()); }

    /** @throws UserInputException if it fails or the response is empty */
    Answer answer(Participant participant, List<String> context, Progress progress) {
        Answer answer = participant.kind() == Participant.Kind.GENERATOR
                ? generated(participant, context, progress) : outside(participant, context, progress);
        if (answer.text().isBlank())
            throw new UserInputException(participant.name()
                    + " returned an empty response. The conversation is kept. Try again, or change its sampling settings.");
        return answer;
    }

    private Answer generated(Participant generator, List<String> context, Progress progress) {
        SamplingSettings sampling = sampling(generator);
        Response response = inference.respond(generator.name(), context, sampling, generator.seed(), progress);
        Map<String, String> facts = new LinkedHashMap<>(words(sampling));
        facts.put("seed", String.valueOf(generator.seed()));
        return Answer.by(generator.name(), response.text(), facts, "", now());
    }

    private Answer outside(Participant participant, List<String> context, Progress progress) {
        Endpoint endpoint = endpoints.get(participant.name());
        ChatSettings settings = Settings.with(endpoint.settings(), participant.settings());
        CachedAnswer answer = paid.ask(endpoint, context, endpoint.prompt(), settings, participant.seed(), new RequestListener() {
            @Override public void waiting(String why) { progress.say(why); }

            @Override public boolean cancelled() { return progress.cancelled(); }
        });
        if (!answer.answered()) {
            NoAnswer none = NoAnswer.of(answer.noAnswer());
            throw new UserInputException(participant.name() + " gave no response: " + none.words()
                    + ". The conversation is kept. Trying again sends a new request with the next seed. " + none.advice());
        }
        ResponseOrigin origin = answer.origin();
        AnswerDetails details = origin.details();
        Map<String, String> facts = new LinkedHashMap<>(words(settings));
        facts.put("seed", String.valueOf(participant.seed()));
        facts.put("model", origin.servedModel());
        facts.put("address", endpoint.address().toString());
        facts.put("tokens", Usage.of(origin.promptTokens(), origin.completionTokens()).words());
        facts.put("cost", new Price(null, null, answer.currency()).words(answer.cost()));
        String finish = EndpointAnswer.Finish.words(origin.finish());
        if (!finish.equals(EndpointAnswer.Finish.STOP.words())) facts.put("finish", finish);
        if (!details.reasoning().isEmpty()) facts.put(REASONING, details.reasoning());
        if (!details.takenOff().isEmpty()) facts.put(TAKEN_OFF, String.join(", ", details.takenOff()));
        if (details.content() != null) facts.put(AS_IT_CAME, details.content());
        if (details.sent().containsKey(EndpointClient.ADAPTED)) facts.put(ADAPTED, details.sent().get(EndpointClient.ADAPTED));
        return Answer.by(participant.name(), answer.text(), facts, endpoint.prompt(), origin.askedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Map<String, String> words(Record settings) {
        Map<String, String> words = new LinkedHashMap<>();
        Settings.toMap(settings).forEach((name, value) -> words.put(name, String.valueOf(value)));
        return words;
    }
}
