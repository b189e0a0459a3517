package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.Map;

/**
 * Where a response of an outside model came from, kept with the response.
 *
 * @param endpoint         the person's name for it
 * @param address          its base address
 * @param model            the id that was asked for
 * @param servedModel      the id that the server says has answered
 * @param prompt           what it was told, as the person wrote it; the context is the response's own
 * @param settings         how it was asked to draw, by name
 * @param promptTokens     null when the server did not say
 * @param completionTokens null when the server did not say
 * @param finish           why the answer ended
 * @param request          the server's name for the exchange; may be empty
 * @param details          what came with the answer
 */
public record ResponseOrigin(String endpoint, String address, String model, String servedModel,
        String prompt, Map<String, String> settings, long seed, Instant askedAt,
        Long promptTokens, Long completionTokens, String finish, String request, AnswerDetails details) {
    public ResponseOrigin { settings = Map.copyOf(settings); }

    /** Of an answer that came with nothing else. */
    public ResponseOrigin(String endpoint, String address, String model,
            String servedModel, String prompt, Map<String, String> settings, long seed,
            Instant askedAt, Long promptTokens, Long completionTokens, String finish, String request) {
        this(endpoint, address, model, servedModel, prompt, settings, seed, askedAt,
                promptTokens, completionTokens, finish, request, AnswerDetails.NONE);
    }
}
