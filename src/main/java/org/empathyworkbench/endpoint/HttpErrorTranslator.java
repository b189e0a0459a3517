package org.empathyworkbench.endpoint;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.http.BoundedBody;
import org.empathyworkbench.http.CancellableRequest;
import org.empathyworkbench.http.RetryableException;
import org.empathyworkbench.io.VisibleText;

/** Translates HTTP errors and connection failures into messages for the user. The key is masked in them, even if the server repeats it. */
final class HttpErrorTranslator {
    private static final Set<Integer> LATER = Set.of(408, 409, 425, 429, 500, 502, 503, 504, 529);
    private static final int MOST_WORDS = 300;
    private static final int MOST_READ = 4_000;
    private static final String SAFE = "Nothing was stored of this request; earlier answers are kept.";

    private final Endpoint endpoint;
    private final ApiKey key;

    /** @param key null for none */
    HttpErrorTranslator(Endpoint endpoint, ApiKey key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    /**
     * Of a call without an answer.
     *
     * @return what to throw if a retry may help
     * @throws UserInputException if none can
     */
    IOException of(CancellableHttpClient call, Instant now) {
        String host = host();
        if (call.failure() != null) return call.failure();
        int status = call.status();
        if (!call.senseless().isEmpty()) return new RetryableException("The answer of " + host + " " + said(call.senseless()), null);
        String words = said(call.error().message());
        if (status == 429 && Set.of("insufficient_quota", "billing_hard_limit_reached").contains(call.error().code())) {
            throw new UserInputException("The account behind the key of \"" + endpoint.name()
                    + "\" has no credit left. " + SAFE + " See the service's billing page.");
        }
        if (LATER.contains(status))
            return new RetryableException(host + " answered " + status
                    + (status == 429 ? " (too many requests)" : words.isEmpty() ? "" : " (" + words + ")"), wait(call.headers(), now));
        if (status == 401 || status == 403) {
            throw new UserInputException(host + (key == null ? " requires a key, and \"" + endpoint.name() + "\" has none. "
                    : " rejects the key of \"" + endpoint.name() + "\" (" + status + "). ") + SAFE
                    + (key == null ? " Give it one (Settings, Endpoints; or app/run endpoints add)."
                            : " Store the key again, or check with the service whether it may use " + endpoint.model() + "."));
        }
        if (status == 407)
            throw new UserInputException("The proxy requires a name and password. " + SAFE
                    + " Set the endpoint's proxy as http://name:password@host:port.");
        if (status / 100 == 3) {
            throw new UserInputException(host + " redirects to another address (" + status + "). " + SAFE
                    + " Set that address, or check whether a network login page intercepts the connection.");
        }
        if (status == 404) {
            throw new UserInputException(host + " has no model \"" + endpoint.model() + "\", or " + endpoint.address()
                    + " is not its base address" + (words.isEmpty() ? "" : " (" + words + ")") + ". " + SAFE
                    + " Check both; the base address usually ends in /v1.");
        }
        throw new UserInputException(host + " rejects the request (" + status + (words.isEmpty() ? "" : ": " + words)
                + "). " + SAFE + " Change the endpoint's model or settings, and test it.");
    }

    /** The message after the last attempt failed. */
    UserInputException given(IOException failure, int attempts) {
        String host = host();
        if (failure instanceof BoundedBody.TooLarge) {
            throw new UserInputException("The body that " + host + " sends is too large: " + failure.getMessage()
                    + ". It was not read to its end. " + SAFE + " Check that this is the address of a chat server.", failure);
        }
        String why = failure instanceof RetryableException ? String.valueOf(failure.getMessage())
                : failure instanceof SSLHandshakeException ? host + " has no valid certificate (" + failure.getMessage() + ")"
                : failure instanceof HttpConnectTimeoutException || failure instanceof ConnectException ? host + " cannot be reached"
                : failure instanceof HttpTimeoutException ? host + " did not respond for " + endpoint.limits().timeoutSeconds() + " s"
                : failure instanceof CancellableRequest.Unfinished ? host + " did not finish its response (" + failure.getMessage() + ")"
                : "The connection to " + host + " broke off (" + said(String.valueOf(failure.getMessage())) + ")";
        String todo = failure instanceof ConnectException ? " Start the server, or check the endpoint's address and proxy."
                : failure instanceof RetryableException ? " Try again later."
                : " Check the network and the server, and try again.";
        return new UserInputException(why + (attempts > 1 ? ", " + attempts + " times in a row. " : ". ") + SAFE + todo, failure);
    }

    private String host() {
        return endpoint.address().getHost() + (endpoint.address().getPort() < 0 ? "" : ":" + endpoint.address().getPort());
    }

    /** A server's message: one line, bounded length, key masked. */
    private String said(String words) {
        String shorter = words.substring(0, Math.min(words.length(), MOST_READ));
        String plain = shorter.replaceAll("\\s+", " ").strip().replaceAll("\\.+$", "").strip();
        String hidden = key == null ? plain : key.hiddenIn(plain);
        return VisibleText.line(hidden, MOST_WORDS);
    }

    /** Waiting time from Retry-After in seconds or as a date, retry-after-ms, or the reset time of the limits; null if none is given. */
    static Duration wait(Map<String, List<String>> headers, Instant now) {
        String millis = RateLimits.first(headers, "retry-after-ms").strip();
        if (millis.matches("\\d{1,9}")) return Duration.ofMillis(Long.parseLong(millis));
        String after = RateLimits.first(headers, "Retry-After").strip();
        if (after.matches("\\d{1,6}(\\.\\d{1,6})?")) return Duration.ofMillis((long) Math.ceil(Double.parseDouble(after) * 1_000));
        if (!after.isEmpty()) {
            try {
                Duration until = Duration.between(now,
                        Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).parse(after)));
                return until.isNegative() ? Duration.ZERO : until;
            } catch (DateTimeException e) {
                return null;
            }
        }
        return RateLimits.of(headers).requestsLeft() == 0 ? RateLimits.of(headers).renewal() : null;
    }
}
