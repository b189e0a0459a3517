package org.empathyworkbench.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * Proxy selection. The user's setting comes first, then Java's system properties (https.proxyHost and the like), then the environment
 * (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY).
 *
 * @param http   for http addresses; null for none
 * @param https  for https addresses; null for none
 * @param except hosts, or suffixes of hosts, that are reached directly; {@code *} for all
 * @param java   use Java's system properties instead
 */
public record ProxyRule(@Nullable URI http, @Nullable URI https, List<String> except, boolean java) {
    public static final ProxyRule DIRECT = new ProxyRule(null, null, List.of(), false);
    private static final List<String> JAVA = List.of("https.proxyHost", "http.proxyHost", "java.net.useSystemProxies");
    /** By default Java sends no credentials for tunnelling; this enables it if the user gave credentials in the proxy's address. */
    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    /**
     * @param setting     empty to use Java's properties and the environment, {@code none} for no proxy, else host:port or an address
     * @param environment variables by name
     * @throws UserInputException if an address is not a proxy address
     */
    public static ProxyRule of(String setting, Map<String, String> environment) {
        String chosen = setting.strip();
        if (chosen.equalsIgnoreCase("none")) return DIRECT;
        if (!chosen.isEmpty()) return new ProxyRule(address(chosen), address(chosen), List.of(), false);
        if (JAVA.stream().anyMatch(name -> System.getProperty(name) != null)) return new ProxyRule(null, null, List.of(), true);
        return new ProxyRule(first(environment, "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"),
                first(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
                Stream.of("no_proxy", "NO_PROXY").map(environment::get).filter(value -> value != null && !value.isBlank()).findFirst()
                        .map(value -> Arrays.stream(value.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList())
                .orElse(List.of()), false);
    }

    private static @Nullable URI first(Map<String, String> environment, String... names) {
        return Arrays.stream(names).map(environment::get)
                .filter(value -> value != null && !value.isBlank()).findFirst().map(ProxyRule::address).orElse(null);
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text.contains("://") ? text : "http://" + text);
            if (address.getHost() != null && address.getPort() > 0 && List.of("http", "https").contains(address.getScheme()))
                return address;
        } catch (IllegalArgumentException e) {
            throw noProxy(text, e);
        }
        throw noProxy(text, null);
    }

    /** A proxy's address for display and logs: without credentials. */
    public static String shown(String proxy) {
        int at = proxy.lastIndexOf('@');
        if (at < 0) return proxy;
        int scheme = proxy.indexOf("://");
        return (scheme >= 0 && scheme < at ? proxy.substring(0, scheme + 3) : "") + "...@" + proxy.substring(at + 1);
    }

    private static UserInputException noProxy(String text, @Nullable Throwable cause) {
        return new UserInputException("\"" + VisibleText.line(shown(text), 200) + "\" is not an HTTP proxy. Nothing was "
                + "sent to any server. Write it as host:port, such as proxy.example.org:3128, or \"none\".", cause);
    }

    /** The proxy of an address; empty for a direct connection. */
    public Optional<URI> proxyOf(URI target) {
        String host = String.valueOf(target.getHost()).toLowerCase(Locale.ROOT);
        for (String ending : except) {
            String plain = ending.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
            if (ending.equals("*") || host.equals(plain) || host.endsWith("." + plain)) return Optional.empty();
        }
        return Optional.ofNullable("https".equals(target.getScheme()) ? https : http);
    }

    /** For Java's HTTP client. */
    public ProxySelector selector() {
        if (java) return ProxySelector.getDefault();
        return new ProxySelector() {
            @Override public List<Proxy> select(URI uri) {
                return List.of(proxyOf(uri)
                        .map(proxy -> new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())))
                        .orElse(Proxy.NO_PROXY));
            }

            @Override public void connectFailed(URI uri, SocketAddress address, IOException failure) { }
        };
    }

    /** Answers proxy authentication requests only. */
    public Optional<Authenticator> authenticator() {
        if (Stream.of(http, https).allMatch(proxy -> proxy == null || proxy.getUserInfo() == null)) return Optional.empty();
        if (System.getProperty(TUNNEL_SCHEMES) == null) System.setProperty(TUNNEL_SCHEMES, "");
        return Optional.of(new Authenticator() {
            @Override protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                if (getRequestorType() != RequestorType.PROXY) return null;
                return Stream.of(https, http).filter(proxy -> proxy != null && proxy.getUserInfo() != null
                        && proxy.getHost().equalsIgnoreCase(getRequestingHost())
                        && proxy.getPort() == getRequestingPort()).findFirst().map(proxy -> {
                            String[] parts = proxy.getUserInfo().split(":", 2);
                            return new PasswordAuthentication(parts[0], (parts.length > 1 ? parts[1] : "").toCharArray());
                        }).orElse(null);
            }
        });
    }
}
