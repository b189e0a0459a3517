package org.empathyworkbench.hub;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.dialogue.UserInputException;
import org.jspecify.annotations.Nullable;

/**
 * Connection settings of the hub.
 *
 * @param endpoint the hub's address, or a mirror's
 * @param proxy    empty to use Java's properties and the environment, {@code none} for no proxy, else host:port
 * @param offline  no requests; only earlier downloads are used
 * @param token    of the user's account, for private and gated models; sent to the endpoint's own host only; empty for none
 * @param variables the environment, which knows of proxies and of the hub's own cache
 * @param attempts how often in a row a request may fail before it is given up
 * @param silence  how long a server may say nothing before the connection counts as cut
 */
public record HubSettings(URI endpoint, String proxy, boolean offline, String token,
        Map<String, String> variables, int attempts, Duration silence) {
    /** The hub's own address. */
    public static final String HOME = "https://huggingface.co";

    public HubSettings { variables = Map.copyOf(variables); }

    /** As the environment says: HF_ENDPOINT, HF_HUB_OFFLINE, HF_TOKEN. @throws UserInputException when HF_ENDPOINT is no address */
    public static HubSettings of(Map<String, String> environment) {
        boolean offline = Set.of("1", "true", "yes", "on")
                .contains(environment.getOrDefault("HF_HUB_OFFLINE", "").toLowerCase(Locale.ROOT));
        String endpoint = environment.getOrDefault("HF_ENDPOINT", "");
        return new HubSettings(address(endpoint.isBlank() ? HOME : endpoint), "", offline,
                environment.getOrDefault("HF_TOKEN", "").strip(), environment, 5, Duration.ofSeconds(60));
    }

    /** Empty keeps what it is. @throws UserInputException when it is no address */
    public HubSettings withEndpoint(String to) {
        return to.isBlank() ? this : new HubSettings(address(to), proxy, offline, token, variables, attempts, silence);
    }

    /** Empty keeps what it is. */
    public HubSettings withProxy(String to) {
        return to.isBlank() ? this : new HubSettings(endpoint, to, offline, token, variables, attempts, silence);
    }

    public HubSettings withOffline(boolean to) { return new HubSettings(endpoint, proxy, to, token, variables, attempts, silence); }

    HubSettings withSilence(Duration to) { return new HubSettings(endpoint, proxy, offline, token, variables, attempts, to); }

    private static URI address(String text) {
        try {
            URI address = URI.create(text.strip().replaceFirst("/+$", ""));
            if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) return address;
        } catch (IllegalArgumentException e) {
            throw noAddress(text, e);
        }
        throw noAddress(text, null);
    }

    private static UserInputException noAddress(String text, @Nullable Throwable cause) {
        return new UserInputException("\"" + text + "\" is no address of a hub. Nothing was downloaded. Write it like " + HOME + ".",
                cause);
    }

    /** The secret stays out of logs. */
    @Override public String toString() { return "HubSettings[" + endpoint + (offline ? ", offline" : "") + "]"; }
}
