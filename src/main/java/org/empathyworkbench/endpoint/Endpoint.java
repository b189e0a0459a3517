package org.empathyworkbench.endpoint;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.http.Loopback;
import org.empathyworkbench.http.ProxyRule;
import org.empathyworkbench.setting.Settings;

/**
 * An outside model and its connection settings. Contains no key, only where it is stored.
 *
 * @param name         display name
 * @param address      the base address, to which {@code /chat/completions} is appended; usually ends in {@code /v1}
 * @param model        the server's id of the model
 * @param key          where its key is stored
 * @param keyVariable  the environment variable of the key; empty unless it is stored there
 * @param unencrypted  the user allows sending the key over http to another machine
 * @param proxy        host:port, {@code none}, or empty to use Java's properties and the environment
 * @param prompt       instruction before the context ({@link ChatPrompt})
 * @param settings     sampling settings
 * @param unwrap       whether names, quotes and formatting around its answers are removed; the original is stored too
 * @param adaptations  changes to requests that the server rejected
 */
public record Endpoint(String name, URI address, String model, KeyPlace key,
        String keyVariable, boolean unencrypted, String proxy, Limits limits, Price price,
        String prompt, ChatSettings settings, boolean unwrap, Adaptations adaptations) {
    /** Missing values, as in a hand-written file, are the defaults. */
    public Endpoint {
        if (name == null || !name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]{0,59}")) {
            throw new UserInputException("\"" + name + "\" cannot be the name of an endpoint. Nothing was stored. "
                    + "Use 1 to 60 letters, digits, blanks and . _ + -, beginning with a letter or digit.");
        }
        if (model == null || model.isBlank() || model.length() > 300)
            throw new UserInputException("An endpoint needs the id of a model. Nothing "
                    + "was stored. Name it as the server does, such as llama3.1:8b.");
        if (address == null)
            throw new UserInputException("An endpoint needs an address. Nothing was stored. Write it like http://127.0.0.1:8080/v1.");
        if (key == null) key = KeyPlace.NONE;
        if (keyVariable == null || key != KeyPlace.ENVIRONMENT) keyVariable = "";
        if (key == KeyPlace.ENVIRONMENT && !keyVariable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new UserInputException("\"" + keyVariable
                    + "\" is not a name of an environment variable. Nothing was stored. Write it like OPENAI_API_KEY.");
        }
        if (proxy == null) proxy = "";
        if (limits == null) limits = Limits.DEFAULT;
        if (price == null) price = Price.UNKNOWN;
        if (prompt == null || prompt.isBlank()) prompt = ChatPrompt.TWO_SHOT;
        if (settings == null) settings = ChatSettings.standard();
        if (adaptations == null) adaptations = Adaptations.NONE;
    }

    /**
     * With all defaults.
     *
     * @throws UserInputException if the address is invalid
     */
    public static Endpoint of(String name, String address, String model) {
        return new Endpoint(name, address(address), model, KeyPlace.NONE, "", false, "", Limits.DEFAULT,
                Price.UNKNOWN, ChatPrompt.TWO_SHOT, ChatSettings.standard(), true, Adaptations.NONE);
    }

    /** @throws UserInputException if the text is not a server's address, or contains credentials */
    public static URI address(String text) {
        String plain = text == null ? "" : text.strip().replaceFirst("/+$", "").replaceFirst("/chat/completions$", "");
        try {
            URI address = URI.create(plain);
            boolean whole = address.getHost() != null && Set.of("http", "https").contains(String.valueOf(address.getScheme()));
            if (whole && address.getRawUserInfo() == null && address.getRawQuery() == null && address.getRawFragment() == null)
                return address;
        } catch (IllegalArgumentException e) {
            throw noAddress(e);
        }
        throw noAddress(null);
    }

    private static UserInputException noAddress(Throwable cause) {
        return new UserInputException("That is not an address of a server. Nothing was stored. Write it like "
                + "http://127.0.0.1:8080/v1 or https://api.openai.com/v1, without a name, password or key in it.", cause);
    }

    /** Name under which the key is stored: a key belongs to a server, so it is not sent to another address. */
    String account() {
        return name + "@" + address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    /** The configuration that determines its answers, by name, to be stored with them. Without the key. */
    public Map<String, String> facts(String told, ChatSettings drawn, long seed) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("endpoint", name);
        facts.put("address", address.toString());
        facts.put("model", model);
        facts.put("prompt", told);
        Settings.toMap(drawn).forEach((setting, value) -> facts.put(setting, String.valueOf(value)));
        facts.put("seed", String.valueOf(seed));
        return facts;
    }

    /** Whether a key would be sent unencrypted over a network. */
    public boolean exposesKey() { return key != KeyPlace.NONE && address.getScheme().equals("http") && !Loopback.is(address.getHost()); }

    public Endpoint withKey(KeyPlace place, String variable) {
        return new Endpoint(name, address, model, place, variable, unencrypted,
                proxy, limits, price, prompt, settings, unwrap, adaptations);
    }

    public Endpoint withUnencrypted(boolean allowed) {
        return new Endpoint(name, address, model, key, keyVariable, allowed, proxy, limits, price, prompt, settings, unwrap, adaptations);
    }

    public Endpoint withProxy(String to) {
        return new Endpoint(name, address, model, key, keyVariable, unencrypted, to, limits, price, prompt, settings, unwrap, adaptations);
    }

    public Endpoint withLimits(Limits to) {
        return new Endpoint(name, address, model, key, keyVariable, unencrypted, proxy, to, price, prompt, settings, unwrap, adaptations);
    }

    public Endpoint withPrice(Price to) {
        return new Endpoint(name, address, model, key, keyVariable, unencrypted, proxy, limits, to, prompt, settings, unwrap, adaptations);
    }

    public Endpoint withPrompt(String to) {
        return new Endpoint(name, address, model, key, keyVariable, unencrypted, proxy, limits, price, to, settings, unwrap, adaptations);
    }

    public Endpoint withSettings(ChatSettings to) {
        return new Endpoint(name, address, model, key, keyVariable, unencrypted, proxy, limits, price, prompt, to, unwrap, adaptations);
    }

    public Endpoint withUnwrap(boolean to) {
        return new Endpoint(name, address, model, key, keyVariable, unencrypted, proxy, limits, price, prompt, settings, to, adaptations);
    }

    public Endpoint withAdaptations(Adaptations to) {
        return new Endpoint(name, address, model, key, keyVariable, unencrypted, proxy, limits, price, prompt, settings, unwrap, to);
    }

    /** Whether adaptations learned for one server and model apply to the other. */
    boolean asks(Endpoint other) { return address.equals(other.address) && model.equals(other.model); }

    /** The proxy for display: without credentials. */
    public String shownProxy() { return ProxyRule.shown(proxy); }

    /** Without the password of a proxy, for logs. */
    @Override public String toString() { return name + " (" + model + " at " + address + ")"; }
}
