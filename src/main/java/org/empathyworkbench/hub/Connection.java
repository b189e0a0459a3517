package org.empathyworkbench.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.http.CancellableRequest;
import org.empathyworkbench.http.Loopback;
import org.empathyworkbench.http.ProxyRule;

/**
 * Executes one request at a time to the hub and to the hosts that it redirects to. Redirections are followed here, not by the client, so
 * that the user's token is sent only to the hub's own host, and never unencrypted over a network. Idle time-out; cancellation within a
 * fraction of a second.
 */
final class Connection {
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTIONS = 10;
    private static final int MOST_CHARACTERS = 8_000;

    private final HubSettings settings;
    private final HttpClient client;

    Connection(HubSettings settings) {
        this.settings = settings;
        ProxyRule proxy = ProxyRule.of(settings.proxy(), settings.variables());
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20)).proxy(proxy.selector());
        proxy.authenticator().ifPresent(builder::authenticator);
        this.client = builder.build();
    }

    /**
     * Response at the end of the redirections.
     *
     * @param from the address that answered
     */
    record Answer<T>(URI from, int status, HttpHeaders headers, T body) { }

    /**
     * @param moved     bytes that came so far, which says whether the server is silent
     * @param look      called a few times a second while waiting
     * @param body      what is done with the answer's body; asked for the last answer only
     * @throws IOException           when the connection fails or is silent for too long
     * @throws CancellationException if cancelled by the user
     * @throws UserInputException              when a redirection is refused
     */
    <T> Answer<T> get(URI address, Map<String, String> headers, HttpResponse.BodyHandler<T> body,
            LongSupplier moved, Runnable look, BooleanSupplier cancelled)
            throws IOException {
        URI now = address;
        for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(now).header("User-Agent", "empathy-workbench").GET();
            headers.forEach(request::header);
            if (!settings.token().isEmpty() && mayHaveToken(now)) request.header("Authorization", "Bearer " + settings.token());
            HttpResponse.BodyHandler<T> handler = info ->
                    REDIRECTIONS.contains(info.statusCode()) ? HttpResponse.BodySubscribers.replacing(null) : body.apply(info);
            HttpResponse<T> response = CancellableRequest.await(client.sendAsync(request.build(), handler),
                    moved, look, settings.silence(), cancelled);
            if (!REDIRECTIONS.contains(response.statusCode()))
                return new Answer<>(now, response.statusCode(), response.headers(), response.body());
            now = next(now, response.headers().firstValue("Location")
                    .orElseThrow(() -> new IOException("a redirection without an address")));
        }
        throw new IOException("more than " + MOST_REDIRECTIONS + " redirections");
    }

    /** The hub's own host only, and only if encrypted or local. */
    private boolean mayHaveToken(URI address) {
        URI own = settings.endpoint();
        boolean same = own.getScheme().equals(address.getScheme())
                && own.getHost().equalsIgnoreCase(address.getHost()) && own.getPort() == address.getPort();
        return same && (address.getScheme().equals("https") || Loopback.is(address.getHost()));
    }

    /** @throws UserInputException if a server redirects to a forbidden address: without encryption, or from outside to this machine */
    private static URI next(URI now, String location) throws IOException {
        if (location.length() > MOST_CHARACTERS) throw new IOException("a redirection to an unreadable address");
        URI next;
        try {
            // what servers forget to escape
            next = now.resolve(location.strip().replace(" ", "%20").replace("|", "%7C").replace("\"", "%22"));
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirection to an unreadable address", e);
        }
        if (next.getHost() == null || !Set.of("http", "https").contains(String.valueOf(next.getScheme()))
                || next.getRawUserInfo() != null) {
            throw new IOException("a redirection to an unreadable address");
        }
        if (inside(next.getHost()) && !inside(now.getHost())) {
            throw new UserInputException(now.getHost() + " redirects to " + next.getHost() + ", an address inside this machine or "
                    + "its network's own services. Nothing was downloaded. Check the hub's address and the proxy in the settings.");
        }
        if (now.getScheme().equals("https") && next.getScheme().equals("http")) {
            throw new UserInputException(now.getHost() + " redirects to " + next.getHost()
                    + " without encryption. Nothing was downloaded. Check the hub's address and the proxy in the settings.");
        }
        return next;
    }

    /**
     * This machine, or a link-local address, where cloud providers serve instance metadata. Checked on the literal address: names are not
     * resolved.
     */
    private static boolean inside(String host) {
        return Loopback.is(host) || host.matches("0(\\.0){3}|169\\.254(\\.\\d{1,3}){2}|\\[(::|::ffff:.*|fe[89ab].*|fd00:ec2:.*)\\]");
    }
}
