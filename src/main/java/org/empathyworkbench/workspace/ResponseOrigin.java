package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.Map;

/**
 * Provenance of an outside model's response.
 *
 * @param endpoint         the user's name for it
 * @param address          its base address
 * @param model            the requested id
 * @param servedModel      the id given by the server
 * @param prompt           the prompt as the user wrote it, without the context
 * @param settings         sampling settings, by name
 * @param promptTokens     null if not given by the server
 * @param completionTokens null if not given by the server
 * @param finish           why the answer ended
 * @param request          the server's request id; may be empty
 * @param details          details of the answer
 */
public record ResponseOrigin(String endpoint, String address, String model, String servedModel,
        String prompt, Map<String, String> settings, long seed, Instant askedAt,
        Long promptTokens, Long completionTokens, String finish, String request, AnswerDetails details) {
    public ResponseOrigin { settings = Map.copyOf(settings); }

    /** Without details. */
    public ResponseOrigin(String endpoint, String address, String model,
            String servedModel, String prompt, Map<String, String> settings, long seed,
            Instant askedAt, Long promptTokens, Long completionTokens, String finish, String request) {
        this(endpoint, address, model, servedModel, prompt, settings, seed, askedAt,
                promptTokens, completionTokens, finish, request, AnswerDetails.NONE);
    }
}
