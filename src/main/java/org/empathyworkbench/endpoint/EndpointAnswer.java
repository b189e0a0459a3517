package org.empathyworkbench.endpoint;

import java.time.Instant;
import java.util.Arrays;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.AnswerDetails;
import org.empathyworkbench.workspace.ResponseOrigin;

/**
 * Result of a request.
 *
 * @param text        the turn, on one line; empty if there is no answer
 * @param none        why there is none; null for an answer
 * @param model       the id given by the server; the requested one if it gives none
 * @param requestId   the server's request id; empty if it gives none
 * @param seconds     duration of the successful request
 * @param attempts    number of requests
 * @param limits      remaining limits given by the server
 * @param details     the reasoning, what was removed, and the request as sent
 */
public record EndpointAnswer(String text, NoAnswer none, Finish finish, String model, Usage usage,
        Instant askedAt, String requestId, double seconds, int attempts, RateLimits limits,
        AnswerDetails details) {
    /** Why the answer ended. */
    public enum Finish {
        STOP("ended by itself"), LENGTH("cut at the maximum length"),
        FILTERED("blocked by the service's content filter"), OTHER("ended for another reason");

        private final String words;

        Finish(String words) { this.words = words; }

        public String words() { return words; }

        /** Stored form. */
        static Finish of(String word) {
            return Arrays.stream(values()).filter(one -> Settings.word(one).equals(word)).findFirst().orElse(OTHER);
        }

        /** Display text of a stored word. */
        public static String words(String word) { return of(word).words; }
    }

    /** Provenance of this answer, to be stored with it. */
    ResponseOrigin origin(Endpoint endpoint, String prompt, ChatSettings settings, long seed) {
        return new ResponseOrigin(endpoint.name(), endpoint.address().toString(), endpoint.model(), model,
                prompt, BaselineRun.words(settings), seed, askedAt, usage.known() ? usage.prompt() : null,
                usage.known() ? usage.completion() : null, Settings.word(finish), requestId, details);
    }
}
