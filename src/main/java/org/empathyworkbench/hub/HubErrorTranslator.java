package org.empathyworkbench.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.http.RetryableException;
import org.empathyworkbench.io.VisibleText;
import org.jspecify.annotations.Nullable;

/** Translates HTTP errors and connection failures of the hub into messages for the user. */
final class HubErrorTranslator {
    private static final Set<Integer> LATER = Set.of(408, 425, 429, 500, 502, 503, 504);

    private HubErrorTranslator() { }

    /**
     * Translates an error status.
     *
     * @param file the requested file, empty for the listing
     * @return what to throw when a retry may help
     * @throws UserInputException if none can
     */
    static IOException of(int status, HttpHeaders headers, URI from, HubId id, String file, HubSettings settings) {
        String host = from.getHost();
        String error = headers.firstValue("X-Error-Code").orElse("");
        if (LATER.contains(status))
            return new RetryableException(host + " answered " + status + (status == 429 ? " (too many requests)" : ""), wait(headers));
        String page = settings.endpoint() + "/" + id.repository();
        boolean own = host.equalsIgnoreCase(settings.endpoint().getHost()) && from.getPort() == settings.endpoint().getPort();
        if (status == 407) {
            throw new UserInputException("The proxy requires a name and password. Nothing "
                    + "was downloaded. Set the proxy as http://name:password@host:port.");
        }
        if (error.equals("GatedRepo") || status == 403 && own && error.isEmpty()) {
            throw new UserInputException(id + " may be downloaded only by people who have accepted its owner's terms. Nothing was "
                    + "downloaded. Accept them on " + page + ", then set the environment variable HF_TOKEN to a token of your account.");
        }
        if (error.equals("RevisionNotFound")) {
            throw new UserInputException("The model " + id.repository() + " has no revision \"" + id.revision()
                    + "\". Nothing was downloaded. " + page + " lists its branches and pull requests.");
        }
        if (!file.isEmpty() && (error.equals("EntryNotFound") || own && status == 404 && error.isEmpty())) {
            throw new UserInputException("The model " + id + " no longer has the file "
                    + file + ". Look it up again; its owner has changed it.");
        }
        if (own && Set.of(401, 404, 410).contains(status)) {
            throw new UserInputException(host + " has no model " + id.repository()
                    + ", or it is private and the hub does not say so. Nothing was downloaded. Check the id"
                    + (settings.token().isEmpty()
                            ? "; for a private model set the environment variable HF_TOKEN to a token of your account."
                            : ", and that HF_TOKEN may read it."));
        }
        if (status == 401 || status == 403)
            return new RetryableException(host + " answered " + status + " (the address has expired or is not for us)", null);
        throw new UserInputException(host + " answered " + status + (file.isEmpty() ? "" : " when requesting " + file)
                + ". Nothing was stored. Check the hub's address and the proxy in the settings.");
    }

    /** The message after the last attempt failed. */
    static UserInputException network(IOException failure, URI address, String kept) {
        String host = address.getHost();
        String why = failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException ? host + " cannot be reached"
                : failure instanceof SSLHandshakeException ? host + " has no valid certificate (" + words(failure) + ")"
                : failure instanceof RetryableException ? String.valueOf(failure.getMessage())
                : "The connection to " + host + " broke off (" + failure.getMessage() + ")";
        return new UserInputException(why + ". " + kept + " Check the network and the proxy, and try again"
                + (failure instanceof RetryableException ? " in a while" : "")
                + "; a model whose folder you have can be imported without a network.", failure);
    }

    /**
     * Retry-After in seconds (dates are rare and ignored), or the reset time of the hub's own RateLimit header: {@code
     * "resolvers";r=0;t=120}.
     */
    private static @Nullable Duration wait(HttpHeaders headers) {
        return Stream.of(headers.firstValue("Retry-After").orElse(""),
                headers.firstValue("RateLimit").orElse("").replaceFirst(".*;\\s*t=(\\d+).*", "$1"))
                .filter(value -> value.matches("\\d{1,6}")).findFirst()
                .map(value -> Duration.ofSeconds(Long.parseLong(value))).orElse(null);
    }

    /** Java's message may quote the server's data. */
    private static String words(IOException failure) { return VisibleText.line(String.valueOf(failure.getMessage()), 200); }
}
