package org.empathyworkbench.app.talk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.conversation.Answer;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.endpoint.Asking;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.EndpointAnswer;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;

/** Asks a participant, away from the window, and says with the answer how it came to be. */
final class Asked {
    private final Inference inference;
    private final Endpoints endpoints;
    private final Clock clock;

    Asked(Inference inference, Endpoints endpoints, Clock clock) {
        this.inference = inference;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    Instant now() { return clock.instant().truncatedTo(ChronoUnit.MILLIS); }

    static SamplingSettings sampling(Participant generator) { return Settings.with(SamplingSettings.paper(), generator.settings()); }

    ChatSettings drawing(Participant outside) { return Settings.with(endpoints.get(outside.name()).settings(), outside.settings()); }

    /** @throws BadInput when it does not answer, or without words */
    Answer answer(Participant participant, List<String> context, Progress progress) {
        Answer answer = participant.kind() == Participant.Kind.GENERATOR ? generated(participant, context, progress) : outside(participant, context, progress);
        if (answer.text().isBlank()) {
            String why = answer.facts().containsKey("finish") ? " (" + answer.facts().get("finish") + ")" : "";
            throw new BadInput(participant.name() + " answered without words" + why + ". What was said is kept. Ask again, or change how it draws.");
        }
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
        EndpointAnswer answer = endpoints.client(endpoint).ask(context, endpoint.prompt(), settings, participant.seed(), new Asking() {
            @Override public void waiting(String why) { progress.say(why); }

            @Override public boolean cancelled() { return progress.cancelled(); }
        });
        Map<String, String> facts = new LinkedHashMap<>(words(settings));
        facts.put("seed", String.valueOf(participant.seed()));
        facts.put("model", answer.model());
        facts.put("address", endpoint.address().toString());
        facts.put("tokens", answer.usage().words());
        facts.put("cost", endpoint.price().words(endpoint.price().of(answer.usage())));
        if (answer.finish() != EndpointAnswer.Finish.STOP) facts.put("finish", answer.finish().words());
        return Answer.by(participant.name(), answer.text(), facts, endpoint.prompt(), answer.askedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Map<String, String> words(Record settings) {
        Map<String, String> words = new LinkedHashMap<>();
        Settings.toMap(settings).forEach((name, value) -> words.put(name, String.valueOf(value)));
        return words;
    }
}
