package org.empathyworkbench.endpoint;

import java.time.Instant;
import java.util.Arrays;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.AnswerDetails;
import org.empathyworkbench.workspace.ResponseOrigin;

/**
 * What came back.
 *
 * @param text        the turn, on one line; empty where there is no answer
 * @param none        why there is none; null for an answer
 * @param model       the id that the server says has answered; what was asked for when it does not say
 * @param requestId   the server's name for the exchange; empty when it has none
 * @param seconds     from the question that was answered to its answer
 * @param attempts    how many questions it took
 * @param limits      what the server said is left
 * @param details     the reasoning beside it, what was taken off, and what was really sent
 */
public record EndpointAnswer(String text, NoAnswer none, Finish finish, String model, Usage usage,
        Instant askedAt, String requestId, double seconds, int attempts, RateLimits limits,
        AnswerDetails details) {
    /** Why the answer ended. */
    public enum Finish {
        STOP("ended by itself"), LENGTH("cut at the greatest length"),
        FILTERED("kept back by the service's content filter"), OTHER("ended for another reason");

        private final String words;

        Finish(String words) { this.words = words; }

        public String words() { return words; }

        /** As it is stored. */
        static Finish of(String word) {
            return Arrays.stream(values()).filter(one -> Settings.word(one).equals(word)).findFirst().orElse(OTHER);
        }

        /** For people, of a stored word. */
        public static String words(String word) { return of(word).words; }
    }

    /** Where this answer came from, for keeping with it. */
    ResponseOrigin origin(Endpoint endpoint, String prompt, ChatSettings settings, long seed) {
        return new ResponseOrigin(endpoint.name(), endpoint.address().toString(), endpoint.model(), model,
                prompt, BaselineRun.words(settings), seed, askedAt, usage.known() ? usage.prompt() : null,
                usage.known() ? usage.completion() : null, Settings.word(finish), requestId, details);
    }
}
